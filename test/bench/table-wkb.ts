import type { LayerTable } from '#planning/coverage/dataset.ts';

const single = { point: 1, line: 2, polygon: 3 } as const;

/** A feature of a table as WKB (little-endian, metres): a multi-geometry where it has several parts, coordinates to the bit. */
export function wkbOfRow(table: LayerTable, row: number): Buffer {
  const first = table.featureOffsets[row] as number;
  const end = table.featureOffsets[row + 1] as number;
  const parts = Array.from({ length: end - first }, (_, i) => partOf(table, first + i));
  if (parts.length === 1) return parts[0] as Buffer;
  return Buffer.concat([header(single[table.geometryType] + 3, parts.length), ...parts]);
}

function partOf(table: LayerTable, part: number): Buffer {
  const rings: (readonly [number, number])[] = [];
  for (let ring = table.partOffsets[part] as number; ring < (table.partOffsets[part + 1] as number); ring += 1) rings.push([table.ringOffsets[ring] as number, table.ringOffsets[ring + 1] as number]);
  const type = single[table.geometryType];
  if (type === single.point) return Buffer.concat([header(type), coordinates(table, rings[0] as readonly [number, number])]);
  const [line] = rings;
  if (type === single.line && line) return Buffer.concat([header(type, line[1] - line[0]), coordinates(table, line)]);
  return Buffer.concat([header(type, rings.length), ...rings.flatMap((ring) => [count(ring[1] - ring[0]), coordinates(table, ring)])]);
}

function header(type: number, length?: number): Buffer {
  const bytes = Buffer.alloc(length === undefined ? 5 : 9);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt32LE(type, 1);
  if (length !== undefined) bytes.writeUInt32LE(length, 5);
  return bytes;
}

function count(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

function coordinates({ coords }: LayerTable, [first, end]: readonly [number, number]): Buffer {
  const bytes = Buffer.alloc(16 * (end - first));
  for (let p = first; p < end; p += 1) {
    bytes.writeDoubleLE(coords[2 * p] as number, 16 * (p - first));
    bytes.writeDoubleLE(coords[2 * p + 1] as number, 16 * (p - first) + 8);
  }
  return bytes;
}
