/** Types whose binary form is their bytes, by the number PostgreSQL knows them by. */
export const arrayOf = { text: 25, bytea: 17, bigint: 20 } as const;

const HEAD_BYTES = 20, LENGTH_BYTES = 4, ABSENT = -1;

/** Dimensions, whether there are nulls, type of the elements; then size and first index of the one dimension. Returns where the elements begin. */
function writeHead(bytes: Buffer, type: number, count: number): number {
  let at = bytes.writeInt32BE(count === 0 ? 0 : 1, 0);
  at = bytes.writeInt32BE(1, at);
  at = bytes.writeInt32BE(type, at);
  at = bytes.writeInt32BE(count, at);
  return bytes.writeInt32BE(1, at);
}
/** An empty array has no dimension. */
const cutHead = (bytes: Buffer, count: number): Buffer => (count === 0 ? bytes.subarray(0, HEAD_BYTES - 8) : bytes);

/**
 * A one-dimensional array as PostgreSQL sends and takes it in binary: given as a parameter, a Buffer goes as it is. A thousand geometries need neither
 * hexadecimal nor escaping so, on either side.
 */
export function binaryArray(type: number, values: readonly (Uint8Array | string | null)[]): Buffer {
  let size = HEAD_BYTES;
  for (const value of values) size += LENGTH_BYTES + (value === null ? 0 : typeof value === 'string' ? Buffer.byteLength(value) : value.length);
  const bytes = Buffer.allocUnsafe(size);
  let at = writeHead(bytes, type, values.length);
  for (const value of values) {
    if (value === null) { at = bytes.writeInt32BE(ABSENT, at); continue; }
    const from = at + LENGTH_BYTES;
    if (typeof value === 'string') at = from + bytes.write(value, from);
    else { bytes.set(value, from); at = from + value.length; }
    bytes.writeInt32BE(at - from, from - LENGTH_BYTES);
  }
  return cutHead(bytes, values.length);
}

/** A row of whole numbers as a `bigint[]`. */
export function bigintArray(values: ArrayLike<number>): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + values.length * (LENGTH_BYTES + 8));
  let at = writeHead(bytes, arrayOf.bigint, values.length);
  for (let i = 0; i < values.length; i += 1) {
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeInt32BE(Math.floor(values[i]! / 2 ** 32), at);
    at = bytes.writeUInt32BE(values[i]! % 2 ** 32, at);
  }
  return cutHead(bytes, values.length);
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** A `bytea[]` that is written element by element: `begin` with the element's size, then its bytes from the place it gives on. */
export class ByteaArray {
  private bytes = Buffer.alloc(1 << 16);
  private length = HEAD_BYTES;
  /** Over its memory; another one when that has grown. */
  view = viewOf(this.bytes);
  private count = 0;

  /** Where the next element's bytes go in `view`. */
  begin(size: number): number {
    const from = this.length + LENGTH_BYTES;
    if (from + size > this.bytes.length) {
      const larger = Buffer.alloc(2 * (from + size));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
      this.view = viewOf(larger);
    }
    this.bytes.writeInt32BE(size, this.length);
    this.length = from + size;
    this.count += 1;
    return from;
  }

  /** The array, in memory of its own; this one is empty afterwards. */
  finish(): Uint8Array {
    writeHead(this.bytes, arrayOf.bytea, this.count);
    const whole = new Uint8Array(cutHead(this.bytes.subarray(0, this.length), this.count));
    this.length = HEAD_BYTES;
    this.count = 0;
    return whole;
  }
}
