import { mostOffset, ogcLimit } from '#contract/ogc.ts';
import { ExportProblem } from '../export-problem.ts';
import type { Field, Scalar } from '../fields.ts';
import { areaOfBox, parseBox } from './boxes.ts';
import type { Collection } from './collections.ts';
import { crsOf, type OgcCrs } from './crs-uris.ts';
import { parseDatetime, type Span } from './instants.ts';

export type RawQuery = Readonly<Record<string, string | readonly string[]>>;

/** What items are asked for. */
export interface ItemsQuery {
  readonly limit: number;
  readonly offset: number;
  readonly crs: OgcCrs;
  /** GeoJSON in the city's metres; `nowhere`: the box meets no feature; null: no box. */
  readonly area: string | 'nowhere' | null;
  readonly span: Span | null;
  readonly equals: ReadonlyMap<string, Exclude<Scalar, null>>;
}

const known = ['limit', 'offset', 'bbox', 'bbox-crs', 'datetime', 'crs', 'f'] as const;

/** Parameters as texts. @throws ExportProblem bad_request for one that is unknown or given twice, as the standard demands */
export function plainQuery(raw: RawQuery, allowed: readonly string[]): Readonly<Record<string, string>> {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (!allowed.includes(name)) throw new ExportProblem('bad_request', `There is no parameter «${name.slice(0, 80)}» here. Known: ${allowed.join(', ') || 'none'}.`);
    if (typeof value !== 'string') throw new ExportProblem('bad_request', `${name} is given more than once.`);
    if (value.includes('\0')) throw new ExportProblem('bad_request', `${name} holds NUL.`);
    query[name] = value;
  }
  if (query['f'] !== undefined && query['f'] !== 'json') throw new ExportProblem('bad_request', `f must be json, the one format there is.`);
  return query;
}

function whole(name: string, text: string | undefined, usual: number, least: number): number {
  if (text === undefined) return usual;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(value >= least)) throw new ExportProblem('bad_request', `${name} must be a whole number from ${least}.`);
  return value;
}

function valueOf({ key, type }: Field, text: string): Exclude<Scalar, null> {
  if (type === 'boolean') {
    if (text !== 'true' && text !== 'false') throw new ExportProblem('bad_request', `${key} must be true or false.`);
    return text === 'true';
  }
  if (type === 'text' || type === 'instant') return text;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new ExportProblem('bad_request', `${key} must be a number.`);
  return value;
}

/** A field called like a parameter of the standard cannot be asked for. */
export const queryableFields = ({ fields }: Collection): readonly Field[] => fields.filter(({ key }) => !(known as readonly string[]).includes(key));

/** Reads the parameters of `items`. @throws ExportProblem bad_request */
export function parseItemsQuery(collection: Collection, raw: RawQuery): ItemsQuery {
  const fields = queryableFields(collection);
  const query = plainQuery(raw, [...known, ...fields.map(({ key }) => key)]);
  const { city, crs, box } = collection;
  const boxCrs = crsOf(city, query['bbox-crs'], 'bbox-crs');
  const asked = query['bbox'] === undefined ? null : parseBox(query['bbox'], boxCrs);
  return {
    limit: Math.min(whole('limit', query['limit'], ogcLimit.usual, 1), ogcLimit.most),
    offset: Math.min(whole('offset', query['offset'], 0, 0), mostOffset),
    crs: crsOf(city, query['crs'], 'crs'),
    area: asked && (box ? areaOfBox(asked, boxCrs, crs, box) ?? 'nowhere' : 'nowhere'),
    span: query['datetime'] === undefined ? null : parseDatetime(query['datetime']),
    equals: new Map(fields.flatMap((field) => {
      const text = query[field.key];
      return text === undefined ? [] : [[field.key, valueOf(field, text)] as const];
    })),
  };
}
