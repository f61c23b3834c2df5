import { readFile, stat } from 'node:fs/promises';
import type { SourceLayer } from '#contract/deliveries.ts';
import type { ReportEntry } from '#contract/layers.ts';
import type { DbfTexts } from '../encoding/dbf.ts';
import { areTexts } from '../encoding/decode.ts';
import { detectEncoding, isUtf8WithHan } from '../encoding/detect.ts';
import { encodingNamed, encodingOfLanguageByte } from '../encoding/labels.ts';
import { knownEncoding } from '../encoding/text-file.ts';

/** A code page name is short; a web page saved as .cpg is not. */
const CPG_BYTES = 64;

export interface ShapefileText { readonly encoding: NonNullable<SourceLayer['encoding']>; readonly findings: readonly ReportEntry[] }

const finding = (code: string, example: string): ReportEntry => ({ code, count: 1, examples: [example] });

async function codePageFile(path: string): Promise<{ readonly name: string | null; readonly findings: readonly ReportEntry[] }> {
  const info = await stat(path).catch(() => null);
  if (!info) return { name: null, findings: [] };
  const text = info.size > CPG_BYTES ? null : (await readFile(path, 'latin1')).replace(/^\u00ef\u00bb\u00bf/, '').trim();
  if (text === '' || (text !== null && /^oem$/i.test(text))) return { name: null, findings: [] };
  const name = text === null ? null : encodingNamed(text);
  return { name, findings: name ? [] : [finding('cpg_unusable', text ?? `${info.size} bytes`)] };
}

/**
 * The encoding of a shapefile's attributes: what the user states; the .cpg where it is a code page; the language byte of the .dbf where it says something;
 * else strict UTF-8, else the likeliest. A statement the bytes contradict is not followed, and told. `dbf`: null where there is none.
 */
export async function shapefileEncoding(stem: string, dbf: DbfTexts | null, stated: string | null | undefined): Promise<ShapefileText> {
  if (stated) return { encoding: { name: knownEncoding(stated), from: 'user' }, findings: [] };
  const cpg = await codePageFile(`${stem}.cpg`);
  const findings: ReportEntry[] = [...cpg.findings];
  const texts = dbf?.texts ?? [];
  const declared = cpg.name ?? (dbf ? encodingOfLanguageByte(dbf.languageByte) : null);
  // Mostly the statement holds, and nothing has to be found out.
  const isDoubtful = declared !== null && (!areTexts(texts, declared) || (declared !== 'utf-8' && !declared.startsWith('utf-16') && isUtf8WithHan(texts)));
  if (declared !== null && !isDoubtful) return { encoding: { name: declared, from: 'declared' }, findings };
  const found = detectEncoding(texts);
  if (declared !== null) {
    if (found.certainty === 'ascii') return { encoding: { name: declared, from: 'declared' }, findings };
    findings.push(finding('encoding_contradicted', `${declared} → ${found.encoding}`));
  }
  if (found.certainty === 'unsure') findings.push(finding('encoding_unsure', found.encoding));
  return { encoding: { name: found.encoding, from: 'detected' }, findings };
}
