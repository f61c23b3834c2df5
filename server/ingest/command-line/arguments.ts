import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { FieldMapping, Shift } from '#contract/deliveries.ts';
import { decisions, shifts } from '#contract/deliveries.ts';
import { epsgCode } from '../source-crs.ts';

export const usage = `npm run import -- FILE… --city NAME [options]          files, a folder, or a manifest (JSON) into a city's layers
npm run import -- inspect FILE… [--city NAME] [--json]   what the files hold: layers, fields, CRS, encoding; nothing is imported
npm run import -- editions --city NAME [--json]          every edition of the city, with those that wait for a decision
npm run import -- decide EDITION accept|refuse|take_back [--shift gcj02|bd09|swapped|zone] [--reason TEXT] [--json]
                                                         a quarantined edition that is accepted is put right first; beside one in use it then waits, with its difference told, to be accepted once more

  --city NAME           id or name of the city; one that is not there is made
  --layer KIND          layer kind of data/layers.json; needed for one file, for OSM it takes only this layer; in a folder each file's is told by its name
  --source-layer NAME   which layer of a file that holds several
  --encoding NAME       how its text is written, over what the file says, e.g. GBK
  --crs EPSG:n          CRS of the file, over what it says; also GCJ-02, BD-09, swap:EPSG:4326, unverified:EPSG:2363
  --shift gcj02|bd09|swapped   the same said as what is wrong with the coordinates
  --map FIELD=ATTRIBUTE where a field goes, '#name' for the name, empty to leave it; as often as needed
  --classification NAME land-use classification of codes whose row states none
  --ask                 an edition of a layer that is there already waits until it is accepted
  --name TEXT, --metric-crs EPSG:n   of a new city
  --source TEXT, --date YYYY-MM-DD, --attribution TEXT
  --json                the result as JSON on standard output

A manifest: { "files": [{ "path": "…", "layer": "KIND", "sourceLayer", "encoding", "crs", "shift", "map": { "FIELD": "ATTRIBUTE" }, "classification", "source", "date", "attribution" }] },
paths from where it lies. Each file is taken as a whole or not at all, whatever becomes of the others.
Exit code: 0 done, 1 something was refused, 2 wrong use, 3 done but an edition waits for a decision, 130 cancelled.`;

/** Wrong use of the command. */
export class UsageError extends Error {}

/** How one file is to be read; null: as it says. */
export interface FileOptions {
  readonly layer: string | null; readonly sourceLayer: string | null; readonly encoding: string | null; readonly crs: string | null; readonly mapping: FieldMapping | null; readonly classification: string | null;
  readonly source: string | null; readonly date: string | null; readonly attribution: string | null;
}

export type Command = { readonly asJson: boolean } & (
  | { readonly command: 'import'; readonly paths: readonly string[]; readonly city: string; readonly name: string | null; readonly metricSrid: number | null; readonly asks: boolean; readonly options: FileOptions }
  | { readonly command: 'inspect'; readonly paths: readonly string[]; readonly city: string | null; readonly options: FileOptions }
  | { readonly command: 'editions'; readonly city: string }
  | { readonly command: 'decide'; readonly edition: number; readonly decision: (typeof decisions)[number]; readonly shift: Shift | null; readonly reason: string });

/** The CRS by which coordinates are read that are wrong in a known way. */
export function crsOfShift(shift: string | null, crs: string | null): string | null {
  switch (shift) {
    case null: return crs;
    case 'gcj02': return 'GCJ-02';
    case 'bd09': return 'BD-09';
    case 'swapped': return `swap:${crs ?? 'EPSG:4326'}`;
    default: throw new UsageError('--shift is gcj02, bd09 or swapped.');
  }
}

export function checkDate(date: string | null): string | null {
  if (date !== null && (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))) throw new UsageError('A date is a day such as 2025-11-22.');
  return date;
}

function mappingOf(pairs: readonly string[]): FieldMapping | null {
  if (pairs.length === 0) return null;
  return Object.fromEntries(pairs.map((pair) => {
    const at = pair.lastIndexOf('=');
    if (at < 1) throw new UsageError(`--map is FIELD=ATTRIBUTE, not “${pair}”.`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  }));
}

function existing(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) throw new UsageError('Name a file.');
  for (const path of paths) if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  return paths;
}

/** Reads the command line. @throws UsageError */
export function readCommand(argv: readonly string[]): Command {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv], allowPositionals: true,
      options: {
        layer: text, city: text, name: text, 'metric-crs': text, crs: text, source: text, date: text, attribution: text, 'source-layer': text, encoding: text, shift: text, reason: text, classification: text,
        map: { type: 'string', multiple: true }, ask: flag, json: flag,
      },
    });
  } catch (error) { throw new UsageError((error as Error).message); }
  const { values, positionals: [first, ...rest] } = parsed;
  const asJson = values.json === true;
  const city = values.city?.trim() || null;
  if (first === 'editions') {
    if (city === null || rest.length > 0) throw new UsageError('Say which city with --city NAME.');
    return { command: 'editions', city, asJson };
  }
  if (first === 'decide') {
    const [edition, decision] = rest;
    const known = decisions.find((one) => one === decision);
    if (!known || !/^[1-9]\d{0,8}$/.test(edition ?? '') || rest.length !== 2) throw new UsageError('Say decide EDITION accept|refuse|take_back; the numbers of editions are told by “editions --city NAME”.');
    const shift = values.shift === undefined ? null : shifts.find((one) => one === values.shift);
    if (shift === undefined || (shift !== null && known !== 'accept')) throw new UsageError(`--shift goes with accept and is one of ${shifts.join(', ')}.`);
    return { command: 'decide', edition: Number(edition), decision: known, shift, reason: values.reason ?? '', asJson };
  }
  const options: FileOptions = {
    layer: values.layer ?? null, sourceLayer: values['source-layer'] ?? null, encoding: values.encoding ?? null, crs: crsOfShift(values.shift ?? null, values.crs ?? null), mapping: mappingOf(values.map ?? []),
    classification: values.classification ?? null, source: values.source ?? null, date: checkDate(values.date ?? null), attribution: values.attribution ?? null,
  };
  if (first === 'inspect') return { command: 'inspect', paths: existing(rest), city, options, asJson };
  const paths = existing(first === undefined ? [] : [first, ...rest]);
  if (city === null) throw new UsageError('Say which city with --city NAME.');
  const metricSrid = values['metric-crs'] === undefined ? null : epsgCode(values['metric-crs']);
  if (values['metric-crs'] !== undefined && metricSrid === null) throw new UsageError('--metric-crs is a code such as EPSG:4547.');
  return { command: 'import', paths, city, name: values.name ?? null, metricSrid, asks: values.ask === true, options, asJson };
}
