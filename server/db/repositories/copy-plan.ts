/** A copy of a whole plan: units with their proposals and figures into an empty scheme. The caller holds the city's lock. */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database.ts';
import { subjectColumns } from './proposal-subjects.ts';

/** Old and new ids as two columns of a statement: `pair (old, fresh)`. */
const pairs = 'unnest($1::uuid[], $2::uuid[]) as pair (old, fresh)';

async function copyUnits(client: Queryable, olds: readonly string[], fresh: readonly string[], schemeId: string, accountId: number): Promise<void> {
  await client.query(
    `insert into renewal_unit (id, city_id, scheme_id, name, is_priority, note, lonlat, geom, ignored, renewal, version, boundary_from, origin_id, origin_version, created_by, updated_by)
     select pair.fresh, u.city_id, $3, u.name, u.is_priority, u.note, u.lonlat, u.geom, u.ignored, u.renewal, 1, 'copied', coalesce(u.origin_id, u.id), case when u.scheme_id is null then u.version else u.origin_version end, $4, $4
     from ${pairs} join renewal_unit u on u.id = pair.old`, [olds, fresh, schemeId, accountId]);
  await client.query(
    `insert into edit_log (id, city_id, scheme_id, unit_id, kind, base_version, version, how, after, author)
     select u.scheme_id, u.city_id, u.scheme_id, u.id, 'put-unit', 0, 1, 'copied',
       jsonb_build_object('id', u.id, 'name', u.name, 'isPriority', u.is_priority, 'note', u.note, 'geometry', u.lonlat, 'ignored', u.ignored, 'renewal', u.renewal, 'version', 1), $2
     from renewal_unit u where u.scheme_id = $1 order by u.name, u.id`, [schemeId, accountId]);
}

/** Numbers go on where the city's are: a proposal's number is its name in receipts. */
async function copyProposals(client: Queryable, cityId: string, olds: readonly string[], fresh: readonly string[], schemeId: string, accountId: number): Promise<void> {
  await client.query(
    `insert into proposal (id, city_id, unit_id, number, layer, name, attrs, lonlat, geom, cost, action, ${subjectColumns}, origin_id, created_by, updated_by)
     select gen_random_uuid(), p.city_id, pair.fresh, (select coalesce(max(number), 0) from proposal where city_id = $3) + row_number() over (order by p.number),
       p.layer, p.name, p.attrs, p.lonlat, p.geom, p.cost, p.action, ${subjectColumns}, coalesce(p.origin_id, p.id), $4, $4
     from ${pairs} join proposal p on p.unit_id = pair.old and p.city_id = $3 and not p.is_deleted`, [olds, fresh, cityId, accountId]);
  await client.query(
    `insert into edit_log (id, city_id, scheme_id, unit_id, kind, base_version, version, how, after, author, proposal_id)
     select gen_random_uuid(), p.city_id, $2, p.unit_id, 'put-proposal', 0, 1, 'copied',
       jsonb_build_object('id', p.id, 'unitId', p.unit_id, 'layer', p.layer, 'name', p.name, 'attributes', p.attrs, 'geometry', p.lonlat, 'number', p.number)
         || case p.action when 'build' then '{}' else jsonb_strip_nulls(jsonb_build_object('action', p.action, 'featureId', p.feature_id)) end || case when p.cost is null then '{}' else jsonb_build_object('cost', p.cost) end, $3, p.id
     from proposal p where p.city_id = $1 and p.unit_id = any ($4::uuid[]) order by p.number`, [cityId, schemeId, accountId, fresh]);
}

/** The same area has the same figures: those of the units as they stand are the copies' as well. */
async function copyFigures(client: Queryable, olds: readonly string[], fresh: readonly string[], cityId: string): Promise<void> {
  await client.query(
    `insert into figure_set (city_id, area_kind, area_id, area_version, inputs_hash, state, verification, computed_by, computed_at, verified_at)
     select s.city_id, 'unit', pair.fresh::text, 1, s.inputs_hash, s.state, s.verification, s.computed_by, s.computed_at, s.verified_at
     from ${pairs} join renewal_unit u on u.id = pair.old
     join figure_set s on s.city_id = $3 and s.area_kind = 'unit' and s.area_id = u.id::text and s.area_version = u.version`, [olds, fresh, cityId]);
  await client.query(
    `insert into figure (set_id, position, rule_id, verdict, figure)
     select copied.id, f.position, f.rule_id, f.verdict, f.figure
     from ${pairs} join figure_set s on s.city_id = $3 and s.area_kind = 'unit' and s.area_id = pair.old::text
     join figure_set copied on copied.city_id = $3 and copied.area_kind = 'unit' and copied.area_id = pair.fresh::text
     join figure f on f.set_id = s.id`, [olds, fresh, cityId]);
}

/** Copies units, proposals and figures of a scheme (`fromId`, null: the baseline) into an empty scheme. Copies have ids of their own and remember where they come from in the first place. */
export async function copyPlan(client: Queryable, cityId: string, fromId: string | null, schemeId: string, accountId: number): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select id from renewal_unit where city_id = $1 and scheme_id is not distinct from $2::uuid order by name, id', [cityId, fromId]);
  const olds = rows.map(({ id }) => id);
  if (olds.length === 0) return;
  const fresh = olds.map(() => randomUUID());
  await copyUnits(client, olds, fresh, schemeId, accountId);
  await copyProposals(client, cityId, olds, fresh, schemeId, accountId);
  await copyFigures(client, olds, fresh, cityId);
}
