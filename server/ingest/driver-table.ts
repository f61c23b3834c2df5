import { open } from 'node:fs/promises';
import { IngestProblem, type Driver } from './driver.ts';
import { fileGdbDriver } from './drivers/file-gdb.ts';
import { flatgeobufDriver } from './drivers/flatgeobuf.ts';
import { geojsonDriver } from './drivers/geojson.ts';
import { geopackageDriver } from './drivers/geopackage.ts';
import { osmPbfDriver } from './drivers/osm-pbf.ts';
import { osmXmlDriver } from './drivers/osm-xml.ts';
import { shapefileDriver } from './drivers/shapefile.ts';

/** Every format the app reads. The first whose sniffing fits takes the file; the extension decides only when none does. */
export const drivers: readonly Driver[] = [osmPbfDriver, shapefileDriver, geopackageDriver, fileGdbDriver, flatgeobufDriver, osmXmlDriver, geojsonDriver];

const HEAD_BYTES = 64 * 1024;

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally { await file.close(); }
}

/** The driver for a file, by its first bytes, then by its name. Throws `format_unknown`, naming what the app reads. */
export async function driverFor(path: string, fileName: string): Promise<Driver> {
  const head = await headOf(path);
  if (head.length === 0) throw new IngestProblem('file_unreadable', 'The file is empty.', 'byte 0');
  const lower = fileName.toLowerCase();
  const driver = drivers.find((candidate) => candidate.sniff(head, lower)) ?? drivers.find((candidate) => candidate.extensions.some((extension) => lower.endsWith(extension)));
  if (!driver) {
    const what = head.every((byte) => byte === 0) ? 'It begins with nothing but zero bytes.' : '';
    throw new IngestProblem('format_unknown', `“${fileName}” is none of the formats read: ${drivers.flatMap((candidate) => candidate.extensions).join(', ')}. ${what}`.trim(), 'byte 0');
  }
  return driver;
}
