import type { FigureLine } from '#contract/runs.ts';
import type { InputRef } from '#planning/coverage/figure.ts';
import type { Queryable } from '../database.ts';
import type { AreaKind, FigureArea } from './figure-areas.ts';

export interface NewRun {
  readonly id: string;
  readonly cityId: string;
  readonly datasetHash: string;
  readonly parametersHash: string;
  readonly engine: string;
  readonly ruleSets: readonly { readonly id: string; readonly version: number; readonly name: { readonly zh: string; readonly en: string } }[];
  readonly layers: readonly InputRef[];
  readonly startedBy: number | null;
}

export interface StoredRun extends Omit<NewRun, 'startedBy' | 'cityId'> {
  readonly computed: number;
  readonly cached: number;
  readonly figures: number;
  readonly units: number;
  readonly divisions: number;
  /** Name of the account. */
  readonly startedBy: string | null;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** An area's results in a run. */
export interface RunArea {
  readonly areaKind: AreaKind;
  readonly areaId: string;
  readonly areaVersion: number;
  readonly name: string;
  readonly level: string;
  readonly inputsHash: string;
  readonly isCached: boolean;
  readonly computedAt: string;
  readonly lines: readonly FigureLine[];
}

/** Units of a city, by name. */
export async function listUnitIds(q: Queryable, cityId: string): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>('select id from renewal_unit where city_id = $1 and scheme_id is null order by name, id', [cityId]);
  return rows.map(({ id }) => id);
}

/** Begins a run; what earlier runs of the city left unfinished goes. */
export async function beginRun(q: Queryable, run: NewRun): Promise<void> {
  await q.query('delete from city_run where city_id = $1 and finished_at is null', [run.cityId]);
  await q.query(
    `insert into city_run (id, city_id, dataset_hash, parameters_hash, engine, rule_sets, layers, started_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [run.id, run.cityId, run.datasetHash, run.parametersHash, run.engine, JSON.stringify(run.ruleSets), JSON.stringify(run.layers), run.startedBy]);
}

export async function addRunArea(q: Queryable, runId: string, position: number, area: RunArea): Promise<void> {
  await q.query(
    `insert into city_run_area (run_id, position, area_kind, area_id, area_version, name, level, inputs_hash, is_cached, computed_at, lines) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [runId, position, area.areaKind, area.areaId, area.areaVersion, area.name, area.level, area.inputsHash, area.isCached, area.computedAt, JSON.stringify(area.lines)]);
}

/** Takes an area's lines over from the latest finished run when they are of the same inputs; false: that run has none such. */
export async function carryRunArea(q: Queryable, cityId: string, runId: string, position: number, area: Pick<FigureArea, 'kind' | 'id' | 'name' | 'version'> & { readonly level: string }, inputsHash: string): Promise<boolean> {
  const { rowCount } = await q.query(
    `insert into city_run_area (run_id, position, area_kind, area_id, area_version, name, level, inputs_hash, is_cached, computed_at, lines)
    select $2, $3, a.area_kind, a.area_id, $6, $7, $8, a.inputs_hash, true, a.computed_at, a.lines from city_run_area a
    where a.run_id = (select id from city_run where city_id = $1 and finished_at is not null order by finished_at desc, id limit 1) and a.area_kind = $4 and a.area_id = $5 and a.inputs_hash = $9`,
    [cityId, runId, position, area.kind, area.id, area.version, area.name, area.level, inputsHash]);
  return rowCount === 1;
}

/** Shows the run, with its counts, and drops all but the latest `keep` of the city. */
export async function finishRun(q: Queryable, cityId: string, runId: string, keep: number): Promise<{ computed: number; cached: number; figures: number }> {
  const { rows } = await q.query<{ computed: number; cached: number; figures: number }>(
    `update city_run set finished_at = now(),
      computed = (select count(*) from city_run_area where run_id = $1 and not is_cached), cached = (select count(*) from city_run_area where run_id = $1 and is_cached),
      figures = (select coalesce(sum(jsonb_array_length(lines)), 0) from city_run_area where run_id = $1)
    where id = $1 returning computed, cached, figures`, [runId]);
  await q.query('delete from city_run where city_id = $1 and finished_at is not null and id not in (select id from city_run where city_id = $1 and finished_at is not null order by finished_at desc, id limit $2)', [cityId, keep]);
  return rows[0] as { computed: number; cached: number; figures: number };
}

export async function dropRun(q: Queryable, runId: string): Promise<void> {
  await q.query('delete from city_run where id = $1 and finished_at is null', [runId]);
}

interface RunRow {
  id: string; dataset_hash: string; parameters_hash: string; engine: string; rule_sets: StoredRun['ruleSets']; layers: InputRef[];
  computed: number; cached: number; figures: number; units: number; divisions: number; display_name: string | null; started_at: Date; finished_at: Date;
}

/** Finished runs of a city, newest first. */
export async function listRuns(q: Queryable, cityId: string): Promise<StoredRun[]> {
  const count = (kind: AreaKind): string => `(select count(*) from city_run_area a where a.run_id = r.id and a.area_kind = '${kind}')::int`;
  const { rows } = await q.query<RunRow>(
    `select r.id, r.dataset_hash, r.parameters_hash, r.engine, r.rule_sets, r.layers, r.computed, r.cached, r.figures, r.started_at, r.finished_at,
      ${count('unit')} as units, ${count('division')} as divisions, (select display_name from account where id = r.started_by) as display_name
    from city_run r where r.city_id = $1 and r.finished_at is not null order by r.finished_at desc, r.id`, [cityId]);
  return rows.map((row) => ({
    id: row.id, datasetHash: row.dataset_hash, parametersHash: row.parameters_hash, engine: row.engine, ruleSets: row.rule_sets, layers: row.layers, computed: row.computed,
    cached: row.cached, figures: row.figures, units: row.units, divisions: row.divisions, startedBy: row.display_name, startedAt: row.started_at.toISOString(), finishedAt: row.finished_at.toISOString(),
  }));
}

/** The hashes of the areas of a run, by `KIND:ID`. */
export async function runHashes(q: Queryable, runId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await q.query<{ area_kind: string; area_id: string; inputs_hash: string }>('select area_kind, area_id, inputs_hash from city_run_area where run_id = $1', [runId]);
  return new Map(rows.map((row) => [`${row.area_kind}:${row.area_id}`, row.inputs_hash]));
}

/** One rule's line in each division of a level, by code. */
export async function listRunCoverage(q: Queryable, runId: string, ruleId: string, level: string): Promise<{ code: string; name: string; level: string; figure: FigureLine }[]> {
  const { rows } = await q.query<{ code: string; name: string; level: string; figure: FigureLine }>(
    `select a.area_id as code, a.name, a.level, l.value as figure from city_run_area a, jsonb_array_elements(a.lines) l
    where a.run_id = $1 and a.area_kind = 'division' and a.level = $3 and l.value->>'ruleId' = $2 order by a.area_id`, [runId, ruleId, level]);
  return rows;
}

/** An area of a run with what PostGIS has found about its figures since, if they are still those. */
export interface RunAreaWithState extends RunArea {
  readonly state: 'computed' | 'verified' | 'disputed';
  /** Ids of the rules PostGIS disputes. */
  readonly disputed: readonly string[];
}

interface AreaRow {
  area_kind: AreaKind; area_id: string; area_version: number; name: string; level: string; inputs_hash: string; is_cached: boolean; computed_at: Date; lines: FigureLine[];
  state: RunAreaWithState['state'] | null; disputed: string[] | null;
}

/** The areas of a run in their order, from `first` on, at most `limit`. */
export async function listRunAreas(q: Queryable, cityId: string, runId: string, first: number, limit: number): Promise<RunAreaWithState[]> {
  const { rows } = await q.query<AreaRow>(
    `select a.*, s.state, (select jsonb_agg(v.value->>'ruleId') from jsonb_array_elements(case jsonb_typeof(s.verification) when 'array' then s.verification else '[]' end) v where v.value->>'agrees' = 'false') as disputed
    from city_run_area a left join figure_set s on s.city_id = $2 and s.area_kind = a.area_kind and s.area_id = a.area_id and s.inputs_hash = a.inputs_hash
    where a.run_id = $1 and a.position >= $3 and a.position < $3 + $4::int order by a.position`, [runId, cityId, first, limit]);
  return rows.map((row) => ({
    areaKind: row.area_kind, areaId: row.area_id, areaVersion: row.area_version, name: row.name, level: row.level, inputsHash: row.inputs_hash, isCached: row.is_cached,
    computedAt: row.computed_at.toISOString(), lines: row.lines, state: row.state ?? 'computed', disputed: row.disputed ?? [],
  }));
}
