import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { Queryable } from '../database.ts';
import type { AreaKind, FigureArea } from './figure-areas.ts';

/** Figures of an area as stored. */
export interface StoredFigures {
  readonly areaKind: AreaKind;
  readonly areaId: string;
  readonly areaVersion: number;
  readonly inputsHash: string;
  readonly state: 'computed' | 'verified' | 'disputed';
  readonly figures: readonly Figure[];
  readonly verification: readonly VerificationEntry[] | null;
  /** Name of the account, null: by the server itself. */
  readonly computedBy: string | null;
  readonly computedAt: string;
  readonly verifiedAt: string | null;
}

interface Row {
  area_kind: AreaKind; area_id: string; area_version: number; inputs_hash: string; state: StoredFigures['state']; figures: Figure[];
  verification: VerificationEntry[] | null; display_name: string | null; computed_at: Date; verified_at: Date | null;
}

const columns = `s.area_kind, s.area_id, s.area_version, s.inputs_hash, s.state, s.figures, s.verification, s.computed_at, s.verified_at,
  (select display_name from account where id = s.computed_by) as display_name`;

function fromRow(row: Row): StoredFigures {
  return {
    areaKind: row.area_kind, areaId: row.area_id, areaVersion: row.area_version, inputsHash: row.inputs_hash, state: row.state, figures: row.figures,
    verification: row.verification, computedBy: row.display_name, computedAt: row.computed_at.toISOString(), verifiedAt: row.verified_at?.toISOString() ?? null,
  };
}

export async function findFigures(q: Queryable, cityId: string, kind: AreaKind, areaId: string): Promise<StoredFigures | null> {
  const { rows } = await q.query<Row>(`select ${columns} from figure_set s where city_id = $1 and area_kind = $2 and area_id = $3`, [cityId, kind, areaId]);
  return rows[0] ? fromRow(rows[0]) : null;
}

/** The hashes of the stored figures of every area of a kind, by area id: what is current can be told without reading receipts. */
export async function listFigureHashes(q: Queryable, cityId: string, kind: AreaKind): Promise<ReadonlyMap<string, string>> {
  const { rows } = await q.query<{ area_id: string; inputs_hash: string }>('select area_id, inputs_hash from figure_set where city_id = $1 and area_kind = $2', [cityId, kind]);
  return new Map(rows.map((row) => [row.area_id, row.inputs_hash]));
}

/** The stored figures of some rules of each of these areas, by rule and area, their receipts' lists cut to `listLimit`. Figures of an area are read once, however many rules are asked for. */
export async function listFiguresOfRules(q: Queryable, cityId: string, kind: AreaKind, ruleIds: readonly string[], areaIds: readonly string[], listLimit: number): Promise<ReadonlyMap<string, ReadonlyMap<string, Figure>>> {
  const cut = (list: string): string => `jsonb_path_query_array(f.value, '$.${list}[0 to $last]', jsonb_build_object('last', $5::int - 1))`;
  const { rows } = await q.query<{ area_id: string; figure: Figure }>(
    `select s.area_id, jsonb_set(f.value, '{receipt}', f.value->'receipt' || jsonb_build_object('counted', ${cut('receipt.counted')}, 'leftOut', ${cut('receipt.leftOut')}, 'uncovered', ${cut('receipt.uncovered')}))
      || case jsonb_typeof(f.value->'robustness') when 'object' then jsonb_build_object('robustness', f.value->'robustness' || jsonb_build_object('edges', ${cut('robustness.edges')})) else '{}' end as figure
    from figure_set s, jsonb_array_elements(s.figures) f
    where s.city_id = $1 and s.area_kind = $2 and f.value->>'ruleId' = any($3::text[]) and s.area_id = any($4::text[])`, [cityId, kind, ruleIds, areaIds, listLimit]);
  const byRule = new Map<string, Map<string, Figure>>(ruleIds.map((ruleId) => [ruleId, new Map()]));
  for (const { area_id: areaId, figure } of rows) byRule.get(figure.ruleId)?.set(areaId, figure);
  return byRule;
}

export interface NewFigures {
  readonly inputsHash: string;
  readonly figures: readonly Figure[];
  readonly computedBy: number | null;
}

/** Stores the figures of an area as `computed`; what was there is replaced. */
export async function saveFigures(q: Queryable, cityId: string, area: FigureArea, fresh: NewFigures): Promise<StoredFigures> {
  const { rows } = await q.query<Row>(
    `with s as (
      insert into figure_set (city_id, area_kind, area_id, area_version, inputs_hash, state, figures, computed_by) values ($1, $2, $3, $4, $5, 'computed', $6, $7)
      on conflict (city_id, area_kind, area_id) do update set area_version = excluded.area_version, inputs_hash = excluded.inputs_hash, state = 'computed',
        figures = excluded.figures, computed_by = excluded.computed_by, computed_at = now(), verification = null, verified_at = null
      returning *)
    select ${columns} from s`, [cityId, area.kind, area.id, area.version, fresh.inputsHash, JSON.stringify(fresh.figures), fresh.computedBy]);
  return fromRow(rows[0] as Row);
}

/** The same figures hold for a later version of the area (a unit that only changed its name). */
export async function carryFigures(q: Queryable, cityId: string, area: FigureArea, inputsHash: string): Promise<void> {
  await q.query('update figure_set set area_version = $4 where city_id = $1 and area_kind = $2 and area_id = $3 and inputs_hash = $5', [cityId, area.kind, area.id, area.version, inputsHash]);
}

/** What PostGIS found, provided the figures are still those it checked; false: they are not. */
export async function saveVerification(q: Queryable, cityId: string, area: Pick<FigureArea, 'kind' | 'id'>, inputsHash: string, entries: readonly VerificationEntry[]): Promise<boolean> {
  const state = entries.every(({ agrees }) => agrees) ? 'verified' : 'disputed';
  const { rowCount } = await q.query(
    `update figure_set set state = $5, verification = $6, verified_at = now() where city_id = $1 and area_kind = $2 and area_id = $3 and inputs_hash = $4`,
    [cityId, area.kind, area.id, inputsHash, state, JSON.stringify(entries)]);
  return rowCount === 1;
}
