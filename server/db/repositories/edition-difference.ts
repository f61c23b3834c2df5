import type { EditionDifference } from '#contract/deliveries.ts';
import type { Queryable } from '../database.ts';

/** Features named one by one. */
const MOST_FEATURES = 300;

type Counts = Omit<EditionDifference, 'editionId' | 'against' | 'features' | 'pairedBy'>;
export interface DifferingFeature { readonly change: 'added' | 'removed' | 'changed'; readonly name: string | null; readonly sourceId: string | null; readonly editionId: number; readonly wkb: Buffer }
export interface StoredDifference extends Counts { readonly pairedBy: EditionDifference['pairedBy']; readonly features: readonly DifferingFeature[] }

/**
 * Rows pair by their id in the source where every row of both editions has one of its own and some are in both; else by equal geometry. Every step is
 * materialized: the embedded database plans joins of rows it knows nothing of badly.
 */
async function pairedBy(q: Queryable, editionId: number, against: number | null): Promise<EditionDifference['pairedBy']> {
  if (against === null) return 'nothing';
  const { rows: [found] } = await q.query<{ is_keyed: boolean; shared: boolean }>(
    `with side as materialized (
       select edition_id, count(*) as n, count(source_id) as with_id, count(distinct source_id) as ids from feature where edition_id in ($1, $2) group by edition_id)
     select bool_and(n = with_id and n = ids) as is_keyed,
       exists (select 1 from feature a join feature b on b.edition_id = $2 and b.source_id = a.source_id where a.edition_id = $1) as shared from side`, [editionId, against]);
  return found?.is_keyed && found.shared ? 'source_id' : 'geometry';
}

/**
 * One word for all outlines equal to a centimetre, wherever they begin: what went through another CRS and back is the same. A corner may lie on the
 * edge of a cell of the grid; `half` moves the grid by half a cell, so that what one grid parts the other does not.
 */
const outline = (geom: string, half: boolean): string => {
  const snapped = half ? `st_snaptogrid(${geom}, 0.005, 0.005, 0.01, 0.01)` : `st_snaptogrid(${geom}, 0.01)`;
  return `coalesce(md5(st_asbinary(st_normalize(${snapped}), 'NDR')), md5(st_asbinary(${geom}, 'NDR')))`;
};

/** The pairs: `before` and `after` are feature ids, one of them null for what was added or removed. */
function pairSql(by: EditionDifference['pairedBy']): string {
  if (by === 'source_id') {
    return `after_row as materialized (select id, source_id as key from feature where edition_id = $1),
      before_row as materialized (select id, source_id as key from feature where edition_id = $2),
      pair as materialized (select a.id as after, b.id as before from after_row a full join before_row b using (key))`;
  }
  // Equal outlines pair in the order of their ids.
  const numbered = (from: string): string => `select id, key, row_number() over (partition by key order by id) as nth from ${from}`;
  return `
    keyed_after as materialized (select f.id, ${outline('f.geom', false)} as key from feature f where f.edition_id = $1),
    keyed_before as materialized (select f.id, ${outline('f.geom', false)} as key from feature f where f.edition_id = $2),
    after_row as materialized (${numbered('keyed_after')}), before_row as materialized (${numbered('keyed_before')}),
    first_pair as materialized (select a.id as after, b.id as before from after_row a full join before_row b on b.key = a.key and b.nth = a.nth),
    left_after as materialized (select f.id, ${outline('f.geom', true)} as key from first_pair p join feature f on f.id = p.after where p.before is null),
    left_before as materialized (select f.id, ${outline('f.geom', true)} as key from first_pair p join feature f on f.id = p.before where p.after is null),
    again_after as materialized (${numbered('left_after')}), again_before as materialized (${numbered('left_before')}),
    pair as materialized (
      select after, before from first_pair where after is not null and before is not null
      union all select a.id, b.id from again_after a full join again_before b on b.key = a.key and b.nth = a.nth)`;
}

/** How the rows of an edition differ from those of another; null: from nothing. */
export async function differenceOf(q: Queryable, editionId: number, against: number | null, dimension: 'point' | 'line' | 'polygon'): Promise<StoredDifference> {
  const by = await pairedBy(q, editionId, against);
  const amount = dimension === 'polygon' ? 'sum(st_area(geom))' : dimension === 'line' ? 'sum(st_length(geom))' : 'count(*)::float8';
  // Paired by geometry, a pair's geometry is the same by what made it a pair.
  const moved = by === 'source_id' ? `(${outline('a.geom', false)} <> ${outline('b.geom', false)} and ${outline('a.geom', true)} <> ${outline('b.geom', true)})` : 'false';
  const { rows: [row] } = await q.query<{
    added: number; removed: number; changed: number; same: number; changed_geometry: number; changed_attributes: number; amount_before: number | null; amount_after: number | null;
    features: { change: DifferingFeature['change']; name: string | null; sourceId: string | null; editionId: number; hex: string }[] | null;
  }>(
    `with ${pairSql(by)},
     judged as materialized (
       select p.after, p.before, case when p.before is null then 'added' when p.after is null then 'removed' when moved or other then 'changed' else 'same' end as change, moved, other
       from pair p left join lateral (
         select ${moved} as moved, (a.name is distinct from b.name or a.attrs <> b.attrs) as other from feature a, feature b where a.id = p.after and b.id = p.before) d on true),
     numbered as materialized (
       select change, coalesce(after, before) as id, row_number() over (partition by change order by coalesce(after, before)) as n from judged where change <> 'same'),
     shown as materialized (select change, id, n from numbered order by n, change limit ${MOST_FEATURES})
     select (select count(*) from judged where change = 'added') as added, (select count(*) from judged where change = 'removed') as removed,
       (select count(*) from judged where change = 'changed') as changed, (select count(*) from judged where change = 'same') as same,
       (select count(*) from judged where change = 'changed' and moved) as changed_geometry, (select count(*) from judged where change = 'changed' and other) as changed_attributes,
       (select ${amount} from feature where edition_id = $2) as amount_before, (select ${amount} from feature where edition_id = $1) as amount_after,
       (select json_agg(json_build_object('change', s.change, 'name', f.name, 'sourceId', f.source_id, 'editionId', f.edition_id, 'hex', encode(st_asbinary(f.geom, 'NDR'), 'hex')) order by s.n, s.change)
        from shown s join feature f on f.id = s.id) as features`, [editionId, against ?? -1]);
  return {
    added: row!.added, removed: row!.removed, changed: row!.changed, same: row!.same, changedGeometry: row!.changed_geometry, changedAttributes: row!.changed_attributes,
    amountBefore: against === null ? null : row!.amount_before ?? 0, amountAfter: row!.amount_after ?? 0, pairedBy: by,
    features: (row!.features ?? []).map(({ hex, ...feature }) => ({ ...feature, wkb: Buffer.from(hex, 'hex') })),
  };
}
