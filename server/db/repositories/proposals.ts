/** Proposals: facilities that are built, closed or moved, and footways. Degrees as placed (`lonlat`) are the truth; metres (`geom`) are derived by the planning core. A deleted one keeps its row, number and version. */
import type { Proposal, ProposalEdit, ProposalInput } from '#contract/proposals.ts';
import { mostProposals } from '#contract/proposals.ts';
import { metricProposal } from '#planning/coverage/proposal.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { transaction, type Database, type Queryable } from '../database.ts';
import { currentSubject, subjectColumns, subjectOf, subjectValues, type Subject } from './proposal-subjects.ts';

/** As the table holds it, deleted ones too. */
export type ProposalRow = Row;
type Row = Omit<Proposal, 'updatedAt' | 'cost' | 'featureId' | 'existing'> & { updatedAt: Date; isDeleted: boolean; cost: number | null; featureId: number | null; existingName: string | null; existingAt: [number, number] | null };

const selectProposals = `
  select p.id, p.unit_id as "unitId", p.number, p.action, ${currentSubject} as "featureId", p.feature_name as "existingName", p.feature_at as "existingAt", p.layer, p.name, p.attrs as attributes, p.lonlat as geometry, p.cost, p.origin_id as "originId", p.version, p.is_deleted as "isDeleted", m.display_name as "updatedBy", p.updated_at as "updatedAt"
  from proposal p join account m on m.id = p.updated_by`;

function proposalOf({ isDeleted: _, updatedAt, cost, featureId, existingName, existingAt, ...row }: Row): Proposal {
  const subject = existingAt && { ...(featureId === null ? {} : { featureId }), existing: { name: existingName, at: existingAt } };
  return { ...row, ...subject, ...(cost === null ? {} : { cost }), updatedAt: updatedAt.toISOString() };
}

/** One unit, or every unit of a scheme; `schemeId` null: of the baseline. */
export type ProposalsOf = { readonly unitId: string } | { readonly schemeId: string | null };

/** Proposals of one unit or one scheme of a city, by number. Those of a deleted unit are out of sight. */
export async function listProposals(db: Queryable, cityId: string, of: ProposalsOf): Promise<Proposal[]> {
  const [which, id] = 'unitId' in of ? ['u.id = $2::uuid', of.unitId] : ['u.scheme_id is not distinct from $2::uuid', of.schemeId];
  const { rows } = await db.query<Row>(
    `${selectProposals} where p.city_id = $1 and not p.is_deleted and exists (select 1 from renewal_unit u where u.id = p.unit_id and u.city_id = p.city_id and ${which}) order by p.number`, [cityId, id]);
  return rows.map(proposalOf);
}

/** `conflict`: not as its author saw it; `current` null: it was deleted. `invalid`: the polygon crosses itself or is empty. `no_feature`: the layer's current edition has no feature to close or move of this id. */
export type ProposalOutcome =
  | { readonly kind: 'saved'; readonly proposal: Proposal | null; readonly unitId: string; readonly isRepeat: boolean }
  | { readonly kind: 'conflict'; readonly current: Proposal | null }
  | { readonly kind: 'absent' | 'no_unit' | 'no_city' | 'unmeasured' | 'id_reused' | 'invalid' | 'too_many' | 'no_feature' };

/** Commits an edit of a proposal and logs it in the history of its unit, or says why not; nothing is changed then. Sending the same edit again gives the same answer. */
export function commitProposal(db: Pick<Database, 'pool'>, cityId: string, edit: ProposalEdit, accountId: number): Promise<ProposalOutcome> {
  return transaction(db, async (client): Promise<ProposalOutcome> => {
    const { rows: [city] } = await client.query<{ srid: number | null }>('select srid from city where id = $1 for no key update', [cityId]);
    if (!city) return { kind: 'no_city' };
    const crs = city.srid === null ? null : metricCrs(city.srid);
    if (!crs) return { kind: 'unmeasured' };
    const { rows: [logged] } = await client.query<{ cityId: string; kind: string; unitId: string; proposalId: string | null }>('select city_id as "cityId", kind, unit_id as "unitId", proposal_id as "proposalId" from edit_log where id = $1', [edit.id]);
    const proposalId = edit.kind === 'put-proposal' ? edit.proposal.id : edit.proposalId;
    if (logged) {
      if (logged.cityId !== cityId || logged.kind !== edit.kind || logged.proposalId !== proposalId) return { kind: 'id_reused' };
      const row = await findProposalRow(client, cityId, proposalId);
      return { kind: 'saved', proposal: row && !row.isDeleted ? proposalOf(row) : null, unitId: logged.unitId, isRepeat: true };
    }
    return edit.kind === 'put-proposal' ? put(client, cityId, crs, edit, accountId) : remove(client, cityId, edit, accountId);
  });
}

export async function findProposalRow(db: Queryable, cityId: string, id: string): Promise<Row | null> {
  const { rows } = await db.query<Row>(`${selectProposals} where p.city_id = $1 and p.id = $2`, [cityId, id]);
  return rows[0] ?? null;
}

async function put(db: Queryable, cityId: string, crs: MetricCrs, edit: Extract<ProposalEdit, { kind: 'put-proposal' }>, accountId: number): Promise<ProposalOutcome> {
  const { proposal } = edit;
  const { rows: [around] } = await db.query<{ unit: boolean; taken: boolean; count: number }>(
    `select exists (select 1 from renewal_unit where city_id = $1 and id = $2) as unit, exists (select 1 from proposal where id = $3 and city_id <> $1) as taken,
      (select count(*)::int from proposal where city_id = $1 and unit_id = $2 and not is_deleted and id <> $3) as count`, [cityId, proposal.unitId, proposal.id]);
  if (!around?.unit) return { kind: 'no_unit' };
  if (around.taken) return { kind: 'id_reused' };
  if (around.count >= mostProposals) return { kind: 'too_many' };
  const before = await findProposalRow(db, cityId, proposal.id);
  const standing = before && !before.isDeleted ? before : null;
  if (!standing && edit.baseVersion > 0 && !before) return { kind: 'absent' };
  // One that was deleted comes back on the version its author last saw, or as new.
  if (standing ? standing.version !== edit.baseVersion : before && edit.baseVersion > before.version) return { kind: 'conflict', current: standing && proposalOf(standing) };
  const action = proposal.action ?? 'build';
  const hasSubject = action === 'close' || action === 'move';
  const subject = hasSubject ? await subjectOf(db, cityId, proposal, crs) : null;
  if (hasSubject && !subject) return { kind: 'no_feature' };
  if (!await write(db, cityId, crs, proposal, subject, before !== null, accountId)) return { kind: 'invalid' };
  const after = await findProposalRow(db, cityId, proposal.id) as Row;
  await log(db, cityId, edit, proposal.unitId, { id: proposal.id, version: after.version, before: standing, after }, accountId);
  return { kind: 'saved', proposal: proposalOf(after), unitId: proposal.unitId, isRepeat: false };
}

/** False: the shape is none that can be stored. */
async function write(db: Queryable, cityId: string, crs: MetricCrs, proposal: ProposalInput, subject: Subject | null, isKnown: boolean, accountId: number): Promise<boolean> {
  const metric = JSON.stringify(metricProposal({ ...proposal, number: 0 }, crs).geometry);
  const { rows: [shape] } = await db.query<{ valid: boolean }>('select st_isvalid(g) and not st_isempty(g) as valid from st_geomfromgeojson($1) g', [metric]);
  if (!shape?.valid) return false;
  const values = [proposal.id, cityId, proposal.unitId, proposal.layer, proposal.name, JSON.stringify(proposal.attributes), JSON.stringify(proposal.geometry), metric, crs.srid, accountId, proposal.cost ?? null, proposal.action ?? 'build', ...subjectValues(subject)];
  await db.query(isKnown
    ? `update proposal set unit_id = $3, layer = $4, name = $5, attrs = $6, lonlat = $7, geom = st_setsrid(st_geomfromgeojson($8), $9), cost = $11, action = $12, (${subjectColumns}) = ($13::bigint, $14::text, $15::text, $16::geometry, $17::jsonb), version = version + 1, is_deleted = false, updated_by = $10, updated_at = now() where id = $1 and city_id = $2`
    : `insert into proposal (id, city_id, unit_id, number, layer, name, attrs, lonlat, geom, cost, action, ${subjectColumns}, created_by, updated_by)
       select $1, $2, $3, (select coalesce(max(number), 0) + 1 from proposal where city_id = $2), $4, $5, $6, $7, st_setsrid(st_geomfromgeojson($8), $9), $11, $12, $13, $14, $15, $16, $17, $10, $10`, values);
  return true;
}

async function remove(db: Queryable, cityId: string, edit: Extract<ProposalEdit, { kind: 'delete-proposal' }>, accountId: number): Promise<ProposalOutcome> {
  const before = await findProposalRow(db, cityId, edit.proposalId);
  if (!before || before.isDeleted) return { kind: 'absent' };
  if (before.version !== edit.baseVersion) return { kind: 'conflict', current: proposalOf(before) };
  await db.query('update proposal set is_deleted = true, version = version + 1, updated_by = $2, updated_at = now() where id = $1', [before.id, accountId]);
  await log(db, cityId, edit, before.unitId, { id: before.id, version: before.version + 1, before, after: null }, accountId);
  return { kind: 'saved', proposal: null, unitId: before.unitId, isRepeat: false };
}

interface Change { readonly id: string; readonly version: number; readonly before: Row | null; readonly after: Row | null }

async function log(db: Queryable, cityId: string, edit: ProposalEdit, unitId: string, { id, version, before, after }: Change, accountId: number): Promise<void> {
  const content = (row: Row | null): string | null => row && JSON.stringify(contentOf(row));
  await db.query(
    'insert into edit_log (id, city_id, unit_id, kind, base_version, version, reason, before, after, author, proposal_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [edit.id, cityId, unitId, edit.kind, edit.baseVersion, version, edit.reason, content(before), content(after), accountId, id]);
}

/** What the log keeps of a proposal. */
export const contentOf = ({ id, unitId, action, featureId, layer, name, attributes, geometry, number, cost }: Row): ProposalInput & { number: number } =>
  ({ id, unitId, ...(action === 'build' ? {} : { action }), ...(featureId === null ? {} : { featureId }), layer, name, attributes, geometry, number, ...(cost === null ? {} : { cost }) });
