import { PROPOSAL_ID_BASE } from '#planning/coverage/proposal.ts';
import type { Queryable } from '../database.ts';
import { unionSql } from '../verification/fragments.ts';

/** Divisions from the whole to its parts; ranks that draw the city together stand in one list. */
const levels = [['city'], ['district', 'county', 'dev_zone'], ['subdistrict'], ['community']] as const;

/**
 * The city's outline as the database has it: its divisions of the highest level there is, united; without divisions a rectangle a metre wider than all
 * features of these editions. Null: the city has no features.
 */
export async function cityOutline(q: Queryable, editions: ReadonlyMap<string, number>): Promise<{ readonly kind: 'boundary' | 'extent'; readonly wkb: Buffer } | null> {
  const divisions = editions.get('admin_division');
  for (const level of divisions === undefined ? [] : levels) {
    const { rows } = await q.query<{ wkb: Buffer | null }>(
      `select st_asbinary(${unionSql('geom')}, 'NDR') as wkb from feature where edition_id = $1 and attrs->>'level' = any($2::text[])`, [divisions, level]);
    if (rows[0]?.wkb) return { kind: 'boundary', wkb: rows[0].wkb };
  }
  const { rows } = await q.query<{ wkb: Buffer | null }>(
    `select st_asbinary(st_makeenvelope(st_xmin(box) - 1, st_ymin(box) - 1, st_xmax(box) + 1, st_ymax(box) + 1), 'NDR') as wkb
    from (select st_3dextent(geom) as box from feature where edition_id = any($1::int[])) e where box is not null`, [[...editions.values()]]);
  return rows[0]?.wkb ? { kind: 'extent', wkb: rows[0].wkb } : null;
}

/** Place and size of a feature: enough to tell whether two copies of it are the same. m², m, or 0 for a point; metres. */
export interface FeatureMeasure {
  readonly id: number;
  readonly measure: number;
  readonly x: number;
  readonly y: number;
}

const measures = `case st_dimension(geom) when 2 then st_area(geom) when 1 then st_length(geom) else 0 end as measure,
      (st_xmin(geom) + st_xmax(geom)) / 2 as x, (st_ymin(geom) + st_ymax(geom)) / 2 as y`;

/** Measures of every feature of an edition, by id. */
export async function listFeatureMeasures(q: Queryable, editionId: number): Promise<FeatureMeasure[]> {
  const { rows } = await q.query<FeatureMeasure>(`select id, ${measures} from feature where edition_id = $1 order by id`, [editionId]);
  return rows;
}

/** Measures of what a unit proposes of a layer, by feature id. */
export async function listProposalMeasures(q: Queryable, unitId: string, layer: string): Promise<FeatureMeasure[]> {
  const { rows } = await q.query<FeatureMeasure>(
    `select ${PROPOSAL_ID_BASE} + number as id, ${measures} from proposal where unit_id = $1 and layer = $2 and not is_deleted order by number`, [unitId, layer]);
  return rows;
}
