/** Types whose binary form is their bytes, by the number PostgreSQL knows them by. */
export const arrayOf = { text: 25, bytea: 17 } as const;

const HEAD_BYTES = 20, LENGTH_BYTES = 4, ABSENT = -1;

/**
 * A one-dimensional array as PostgreSQL sends and takes it in binary: given as a parameter, a Buffer goes as it is. A thousand geometries need neither
 * hexadecimal nor escaping so, on either side.
 */
export function binaryArray(type: number, values: readonly (Uint8Array | string | null)[]): Buffer {
  let size = HEAD_BYTES;
  for (const value of values) size += LENGTH_BYTES + (value === null ? 0 : typeof value === 'string' ? Buffer.byteLength(value) : value.length);
  const bytes = Buffer.allocUnsafe(size);
  // Dimensions, whether there are nulls, type of the elements; then size and first index of the one dimension.
  let at = bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  at = bytes.writeInt32BE(1, at);
  at = bytes.writeInt32BE(type, at);
  at = bytes.writeInt32BE(values.length, at);
  at = bytes.writeInt32BE(1, at);
  for (const value of values) {
    if (value === null) { at = bytes.writeInt32BE(ABSENT, at); continue; }
    const from = at + LENGTH_BYTES;
    if (typeof value === 'string') at = from + bytes.write(value, from);
    else { bytes.set(value, from); at = from + value.length; }
    bytes.writeInt32BE(at - from, from - LENGTH_BYTES);
  }
  return values.length === 0 ? bytes.subarray(0, HEAD_BYTES - 8) : bytes;
}
