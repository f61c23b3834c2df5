import { open, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ReportEntry } from '#contract/layers.ts';
import { IngestProblem, type Driver } from '../driver.ts';
import { bytesOfLatin1, decodeBytes, decodeLines } from '../encoding/decode.ts';
import { dbfTexts, type DbfTexts } from '../encoding/dbf.ts';
import type { GdalInput } from '../../gdal/tasks.ts';
import { inspectWithGdal, openWithGdal, type GdalFormat } from './gdal/gdal-source.ts';
import { openPlain } from './plain-shapefile/open-plain.ts';
import { shapefileEncoding } from './shapefile-encoding.ts';

const TITLE = 'The shapefile';
const SHP_HEAD = 100, SHP_MAGIC = 9994;
const PRJ_BYTES = 16 * 1024;

// eslint-disable-next-line no-control-regex -- all of ASCII is meant
const PLAIN = /^[\x00-\x7f]*$/;

const stemOf = (path: string): string => path.slice(0, path.length - extname(path).length);

/** GDAL is told that every byte is a character of its own; what they mean is decided here, where half characters and contradictions can be told of. */
async function inputOf(path: string): Promise<GdalInput> {
  // GDAL would make every index again, over the one that was handed in.
  const config: Record<string, string> = (await stat(`${stemOf(path)}.shx`).catch(() => null)) ? {} : { SHAPE_RESTORE_SHX: 'YES' };
  return { path, drivers: ['ESRI Shapefile'], openOptions: ['ENCODING=ISO-8859-1'], config };
}

/** The words of the .prj; null where there is none or it is something else (a web page saved under its name). */
async function prjText(stem: string): Promise<{ readonly text: string | null; readonly findings: readonly ReportEntry[] }> {
  const info = await stat(`${stem}.prj`).catch(() => null);
  if (!info) return { text: null, findings: [{ code: 'prj_missing', count: 1, examples: ['.prj'] }] };
  const text = info.size > PRJ_BYTES ? '' : (await readFile(`${stem}.prj`, 'utf8')).replace(/^\ufeff/, '').trim();
  const isCrs = /^(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS|COMPD_CS|COMPOUNDCRS|BOUNDCRS|LOCAL_CS|EPSG:)/i.test(text);
  return isCrs ? { text, findings: [] } : { text: null, findings: [{ code: 'prj_unusable', count: 1, examples: [text.slice(0, 60)] }] };
}

/** Holds what the heads claim against what the files are long enough for. Throws for a .shp that is none. */
async function checkFiles(path: string): Promise<{ readonly findings: ReportEntry[]; readonly dbf: DbfTexts | null }> {
  const stem = stemOf(path);
  const { size } = await stat(path);
  if (size < SHP_HEAD) throw new IngestProblem(size === 0 ? 'file_unreadable' : 'file_truncated', `The .shp has ${size} bytes; its head alone has ${SHP_HEAD}. Copy the shapefile again.`, `byte ${size}`);
  const file = await readHead(path);
  if (file.readInt32BE(0) !== SHP_MAGIC) throw new IngestProblem('file_unreadable', 'The .shp does not begin as a shapefile does (9994). Is it another file under that name? Save the shapefile again.', 'byte 0');
  const findings: ReportEntry[] = [];
  const claimed = file.readUInt32BE(24) * 2;
  if (claimed > size) findings.push({ code: 'shorter_than_stated', count: 1, examples: [`.shp: ${claimed} → ${size} bytes`] });
  let dbf: DbfTexts | null = null;
  if (await stat(`${stem}.dbf`).catch(() => null)) {
    dbf = await dbfTexts(`${stem}.dbf`);
    if (!dbf) throw new IngestProblem('file_unreadable', 'The .dbf of the shapefile is damaged: its head does not say where its rows begin. Copy the shapefile again, or leave the .dbf out to read the geometry alone.', '.dbf');
    if (dbf.rows > dbf.rowsPresent) findings.push({ code: 'shorter_than_stated', count: 1, examples: [`.dbf: ${dbf.rows} → ${dbf.rowsPresent} rows`] });
  } else findings.push({ code: 'dbf_missing', count: 1, examples: ['.dbf'] });
  if (!(await stat(`${stem}.shx`).catch(() => null))) findings.push({ code: 'shx_rebuilt', count: 1, examples: ['.shx'] });
  return { findings, dbf };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(SHP_HEAD);
    await file.read(head, 0, SHP_HEAD, 0);
    return head;
  } finally { await file.close(); }
}

interface ShapefileFormat extends GdalFormat {
  readonly textOfBytes: (bytes: Uint8Array, place: string) => string;
  readonly textOfLines: (bytes: Uint8Array) => string | null;
}

async function formatOf(path: string, encoding: string | null | undefined, onCut?: (fault: 'cut' | 'broken', place: string) => void): Promise<ShapefileFormat> {
  const stem = stemOf(path);
  const { findings, dbf } = await checkFiles(path);
  const text = await shapefileEncoding(stem, dbf, encoding);
  const prj = await prjText(stem);
  const { name } = text.encoding;
  // Every encoding but UTF-16 and ISO 2022 means by the first 128 bytes what ASCII does.
  const isAsciiSafe = !/^(?:utf-16|iso-2022)/.test(name);
  const textOfBytes = (bytes: Uint8Array, place: string): string => {
    const decoded = decodeBytes(bytes, name);
    if (decoded.fault && onCut) onCut(decoded.fault, place);
    return decoded.text;
  };
  return {
    id: 'shapefile', title: TITLE, encoding: text.encoding, crsText: prj.text, findings: [...findings, ...text.findings, ...prj.findings], textOfBytes, textOfLines: (bytes) => decodeLines(bytes, name),
    text: (value, place) => (isAsciiSafe && PLAIN.test(value) ? value : textOfBytes(bytesOfLatin1(value), place)),
  };
}

/** ESRI shapefiles: the .shp with what lies beside it; .shx is made again where it is missing, .dbf and .prj may be absent. */
export const shapefileDriver: Driver = {
  id: 'shapefile',
  extensions: ['.shp', '.zip'],
  sniff: (head) => head.length >= 4 && Buffer.from(head.buffer, head.byteOffset, 4).readInt32BE(0) === SHP_MAGIC,
  async inspect(path, options) { return inspectWithGdal(await inputOf(path), await formatOf(path, options.encoding), options); },
  async open(path, options) {
    const looking = formatOf(path, options.encoding, (fault, place) => options.onReport('mended', fault === 'cut' ? 'text_cut' : 'text_broken', place));
    const told = looking.then((format) => { for (const { code, examples } of format.findings ?? []) options.onReport('notices', code as never, examples[0]!); return format; });
    told.catch(() => undefined);
    const plain = await openPlain(stemOf(path), told, TITLE, options);
    if (plain) return plain;
    return openWithGdal(await inputOf(path), told, TITLE, options);
  },
};
