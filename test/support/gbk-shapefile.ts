/** A shapefile of polygons as many offices still hand it over: text in GBK, no .cpg and no language byte, so that nothing in it states its encoding. */
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';

type Ring = readonly (readonly [x: number, y: number])[];
export interface ShapefileRow { readonly ring: Ring; readonly values: Readonly<Record<string, string>> }

const wgs84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const polygonType = 5;
const isClockwise = (ring: Ring) => ring.reduce((sum, [x, y], i) => { const [nextX, nextY] = ring[(i + 1) % ring.length]!; return sum + (nextX - x) * (nextY + y); }, 0) > 0;

/** Shells run clockwise and are closed. */
function record(ring: Ring, number: number): Buffer {
  const shell = isClockwise(ring) ? [...ring] : [...ring].reverse();
  shell.push(shell[0]!);
  const content = Buffer.alloc(8 + 48 + 16 * shell.length);
  content.writeInt32BE(number, 0);
  content.writeInt32BE((content.length - 8) / 2, 4);
  content.writeInt32LE(polygonType, 8);
  boxOf([shell]).forEach((value, i) => content.writeDoubleLE(value, 12 + 8 * i));
  content.writeInt32LE(1, 44);
  content.writeInt32LE(shell.length, 48);
  shell.forEach(([x, y], i) => { content.writeDoubleLE(x, 56 + 16 * i); content.writeDoubleLE(y, 64 + 16 * i); });
  return content;
}

function boxOf(rings: readonly Ring[]): number[] {
  const xs = rings.flat().map(([x]) => x), ys = rings.flat().map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function head(bytes: number, box: readonly number[]): Buffer {
  const content = Buffer.alloc(100);
  content.writeInt32BE(9994, 0);
  content.writeInt32BE(bytes / 2, 24);
  content.writeInt32LE(1000, 28);
  content.writeInt32LE(polygonType, 32);
  box.forEach((value, i) => content.writeDoubleLE(value, 36 + 8 * i));
  return content;
}

/** Character fields of 40 bytes each. */
function table(rows: readonly ShapefileRow[]): Buffer {
  const width = 40;
  const fields = Object.keys(rows[0]?.values ?? {});
  const start = Buffer.alloc(32 + 32 * fields.length + 1);
  start[0] = 3;
  start.set([125, 6, 30], 1);
  start.writeUInt32LE(rows.length, 4);
  start.writeUInt16LE(start.length, 8);
  start.writeUInt16LE(1 + width * fields.length, 10);
  fields.forEach((field, i) => {
    iconv.encode(field, 'gbk').copy(start, 32 + 32 * i, 0, 10);
    start.write('C', 32 + 32 * i + 11, 'ascii');
    start[32 + 32 * i + 16] = width;
  });
  start[start.length - 1] = 0x0d;
  const lines = rows.map(({ values }) => Buffer.concat([Buffer.from(' '), ...fields.map((field) => Buffer.concat([iconv.encode(values[field] ?? '', 'gbk'), Buffer.alloc(width, ' ')]).subarray(0, width))]));
  return Buffer.concat([start, ...lines, Buffer.from([0x1a])]);
}

/** The parts zipped together, named `name`; coordinates in degrees, WGS 84. */
export function gbkShapefile(name: string, rows: readonly ShapefileRow[]): Buffer {
  const records = rows.map(({ ring }, i) => record(ring, i + 1));
  const box = boxOf(rows.map(({ ring }) => ring));
  let at = 100;
  const index = records.map(({ length }) => {
    const entry = Buffer.alloc(8);
    entry.writeInt32BE(at / 2, 0);
    entry.writeInt32BE((length - 8) / 2, 4);
    at += length;
    return entry;
  });
  const parts = { shp: Buffer.concat([head(at, box), ...records]), shx: Buffer.concat([head(100 + 8 * records.length, box), ...index]), dbf: table(rows), prj: Buffer.from(wgs84) };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([ending, bytes]) => [`${name}.${ending}`, new Uint8Array(bytes)]))));
}
