import type { EditionDifference, PositionCheck, PositionPreview } from '#contract/deliveries.ts';
import type { AnyGeometry } from '#contract/common.ts';
import type { Static } from 'typebox';
import type { Database } from '../db/database.ts';
import { differenceOf } from '../db/repositories/edition-difference.ts';
import { sampleFeatures, type EditionFacts } from '../db/repositories/edition-moves.ts';
import { currentIdOf } from '../db/repositories/edition-switch.ts';
import { toGeometry } from './geometry/to-lonlat.ts';
import { fromWkb } from './geometry/wkb.ts';
import { layerRegistry } from './layer-kinds.ts';
import { crsOf } from './move-edition.ts';
import { unshift } from './where/unshift.ts';

type ShownGeometry = Static<typeof AnyGeometry>;

/** Features shown of an edition that waits. */
const SHOWN = 300;

/** The edition against the one in use; against its predecessor when it is in use itself, so that what it changed can still be read. */
export async function editionDifference(db: Database, cityId: string, citySrid: number | null, edition: EditionFacts): Promise<EditionDifference> {
  const current = await currentIdOf(db.pool, cityId, edition.kind);
  const against = current === edition.id ? edition.predecessorId : current;
  const [dimension] = layerRegistry.kinds[edition.kind]?.geometry ?? [];
  const { features, ...counts } = await differenceOf(db.analysis, edition.id, against, dimension ?? 'point');
  const own = crsOf(edition, citySrid);
  const other = citySrid === null ? own : crsOf({ srid: citySrid }, citySrid);
  return {
    editionId: edition.id, against, ...counts,
    features: features.map(({ change, name, sourceId, editionId, wkb }) => ({ change, name, sourceId, geometry: toGeometry(fromWkb(wkb)[0]!, editionId === edition.id ? own : other) as ShownGeometry })),
  };
}

const notChecked = (crs: string): PositionCheck => ({ verdict: 'unchecked', shift: 'none', crs, against: [], fitAsGiven: null, fitShifted: null, offsetM: null, sampled: 0, datumNote: null });

/** Features of an edition as they were given and as they would lie with the shift undone; where there is no shift, `shifted` is empty. */
export async function positionPreview(db: Database, citySrid: number | null, edition: EditionFacts): Promise<PositionPreview> {
  const check = edition.position ?? notChecked(edition.crs);
  const crs = crsOf(edition, citySrid);
  // The rows of an edition that was put right lie where they belong already.
  const undo = check.shift === 'none' || edition.undoneShift !== null ? null : unshift(check.shift, edition.crs, check.crs);
  const asGiven: ShownGeometry[] = [], shifted: ShownGeometry[] = [];
  for (const { wkb } of await sampleFeatures(db.pool, edition.id, SHOWN)) {
    const [flat] = fromWkb(wkb);
    if (!flat) continue;
    asGiven.push(toGeometry(flat, crs) as ShownGeometry);
    if (undo) shifted.push(toGeometry(flat, { inverse: (x, y) => { const place = crs.inverse(x, y); return undo(...place) ?? place; } }) as ShownGeometry);
  }
  return { check, asGiven, shifted };
}
