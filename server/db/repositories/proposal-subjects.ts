/** What a proposal closes or moves: a feature of the layer's current edition when it is proposed, found again in every later one. */
import type { ProposalInput } from '#contract/proposals.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Queryable } from '../database.ts';

/** As the table holds it. */
export interface Subject {
  readonly featureId: number;
  readonly sourceId: string | null;
  readonly name: string | null;
  /** EWKB, hexadecimal. */
  readonly geom: string;
  /** A point on it, degrees. */
  readonly at: readonly [lon: number, lat: number];
}

/** Columns of `proposal` that say what exists, in the order of `subjectValues`. */
export const subjectColumns = 'feature_id, feature_source_id, feature_name, feature_geom, feature_at';
export const subjectValues = (subject: Subject | null): readonly unknown[] => [subject?.featureId ?? null, subject?.sourceId ?? null, subject?.name ?? null, subject?.geom ?? null, subject ? JSON.stringify(subject.at) : null];

/** An expression on a row `p` of `proposal`: the id its subject has in the current edition, null when that edition has none of this source id or outline. */
export const currentSubject = `case when p.feature_id is not null then (
  select f.id from feature f join layer_edition e on e.id = f.edition_id
  where e.city_id = p.city_id and e.kind = p.layer and e.status = 'current' and (f.id = p.feature_id or f.source_id = p.feature_source_id or f.geom ~= p.feature_geom and st_equals(f.geom, p.feature_geom))
  order by f.id = p.feature_id desc, coalesce(f.source_id = p.feature_source_id, false) desc, f.id limit 1) end`;

/** The subject of an edit: the feature it names, else the one the proposal was made for; null: there is none. Only `close` and `move` have one. */
export async function subjectOf(db: Queryable, cityId: string, { id, layer, featureId }: ProposalInput, crs: MetricCrs): Promise<Subject | null> {
  const { rows: [known] } = await db.query<Subject & { current: number | null }>(
    `select p.feature_id as "featureId", p.feature_source_id as "sourceId", p.feature_name as name, p.feature_geom::text as geom, p.feature_at as at, ${currentSubject} as current
     from proposal p where p.city_id = $1 and p.id = $2 and p.layer = $3 and p.feature_id is not null`, [cityId, id, layer]);
  if (known && (featureId === undefined || featureId === known.current || featureId === known.featureId)) return known;
  if (featureId === undefined) return null;
  const { rows: [found] } = await db.query<Omit<Subject, 'at'> & { x: number; y: number }>(
    `select f.id as "featureId", f.source_id as "sourceId", f.name, f.geom::text as geom, st_x(on_it) as x, st_y(on_it) as y
     from feature f join layer_edition e on e.id = f.edition_id, st_pointonsurface(f.geom) on_it
     where e.city_id = $1 and e.kind = $2 and e.status = 'current' and f.id = $3`, [cityId, layer, featureId]);
  if (!found) return null;
  const [lon = NaN, lat = NaN] = crs.inverse(found.x, found.y);
  return { ...found, at: [lon, lat] };
}
