import type { EditionDecision, Shift } from '#contract/deliveries.ts';
import { metricCrs, metricSridAt, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { LayerEdition } from '#contract/layers.ts';
import { transaction, type Database } from '../db/database.ts';
import { findCity } from '../db/repositories/cities.ts';
import { editionFacts, replaceRows, setTiles, withdrawWaiting, type EditionFacts } from '../db/repositories/edition-moves.ts';
import { currentIdOf, keepDecision, keepPlacing, lockCity, makeCurrent, makeWait, settleBounds, settleSrid, withdrawCurrent } from '../db/repositories/edition-switch.ts';
import { dropStaging } from '../db/repositories/editions.ts';
import { insertReportRows } from '../db/repositories/report-rows.ts';
import { IngestProblem } from './driver.ts';
import { isFarFrom } from './import-plan.ts';
import { crsOf, moveEdition, type Moved } from './move-edition.ts';
import { farAway } from './read-layers.ts';
import { buildTiles, removeTiles } from './tiles/build-tiles.ts';
import { unshift, type Unshift } from './where/unshift.ts';

export interface DecisionOrder extends EditionDecision {
  readonly cityId: string;
  readonly editionId: number;
  readonly by: number | null;
  /** The job's id; what is staged on the way carries it. */
  readonly orderId: string;
}

export interface DecisionHooks { readonly signal: AbortSignal; onProgress(share: number, step: 'moving' | 'tiling' | 'switching'): void }

/** `status`: `pending` when it was put right and its difference waits to be accepted. `current`: the edition of the kind in use afterwards; null: none. */
export interface DecisionOutcome { readonly edition: number; readonly kind: string; readonly status: LayerEdition['status']; readonly current: number | null }

const waiting = ['pending', 'quarantined'] as const;

/** Whether a decision can still be taken about an edition in this state. */
export const isOpenTo = (decision: EditionDecision['decision'], status: LayerEdition['status']): boolean =>
  decision === 'take_back' ? status === 'current' : waiting.some((state) => state === status);

export const decidedAlready = ({ id, status }: Pick<EditionFacts, 'id' | 'status'>, decision: EditionDecision['decision']): IngestProblem => new IngestProblem('version_conflict',
  decision === 'take_back' ? `Edition ${id} is ${status}; only the one in use can be taken back.` : `Edition ${id} is ${status} already; only one that waits can be accepted or refused.`, 'edition');

/** The way back for a shift of this edition. @throws IngestProblem bad_request where the two do not go together; version_conflict when somebody has said already where it lies */
export function undoOf(shift: Shift | undefined, { id, crs, position, isPlaced, undoneShift }: Pick<EditionFacts, 'id' | 'crs' | 'position' | 'isPlaced' | 'undoneShift'>): Unshift {
  if (shift === undefined) return unshift('none', crs)!;
  if (isPlaced) throw new IngestProblem('version_conflict', `Where edition ${id} lies was decided already (shift undone: ${undoneShift ?? 'none'}); what waits now is its difference. Look at it and accept without a shift.`, 'shift');
  // Another zone is undone only where the check has named it.
  const undo = shift === 'zone' && position?.shift !== 'zone' ? null : unshift(shift, crs, position?.crs);
  if (!undo) throw new IngestProblem('bad_request', `The shift “${shift}” cannot be undone for a layer that was read in ${crs}.`, 'shift');
  return undo;
}

/** The metric CRS an accepted edition is measured in: the city's; for the first layer of a city, by the place it lies in once it is moved. */
function targetCrs(edition: EditionFacts, citySrid: number | null, from: MetricCrs, undo: Unshift): MetricCrs {
  if (citySrid !== null) return metricCrs(citySrid) ?? from;
  const { bounds } = edition;
  const place = bounds && undo((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2);
  return (place && metricCrs(metricSridAt(place[0], place[1]))) || from;
}

/**
 * Whether accepting puts the edition into use, or only says where it lies: nobody has seen the difference of one that was held back, or of one that is moved
 * now, so beside an edition in use it waits for that to be accepted.
 */
const waitsForDifference = (edition: EditionFacts, isMoved: boolean, currentId: number | null): boolean => currentId !== null && (edition.status === 'quarantined' || isMoved);

type Client = Parameters<typeof editionFacts>[0];

interface Prepared { readonly moved: Moved | null; readonly tiles: string | null; readonly srid: number; readonly undoneShift: Shift | null }

/** The last step of accepting, inside a transaction: rows take their place, and the edition comes into use or waits for its difference. */
async function settle(client: Client, order: DecisionOrder, edition: EditionFacts, { moved, tiles, srid, undoneShift }: Prepared): Promise<void> {
  const city = await lockCity(client, order.cityId);
  const now = await requireOpen(client, order);
  if (now.isPlaced !== edition.isPlaced) throw new IngestProblem('version_conflict', `Somebody has just said where edition ${edition.id} lies; its difference waits now. Decide again.`, 'edition');
  if (!city || (city.srid !== null && city.srid !== srid)) throw new IngestProblem('version_conflict', 'The city was settled on a different CRS meanwhile, or is gone. Decide again.', order.cityId);
  if (moved) {
    await replaceRows(client, edition.id, moved.stagingId, moved.facts);
    await insertReportRows(client, order.cityId, edition.importId, edition.id, moved.rows);
  } else await setTiles(client, edition.id, tiles);
  const decided = { by: order.by, reason: order.reason ?? '', undoneShift };
  if (waitsForDifference(edition, undoneShift !== null, await currentIdOf(client, order.cityId, edition.kind))) {
    await makeWait(client, edition.id, 'pending');
    return keepPlacing(client, edition.id, decided);
  }
  await makeCurrent(client, order.cityId, edition.id, waiting);
  await settleSrid(client, order.cityId, srid);
  await settleBounds(client, order.cityId);
  await keepDecision(client, edition.id, { decision: 'accept', ...decided });
}

/** Accepts an edition that waits, with a shift undone where told: from now on it is the one in use, and figures follow it; or its difference waits. */
async function accept(db: Database, dataDir: string, order: DecisionOrder, edition: EditionFacts, hooks: DecisionHooks): Promise<void> {
  const city = (await findCity(db.pool, order.cityId))!;
  const shift = order.shift ?? 'none';
  const undo = undoOf(order.shift, edition);
  const from = crsOf(edition, city.srid);
  const to = shift === 'none' && city.srid === null ? from : targetCrs(edition, city.srid, from, undo);
  const isMoved = shift !== 'none' || to.srid !== from.srid;
  const made: string[] = [];
  try {
    let moved: Moved | null = null;
    let tiles = edition.tiles;
    if (isMoved) {
      moved = await moveEdition(db, dataDir, order.cityId, edition, from, to, undo, order.orderId, hooks);
      if (moved.facts.tiles) made.push(moved.facts.tiles);
    } else if (!tiles) {
      tiles = await buildTiles(db, dataDir, { cityId: order.cityId, editionId: edition.id, kind: edition.kind, crs: from }, hooks.signal, (share) => hooks.onProgress(0.95 * share, 'tiling'));
      if (tiles) made.push(tiles);
    }
    const [west, south, east, north] = moved?.facts.bounds ?? edition.bounds ?? city.bounds ?? [0, 0, 0, 0];
    const middle = [(west! + east!) / 2, (south! + north!) / 2] as const;
    if (city.bounds && isFarFrom(city.bounds, middle)) throw farAway(middle);
    hooks.signal.throwIfAborted();
    hooks.onProgress(0.95, 'switching');
    await transaction(db, (client) => settle(client, order, edition, { moved, tiles, srid: to.srid, undoneShift: shift === 'none' ? null : shift }));
  } catch (error) {
    await dropStaging(db.pool, order.orderId);
    await removeTiles(dataDir, made);
    throw error;
  }
}

/** The edition, locked, still open to the decision. @throws IngestProblem not_found, version_conflict */
async function requireOpen(q: Client, { cityId, editionId, decision }: DecisionOrder): Promise<EditionFacts> {
  const edition = await editionFacts(q, cityId, editionId, true);
  if (!edition) throw new IngestProblem('not_found', `There is no edition ${editionId} in “${cityId}”.`, 'edition');
  if (!isOpenTo(decision, edition.status)) throw decidedAlready(edition, decision);
  return edition;
}

/** Carries out what a person decided about an edition, all or nothing; who, when and why stay with it. Throws IngestProblem when somebody was quicker. */
export async function decideEdition(db: Database, dataDir: string, order: DecisionOrder, hooks: DecisionHooks): Promise<DecisionOutcome> {
  const edition = await editionFacts(db.pool, order.cityId, order.editionId);
  if (!edition) throw new IngestProblem('not_found', `There is no edition ${order.editionId} in “${order.cityId}”.`, 'edition');
  if (!isOpenTo(order.decision, edition.status)) throw decidedAlready(edition, order.decision);
  if (order.decision === 'accept') await accept(db, dataDir, order, edition, hooks);
  else {
    hooks.onProgress(0.5, 'switching');
    await transaction(db, async (client) => {
      await lockCity(client, order.cityId);
      await requireOpen(client, order);
      if (order.decision === 'refuse') await withdrawWaiting(client, edition.id);
      else { await withdrawCurrent(client, edition.id); await settleBounds(client, order.cityId); }
      await keepDecision(client, edition.id, { decision: order.decision, by: order.by, reason: order.reason ?? '', undoneShift: null });
    });
  }
  const after = await editionFacts(db.pool, order.cityId, edition.id);
  return { edition: edition.id, kind: edition.kind, status: after?.status ?? 'withdrawn', current: await currentIdOf(db.pool, order.cityId, edition.kind) };
}
