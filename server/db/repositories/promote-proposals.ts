/** Proposals that go along when their unit becomes the baseline's. */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database.ts';
import { subjectColumns } from './proposal-subjects.ts';
import { contentOf, findProposalRow, type ProposalRow } from './proposals.ts';

export interface ProposalMove { readonly cityId: string; /** Of the scheme. */ readonly fromUnit: string; /** Of the baseline. */ readonly toUnit: string; readonly reason: string; readonly accountId: number }

interface Pair { readonly id: string; readonly isDeleted: boolean; readonly lineage: string; /** Its like in the baseline, deleted or not. */ readonly likeId: string | null }

/** The scheme's proposals of the unit, deleted ones too, each with its like in the baseline. */
async function pairsOf(client: Queryable, { cityId, fromUnit, toUnit }: ProposalMove): Promise<Pair[]> {
  const { rows } = await client.query<Pair>(
    `select p.id, p.is_deleted as "isDeleted", coalesce(p.origin_id, p.id) as lineage, (
       select q.id from proposal q left join renewal_unit u on u.id = q.unit_id
       where q.city_id = $1 and q.id <> p.id and coalesce(q.origin_id, q.id) = coalesce(p.origin_id, p.id) and (q.unit_id = $3 or u.id is not null and u.scheme_id is null)
       order by q.is_deleted, q.number limit 1) as "likeId"
     from proposal p where p.city_id = $1 and p.unit_id = $2 order by p.number`, [cityId, fromUnit, toUnit]);
  return rows;
}

async function log(client: Queryable, { cityId, toUnit, reason, accountId }: ProposalMove, before: ProposalRow | null, after: ProposalRow | null): Promise<void> {
  const of = (after ?? before) as ProposalRow;
  const content = (row: ProposalRow | null): string | null => row && JSON.stringify(contentOf(row));
  await client.query(
    `insert into edit_log (id, city_id, unit_id, kind, base_version, version, reason, how, before, after, author, proposal_id)
     values ($1, $2, $3, $4, $5, $6, $7, 'copied', $8, $9, $10, $11)`,
    [randomUUID(), cityId, toUnit, after ? 'put-proposal' : 'delete-proposal', before?.version ?? 0, after?.version ?? of.version + 1, reason, content(before), content(after), accountId, of.id]);
}

async function add(client: Queryable, move: ProposalMove, { id, lineage }: Pair): Promise<string> {
  const fresh = randomUUID();
  await client.query(
    `insert into proposal (id, city_id, unit_id, number, layer, name, attrs, lonlat, geom, cost, action, ${subjectColumns}, origin_id, created_by, updated_by)
     select $2, city_id, $3, (select max(number) + 1 from proposal where city_id = $5), layer, name, attrs, lonlat, geom, cost, action, ${subjectColumns}, $6, $4, $4 from proposal where id = $1`,
    [id, fresh, move.toUnit, move.accountId, move.cityId, lineage]);
  return fresh;
}

/** False: it says the same already. */
async function overwrite(client: Queryable, move: ProposalMove, { id }: Pair, likeId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update proposal t set unit_id = $3, layer = s.layer, name = s.name, attrs = s.attrs, lonlat = s.lonlat, geom = s.geom, cost = s.cost, is_deleted = false, action = s.action,
       feature_id = s.feature_id, feature_source_id = s.feature_source_id, feature_name = s.feature_name, feature_geom = s.feature_geom, feature_at = s.feature_at,
       version = t.version + 1, updated_by = $4, updated_at = now()
     from proposal s where s.id = $1 and t.id = $2
       and (t.unit_id, t.layer, t.name, t.attrs, t.lonlat, t.cost, t.action, t.feature_id, t.is_deleted) is distinct from ($3::uuid, s.layer, s.name, s.attrs, s.lonlat, s.cost, s.action, s.feature_id, false)`,
    [id, likeId, move.toUnit, move.accountId]);
  return rowCount === 1;
}

/**
 * The baseline's unit gets the proposals of the scheme's: likes are changed, others added, and those that were deleted in the scheme are deleted. What was proposed
 * in the baseline since the copy was made, and has no like, stays.
 */
export async function promoteProposals(client: Queryable, move: ProposalMove): Promise<void> {
  for (const pair of await pairsOf(client, move)) {
    const found = pair.likeId === null ? null : await findProposalRow(client, move.cityId, pair.likeId);
    const before = found && !found.isDeleted ? found : null;
    if (pair.isDeleted) {
      if (!before) continue;
      await client.query('update proposal set is_deleted = true, version = version + 1, updated_by = $2, updated_at = now() where id = $1', [before.id, move.accountId]);
      await log(client, move, before, null);
      continue;
    }
    if (found && !(await overwrite(client, move, pair, found.id))) continue;
    const after = await findProposalRow(client, move.cityId, found?.id ?? await add(client, move, pair));
    await log(client, move, before, after);
  }
}
