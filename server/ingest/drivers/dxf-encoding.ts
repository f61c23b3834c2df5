import { open } from 'node:fs/promises';
import type { SourceLayer } from '#contract/deliveries.ts';
import type { ReportEntry } from '#contract/layers.ts';
import { detectEncoding } from '../encoding/detect.ts';
import { encodingNamed } from '../encoding/labels.ts';
import { knownEncoding } from '../encoding/text-file.ts';

/** From release 2007 on drawings are UTF-8. */
const UTF8_SINCE = 'AC1021';
/** What programs write that do not think of code pages. */
const SAYS_NOTHING = new Set(['windows-1252']);
const LOOK_BYTES = 8 * 1024 * 1024;

/** GDAL's names of the encodings it can turn into UTF-8. */
const GDAL_NAMES: Readonly<Record<string, string>> = { gb18030: 'CP936', big5: 'CP950', shift_jis: 'CP932', 'euc-kr': 'CP949', 'windows-1252': 'CP1252', 'utf-8': 'UTF-8' };
export const gdalEncoding = (name: string): string => GDAL_NAMES[name] ?? name.toUpperCase().replace('WINDOWS-', 'CP');

export interface DxfText { readonly encoding: NonNullable<SourceLayer['encoding']>; readonly findings: readonly ReportEntry[] }

/** The encoding of a drawing's texts: what the user states, its release, its code page, else what the bytes look like. */
export async function dxfEncoding(path: string, stated: string | null | undefined): Promise<DxfText> {
  if (stated) return { encoding: { name: knownEncoding(stated), from: 'user' }, findings: [] };
  const file = await open(path);
  let bytes: Buffer;
  try {
    const buffer = Buffer.alloc(LOOK_BYTES);
    bytes = buffer.subarray(0, (await file.read(buffer, 0, LOOK_BYTES, 0)).bytesRead);
  } finally { await file.close(); }
  const head = bytes.subarray(0, 65536).toString('latin1');
  const release = /\$ACADVER\s+1\s+(AC\d{4})/.exec(head)?.[1] ?? null;
  if (release !== null && release >= UTF8_SINCE) return { encoding: { name: 'utf-8', from: 'format' }, findings: [] };
  const page = /\$DWGCODEPAGE\s+3\s+(\S+)/.exec(head)?.[1] ?? null;
  const declared = page === null ? null : encodingNamed(page);
  if (declared !== null && !SAYS_NOTHING.has(declared)) return { encoding: { name: declared, from: 'declared' }, findings: [] };
  const { encoding, certainty } = detectEncoding(lines(bytes));
  return { encoding: { name: encoding, from: 'detected' }, findings: certainty === 'unsure' ? [{ code: 'encoding_unsure', count: 1, examples: [encoding] }] : [] };
}

function* lines(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length;) {
    let to = bytes.indexOf(10, from);
    if (to < 0) to = bytes.length;
    yield bytes.subarray(from, to);
    from = to + 1;
  }
}
