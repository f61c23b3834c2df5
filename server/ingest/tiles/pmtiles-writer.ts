import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

export interface PackedTile { readonly z: number; readonly x: number; readonly y: number; /** Vector tile, gzipped. */ readonly data: Uint8Array }
export interface ArchiveFacts {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** west, south, east, north in degrees */
  readonly bounds: readonly [number, number, number, number];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Layout of https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
const HEADER_BYTES = 127;
/** Header and root directory must lie in the first 16 KiB, which readers fetch at once. */
const FIRST_FETCH = 16384;
const GZIP = 2;
const VECTOR_TILES = 1;

interface Entry { readonly tileId: number; readonly offset: number; readonly length: number; readonly runLength: number }

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 0x7f) { bytes.push((rest % 0x80) | 0x80); rest = Math.floor(rest / 0x80); }
  bytes.push(rest);
}

function packDirectory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  pushVarint(bytes, entries.length);
  let last = 0;
  for (const entry of entries) { pushVarint(bytes, entry.tileId - last); last = entry.tileId; }
  for (const entry of entries) pushVarint(bytes, entry.runLength);
  for (const entry of entries) pushVarint(bytes, entry.length);
  entries.forEach((entry, i) => {
    const before = entries[i - 1];
    pushVarint(bytes, before && entry.offset === before.offset + before.length ? 0 : entry.offset + 1);
  });
  return gzipSync(Uint8Array.from(bytes));
}

/** The root directory, and leaves behind it when the root alone would not fit. */
function packDirectories(entries: readonly Entry[]): { readonly root: Buffer; readonly leaves: Buffer } {
  const whole = packDirectory(entries);
  if (HEADER_BYTES + whole.length <= FIRST_FETCH) return { root: whole, leaves: Buffer.alloc(0) };
  for (let leafSize = 4096; ; leafSize *= 2) {
    const leaves: Buffer[] = [];
    const pointers: Entry[] = [];
    let offset = 0;
    for (let from = 0; from < entries.length; from += leafSize) {
      const leaf = packDirectory(entries.slice(from, from + leafSize));
      pointers.push({ tileId: entries[from]!.tileId, offset, length: leaf.length, runLength: 0 });
      leaves.push(leaf);
      offset += leaf.length;
    }
    const root = packDirectory(pointers);
    if (HEADER_BYTES + root.length <= FIRST_FETCH) return { root, leaves: Buffer.concat(leaves) };
  }
}

/** A PMTiles v3 archive: tiles in Hilbert order, everything gzipped. */
export function writePmtiles(tiles: readonly PackedTile[], facts: ArchiveFacts): Buffer {
  const ordered = tiles.map((tile) => ({ tileId: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data })).sort((a, b) => a.tileId - b.tileId);
  let dataLength = 0;
  const entries = ordered.map(({ tileId, data }): Entry => {
    const entry = { tileId, offset: dataLength, length: data.length, runLength: 1 };
    dataLength += data.length;
    return entry;
  });
  const { root, leaves } = packDirectories(entries);
  const metadata = gzipSync(JSON.stringify(facts.metadata));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const sections: readonly (readonly [at: number, length: number])[] = [[8, root.length], [24, metadata.length], [40, leaves.length], [56, dataLength]];
  let offset = HEADER_BYTES;
  for (const [at, length] of sections) {
    header.writeBigUInt64LE(BigInt(offset), at);
    header.writeBigUInt64LE(BigInt(length), at + 8);
    offset += length;
  }
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(entries.length), at);
  header.writeUInt8(1, 96); // clustered: tile data lie in the order of the directory
  header.writeUInt8(GZIP, 97);
  header.writeUInt8(GZIP, 98);
  header.writeUInt8(VECTOR_TILES, 99);
  header.writeUInt8(facts.minZoom, 100);
  header.writeUInt8(facts.maxZoom, 101);
  const [west, south, east, north] = facts.bounds;
  [west, south, east, north].forEach((degrees, i) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i));
  header.writeUInt8(facts.minZoom, 118);
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119);
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123);
  return Buffer.concat([header, root, metadata, leaves, ...ordered.map((tile) => tile.data)]);
}
