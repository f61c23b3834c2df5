import { IngestProblem, type Driver } from './driver.ts';
import { csvDriver } from './drivers/csv.ts';
import { dxfDriver } from './drivers/dxf.ts';
import { fileGdbDriver } from './drivers/file-gdb.ts';
import { flatgeobufDriver } from './drivers/flatgeobuf.ts';
import { geojsonLinesDriver } from './drivers/geojson-lines.ts';
import { geojsonDriver } from './drivers/geojson.ts';
import { geopackageDriver } from './drivers/geopackage.ts';
import { gpxDriver } from './drivers/gpx.ts';
import { kmlDriver } from './drivers/kml.ts';
import { osmPbfDriver } from './drivers/osm-pbf.ts';
import { osmXmlDriver } from './drivers/osm-xml.ts';
import { shapefileDriver } from './drivers/shapefile.ts';
import { topojsonDriver } from './drivers/topojson.ts';
import { xlsxDriver } from './drivers/xlsx.ts';
import { headOf } from './head-of-file.ts';

/** Every format the app reads. The first whose sniffing fits takes the file; the extension decides only when none does. */
export const drivers: readonly Driver[] = [
  osmPbfDriver, shapefileDriver, geopackageDriver, fileGdbDriver, flatgeobufDriver, xlsxDriver, dxfDriver, osmXmlDriver, kmlDriver, gpxDriver, topojsonDriver, geojsonLinesDriver, geojsonDriver,
  csvDriver,
];

/** Formats met in deliveries that are not read, by their first bytes, with what to save them as. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['ac10', 'It is a DWG drawing, whose format is not public. Save it as DXF (AutoCAD: “Save as”, 2018 DXF or older).'],
  ['rar!', 'It is a RAR archive. Unpack it and pack it again as ZIP.'],
  ['7z\u00bc\u00af', 'It is a 7z archive. Unpack it and pack it again as ZIP.'],
  ['\u00d0\u00cf\u0011\u00e0', 'It is a workbook or document of old Office. Open it and save it as .xlsx.'],
  ['%pdf', 'It is a PDF document, which holds no features. Ask for the data it was drawn from.'],
  ['\u001f\u008b', 'It is a gzip archive. Unpack it first.'],
  ['<!doctype html', 'It is a web page, as a failed download leaves it. Download the file again.'],
  ['<html', 'It is a web page, as a failed download leaves it. Download the file again.'],
];
const otherFormat = (head: Uint8Array): string | null => {
  const start = Buffer.from(head.subarray(0, 64)).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart().toLowerCase();
  return OTHERS.find(([first]) => start.startsWith(first))?.[1] ?? null;
};

const HEAD_BYTES = 64 * 1024;

/** The driver for a file, by its first bytes, then by its name. Throws `format_unknown`, naming what the app reads. */
export async function driverFor(path: string, fileName: string): Promise<Driver> {
  const head = await headOf(path, HEAD_BYTES);
  if (head.length === 0) throw new IngestProblem('file_unreadable', 'The file is empty: it has no bytes. Copy or download it again.', 'byte 0');
  const lower = fileName.toLowerCase();
  const other = otherFormat(head);
  const driver = drivers.find((candidate) => candidate.sniff(head, lower)) ?? (other ? undefined : drivers.find((candidate) => candidate.extensions.some((extension) => lower.endsWith(extension))));
  if (!driver) {
    const what = other ?? (head.every((byte) => byte === 0) ? 'It begins with nothing but zero bytes.' : '');
    throw new IngestProblem('format_unknown', `“${fileName}” is none of the formats read: ${drivers.flatMap((candidate) => candidate.extensions).join(', ')}. ${what}`.trim(), 'byte 0');
  }
  return driver;
}
