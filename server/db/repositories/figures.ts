import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { transaction, type Database, type Queryable } from '../database.ts';
import { plainJson } from '../figure-json.ts';
import type { AreaKind, FigureArea } from './figure-areas.ts';

/** What PostGIS found about the figures of a unit with its proposals counted; `hash` tells which proposals. */
export interface StoredSecondReading {
  readonly hash: string;
  readonly verification: readonly VerificationEntry[];
  readonly verifiedAt: string;
}

/** That an area has figures, and how they stand. */
export interface StoredState {
  readonly areaKind: AreaKind;
  readonly areaId: string;
  readonly areaVersion: number;
  readonly inputsHash: string;
  readonly state: 'computed' | 'verified' | 'disputed';
  readonly verification: readonly VerificationEntry[] | null;
  /** Name of the account, null: by the server itself. */
  readonly computedBy: string | null;
  readonly computedAt: string;
  readonly verifiedAt: string | null;
  /** Null: its second reading was never verified, or there is none. */
  readonly second: StoredSecondReading | null;
}

/** Figures of an area as stored. Each is JSON, maybe packed (`../figure-json.ts`), until somebody reads it (`figuresIn`): as objects they take many times the room. */
export interface StoredFigures extends StoredState {
  readonly json: readonly Uint8Array[];
}

/** Which figures, and how much of each. */
export interface FigureCut {
  /** Absent: every rule. */
  readonly ruleIds?: readonly string[];
  /** Longest list in a receipt; absent: as stored. */
  readonly listLimit?: number;
}

/** For those who only see to it that there are figures. */
export const noFigures: FigureCut = { ruleIds: [] };

export function figuresIn({ json }: Pick<StoredFigures, 'json'>): Figure[] {
  const text = new TextDecoder();
  return json.map((bytes) => JSON.parse(text.decode(plainJson(bytes))) as Figure);
}

interface Row {
  id: number; area_kind: AreaKind; area_id: string; area_version: number; inputs_hash: string; state: StoredState['state'];
  verification: VerificationEntry[] | null; display_name: string | null; computed_at: Date; verified_at: Date | null;
  proposed_hash: string | null; proposed_verification: VerificationEntry[] | null; proposed_verified_at: Date | null;
}

const columns = `s.id, s.area_kind, s.area_id, s.area_version, s.inputs_hash, s.state, s.computed_at, s.verified_at, s.proposed_hash, s.proposed_verified_at, (select display_name from account where id = s.computed_by) as display_name`;

function fromRow(row: Row): StoredState {
  return {
    areaKind: row.area_kind, areaId: row.area_id, areaVersion: row.area_version, inputsHash: row.inputs_hash, state: row.state,
    verification: row.verification, computedBy: row.display_name, computedAt: row.computed_at.toISOString(), verifiedAt: row.verified_at?.toISOString() ?? null,
    second: row.proposed_hash !== null && row.proposed_verified_at !== null ? { hash: row.proposed_hash, verification: row.proposed_verification ?? [], verifiedAt: row.proposed_verified_at.toISOString() } : null,
  };
}

/** The figure in column `figure` of `f` with at most so many entries in each list; `limit` is a parameter's name. */
function cutFigure(limit: string): string {
  const cut = (list: string): string => `jsonb_path_query_array(f.figure, '$.${list}[0 to $last]', jsonb_build_object('last', ${limit}::int - 1))`;
  return `(jsonb_set(f.figure, '{receipt}', f.figure->'receipt' || jsonb_build_object('counted', ${cut('receipt.counted')}, 'leftOut', ${cut('receipt.leftOut')}, 'uncovered', ${cut('receipt.uncovered')}))
      || case jsonb_typeof(f.figure->'robustness') when 'object' then jsonb_build_object('robustness', f.figure->'robustness' || jsonb_build_object('edges', ${cut('robustness.edges')})) else '{}' end)`;
}

/** The stored figures of an area; only how they stand, without any of them, when they are not of these inputs. */
export async function findFigures(q: Queryable, cityId: string, kind: AreaKind, areaId: string, inputsHash: string, { ruleIds, listLimit }: FigureCut = {}): Promise<StoredFigures | null> {
  const figure = listLimit === undefined ? 'f.figure' : cutFigure('$6');
  const { rows } = await q.query<Row & { json: Buffer | null }>(
    `select ${columns}, case when row_number() over (order by f.position) = 1 then s.verification end as verification,
      case when row_number() over (order by f.position) = 1 then s.proposed_verification end as proposed_verification, convert_to(${figure}::text, 'UTF8') as json
    from figure_set s left join figure f on f.set_id = s.id and s.inputs_hash = $4 and ($5::text[] is null or f.rule_id = any($5))
    where s.city_id = $1 and s.area_kind = $2 and s.area_id = $3 order by f.position`, [cityId, kind, areaId, inputsHash, ruleIds ?? null, ...listLimit === undefined ? [] : [listLimit]]);
  return rows[0] ? { ...fromRow(rows[0]), json: rows.flatMap(({ json }) => json ?? []) } : null;
}

/** The hashes of the stored figures of every area of a kind, by area id: what is current can be told without reading receipts. */
export async function listFigureHashes(q: Queryable, cityId: string, kind: AreaKind): Promise<ReadonlyMap<string, string>> {
  const { rows } = await q.query<{ area_id: string; inputs_hash: string }>('select area_id, inputs_hash from figure_set where city_id = $1 and area_kind = $2', [cityId, kind]);
  return new Map(rows.map((row) => [row.area_id, row.inputs_hash]));
}

/** The stored figures of some rules of each of these areas, by rule and area, their receipts' lists cut to `listLimit`. Figures of an area are read once, however many rules are asked for. */
export async function listFiguresOfRules(q: Queryable, cityId: string, kind: AreaKind, ruleIds: readonly string[], areaIds: readonly string[], listLimit: number): Promise<ReadonlyMap<string, ReadonlyMap<string, Figure>>> {
  const { rows } = await q.query<{ area_id: string; figure: Figure }>(
    `select s.area_id, ${cutFigure('$5')} as figure from figure_set s join figure f on f.set_id = s.id
    where s.city_id = $1 and s.area_kind = $2 and f.rule_id = any($3::text[]) and s.area_id = any($4::text[])`, [cityId, kind, ruleIds, areaIds, listLimit]);
  const byRule = new Map<string, Map<string, Figure>>(ruleIds.map((ruleId) => [ruleId, new Map()]));
  for (const { area_id: areaId, figure } of rows) byRule.get(figure.ruleId)?.set(areaId, figure);
  return byRule;
}

/** What of an area a rule covers, and of how much; null where it is not assessed. */
export interface FigureNumbers {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** The numbers of the stored figures of some rules of each of these areas, by rule and area. */
export async function listNumbersOfRules(q: Queryable, cityId: string, kind: AreaKind, ruleIds: readonly string[], areaIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, FigureNumbers>>> {
  const { rows } = await q.query<FigureNumbers & { area_id: string; rule_id: string }>(
    `select s.area_id, f.rule_id, (f.figure->>'numerator')::float8 as numerator, (f.figure->>'denominator')::float8 as denominator from figure_set s join figure f on f.set_id = s.id
    where s.city_id = $1 and s.area_kind = $2 and f.rule_id = any($3::text[]) and s.area_id = any($4::text[])`, [cityId, kind, ruleIds, areaIds]);
  const byRule = new Map<string, Map<string, FigureNumbers>>(ruleIds.map((ruleId) => [ruleId, new Map()]));
  for (const { area_id: areaId, rule_id: ruleId, ...numbers } of rows) byRule.get(ruleId)?.set(areaId, numbers);
  return byRule;
}

export interface NewFigures {
  readonly inputsHash: string;
  /** JSON of each, maybe packed. */
  readonly json: readonly Uint8Array[];
  readonly computedBy: number | null;
}

const comma = Buffer.from(',');
/** Bytes of figures a statement. */
const mostBytes = 1_000_000;

/** Stores the figures of an area as `computed`; what was there is replaced. */
export async function saveFigures(db: Pick<Database, 'pool'>, cityId: string, area: FigureArea, { inputsHash, json, computedBy }: NewFigures): Promise<StoredFigures> {
  return transaction(db, async (client) => {
    const { rows } = await client.query<Row>(
      `with s as (
        insert into figure_set (city_id, area_kind, area_id, area_version, inputs_hash, state, computed_by) values ($1, $2, $3, $4, $5, 'computed', $6)
        on conflict (city_id, area_kind, area_id) do update set area_version = excluded.area_version, inputs_hash = excluded.inputs_hash, state = 'computed',
          computed_by = excluded.computed_by, computed_at = now(), verification = null, verified_at = null,
          proposed_hash = null, proposed_verification = null, proposed_verified_at = null
        returning *)
      select ${columns}, s.verification, s.proposed_verification from s`, [cityId, area.kind, area.id, area.version, inputsHash, computedBy]);
    const row = rows[0] as Row;
    await client.query('delete from figure where set_id = $1', [row.id]);
    for (let first = 0, end = 0; first < json.length; first = end) {
      const together: Uint8Array[] = [];
      for (let bytes = 0; end < json.length && bytes < mostBytes; end += 1) {
        const plain = plainJson(json[end] as Uint8Array);
        together.push(plain);
        bytes += plain.byteLength;
      }
      await client.query(
        `insert into figure (set_id, position, rule_id, verdict, figure) select $1, $2 + n - 1, value->>'ruleId', value->>'verdict', value from jsonb_array_elements(convert_from($3::bytea, 'UTF8')::jsonb) with ordinality as f (value, n)`,
        [row.id, first, arrayOf(together)]);
    }
    return { ...fromRow(row), json };
  });
}

/** JSON of an array, in bytes: as text it would go through the heap three times over. */
function arrayOf(json: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from('['), ...json.flatMap((bytes, i) => (i === 0 ? [bytes] : [comma, bytes])), Buffer.from(']')]);
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

/** The same for the second reading of a unit; `proposedHash` tells which proposals were counted. */
export async function saveSecondVerification(q: Queryable, cityId: string, area: Pick<FigureArea, 'kind' | 'id'>, inputsHash: string, proposedHash: string, entries: readonly VerificationEntry[]): Promise<boolean> {
  const { rowCount } = await q.query(
    `update figure_set set proposed_hash = $5, proposed_verification = $6, proposed_verified_at = now() where city_id = $1 and area_kind = $2 and area_id = $3 and inputs_hash = $4`,
    [cityId, area.kind, area.id, inputsHash, proposedHash, JSON.stringify(entries)]);
  return rowCount === 1;
}
