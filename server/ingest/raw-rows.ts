import { hash } from 'node:crypto';
import type { Geometry } from 'geojson';
import type { ReadOptions, SourceFeature, SourceShape } from './driver.ts';
import { classificationOfField, FieldTargets, mapFields } from './fields.ts';
import { DIGEST_ENCODING, SeenDigests } from './seen-digests.ts';

/** A row as a format gives it, before its fields mean anything. */
export interface RawRow<Shape extends SourceShape = Geometry> {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly geometry: Shape | null;
  /** SHA-1 of all the row holds, where its reader has one at hand, in `DIGEST_ENCODING`: equal for equal rows only. */
  readonly digest?: string;
  readonly sourceId: string | null;
  /** Where a person finds it: `row 12`, `feature 3 (line 8)`. */
  readonly place: string;
}

/** No coordinate on earth, in degrees or metres with a zone before it, is larger. */
const ABSURD = 1e8;

/** Positions of a multi-polygon lie four lists deep; `flatten` refuses what is deeper, and recursion must not meet it. */
const DEEPEST = 8;
function isTooDeep(coordinates: unknown): boolean {
  let value = coordinates;
  for (let depth = 0; Array.isArray(value); depth += 1) { if (depth > DEEPEST) return true; value = value[0]; }
  return false;
}

/** The first number that cannot be a coordinate, null when there is none. Lists that are no positions are for `flatten` to tell of. */
function absurdNumber(coordinates: unknown): number | null {
  if (!Array.isArray(coordinates)) return null;
  if (typeof coordinates[0] === 'number') {
    for (let i = 0; i < 2; i += 1) { const value: unknown = coordinates[i]; if (typeof value === 'number' && Math.abs(value) > ABSURD) return value; }
    return null;
  }
  for (const part of coordinates) { const found = absurdNumber(part); if (found !== null) return found; }
  return null;
}

function absurdIn(geometry: SourceShape): number | null {
  if ('parts' in geometry) {
    for (const { coords } of geometry.parts) for (let i = 0; i < coords.length; i += 1) if (Math.abs(coords[i]!) > ABSURD) return coords[i]!;
    return null;
  }
  if (geometry.type !== 'GeometryCollection') return absurdNumber(geometry.coordinates);
  for (const part of geometry.geometries ?? []) { const found = part ? absurdIn(part) : null; if (found !== null) return found; }
  return null;
}

function digestOf(row: RawRow<SourceShape>): string | null {
  if (row.digest !== undefined) return row.digest;
  // An attribute nested without end is no scalar and is left away later; the row is then not compared.
  try { return hash('sha1', JSON.stringify([row.geometry, row.fields]), DIGEST_ENCODING); } catch (error) { if (error instanceof RangeError) return null; throw error; }
}

/** Turns the raw rows of one layer into features of a kind; what is left out or odd is reported by its place. One for each reading. */
export class RowMapper {
  private readonly byContent = new SeenDigests();
  private readonly byId = new Map<string, { readonly digest: string; readonly place: string }>();
  private readonly kind: string;
  private readonly options: ReadOptions;
  private readonly targets: FieldTargets;
  constructor(kind: string, options: ReadOptions) { this.kind = kind; this.options = options; this.targets = new FieldTargets(kind, options.mapping ?? null); }

  /** Null: left out, told to the report. */
  map<Shape extends SourceShape>(row: RawRow<Shape>): SourceFeature<Shape> | null {
    const { onReport } = this.options;
    if (!row.geometry) { onReport('leftOut', 'no_geometry', row.place); return null; }
    if ('coordinates' in row.geometry && isTooDeep(row.geometry.coordinates)) { onReport('leftOut', 'coordinates_invalid', `${row.place}: lists in lists without end`); return null; }
    let absurd: number | null;
    // Collections in collections, or a list that is deep in its second place.
    try { absurd = absurdIn(row.geometry); } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      onReport('leftOut', 'coordinates_invalid', `${row.place}: lists in lists without end`);
      return null;
    }
    if (absurd !== null) { onReport('leftOut', 'coordinates_invalid', `${row.place}: ${absurd}`); return null; }
    const { name, attrs, unknown, id, codeField } = mapFields(this.targets, row.fields);
    for (const field of unknown) onReport('notices', 'attribute_unknown', field);
    const sourceId = row.sourceId ?? id;
    if (this.isRepeated(row, sourceId)) return null;
    if (this.kind === 'land_use' && (attrs['classification_version'] ?? '') === '') {
      // What a person states, else what the name of the field states: DLBM is the survey's, where 0702 is a village house and 05 is commerce (standards.md §3.4).
      const version = this.options.classification ?? (codeField === null ? null : classificationOfField(codeField));
      if (version) attrs['classification_version'] = version;
    }
    return { kind: this.kind, sourceId, name, attrs, geometry: row.geometry, place: row.place };
  }

  /** A row that is there already, id and all, is left out; equal rows under different ids, and one id on different rows, are told of and kept. */
  private isRepeated(row: RawRow<SourceShape>, sourceId: string | null): boolean {
    const digest = digestOf(row);
    if (digest === null) return false;
    const first = sourceId === null ? undefined : this.byId.get(sourceId);
    if (first?.digest === digest) { this.options.onReport('leftOut', 'duplicate_row', `${row.place} = ${first.place}`); return true; }
    if (first) this.options.onReport('notices', 'duplicate_id', `${row.place}: ${sourceId} = ${first.place}`);
    else if (sourceId !== null) this.byId.set(sourceId, { digest, place: row.place });
    const same = this.byContent.placeOf(digest, row.place);
    if (same !== null) this.options.onReport('notices', 'duplicate_kept', `${row.place} = ${same}`);
    return false;
  }
}
