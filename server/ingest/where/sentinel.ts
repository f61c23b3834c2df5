import type { PositionCheck } from '#contract/deliveries.ts';
import type { FlatGeometry } from '../geometry/flat-geometry.ts';
import { isUnverifiedDatum, parseSourceCrs } from '../source-crs.ts';
import { hypotheses, shareInside, type Hypothesis } from './hypotheses.ts';
import { coveringMarks, groupOf, limits, markTable, type Group } from './position-settings.ts';
import { layProbes, sampleOf, type LaidProbes } from './probe-plan.ts';
import { frameAt, MarkRaster, type Mark } from './raster.ts';
import type { PositionReference, ReferenceLayer } from './reference.ts';
import { standingOf, trialRing, type Standing, type TieBit } from './standing.ts';

export { referenceOf, ReferenceBuilder, type PositionReference, type ReferenceFeature } from './reference.ts';
export { referenceKindsFor } from './position-settings.ts';
export { unshift } from './unshift.ts';

/** A layer whose position is in question. */
export interface LayerPosition {
  readonly kind: string;
  /** The CRS it was read in, as in its edition. */
  readonly crs: string;
  /** Its features in degrees, all of them or any fair part; at most `limits.sampleFeatures` are looked at. */
  readonly sample: readonly FlatGeometry[];
}

const METRES_A_DEGREE = 111_195;
/** How far outside the reference's extent an undone shift may put a layer and still be believed, degrees: 3 km. */
const HOME_DEGREES = 0.03;

const asGiven = (lon: number, lat: number): [number, number] => [lon, lat];

/** True where an edition has to wait for a person: it lies wrong, or nobody can say how exactly it lies. */
export const mustWait = ({ verdict, datumNote }: PositionCheck): boolean => verdict === 'shifted' || verdict === 'elsewhere' || datumNote !== null;

/**
 * The datum sentinel (standards.md §3.2): holds a layer as it was read, and with each known shift undone, against what the city has already. Deterministic. The
 * measure is described in ./README.md, its thresholds are `data/position.json`. `reference` null: the city has nothing yet.
 */
export function checkPosition(layer: LayerPosition, reference: PositionReference | null): PositionCheck {
  const { crs } = layer;
  const sample = sampleOf(layer.sample, limits.sampleFeatures);
  const datum = parseSourceCrs(crs)?.datum ?? 'unknown';
  const unchecked: PositionCheck = {
    verdict: 'unchecked', shift: 'none', crs, against: [], fitAsGiven: null, fitShifted: null, offsetM: null, sampled: sample.length,
    datumNote: isUnverifiedDatum(datum) ? `${datum}_not_verified` : null,
  };
  if (!reference || sample.length === 0) return unchecked;
  const places = sample.map(({ coords }) => [coords[0]!, coords[1]!] as const);
  const near = shareInside(places, asGiven, reference.bounds, limits.nearKm * 1000 / METRES_A_DEGREE) >= 0.5;
  const others = hypotheses(crs, places, reference.bounds, HOME_DEGREES).filter(({ shift }) => near || (shift !== 'gcj02' && shift !== 'bd09'));
  const held = hold(layer.kind, sample, near, others, reference);
  return { ...unchecked, ...decide({ crs, near, places, others, held }), against: (held?.against ?? []).map(({ kind, editionId }) => ({ kind, editionId })) };
}

interface Held { readonly given: Standing | null; readonly shifted: ReadonlyMap<Hypothesis, Standing | null>; readonly against: readonly { kind: string; editionId: number }[] }

/** The last drawing of a reference: layers of one kind are often held against it one after the other. */
const drawings = new WeakMap<PositionReference, { readonly key: string; readonly raster: MarkRaster; readonly used: ReadonlySet<ReferenceLayer> }>();

function hold(kind: string, sample: readonly FlatGeometry[], near: boolean, others: readonly Hypothesis[], reference: PositionReference): Held | null {
  const group = groupOf(kind, commonest(sample));
  if (!group || sample.length < limits.minFeatures) return null;
  const [west, south, east, north] = reference.bounds;
  const frame = frameAt((west + east) / 2, (south + north) / 2);
  const { marks, ties } = marksFor(group, kind);
  const undoes = [...(near ? [asGiven] : []), ...others.map(({ undo }) => undo)];
  const bounds = { probes: limits.sampleProbes, radiusM: limits.trialFarM };
  const key = `${kind} ${group.dimension}`;
  let drawn = drawings.get(reference);
  let laid = drawn?.key === key ? layProbes(sample, frame, undoes, drawn.raster, { ...bounds, tiles: 0 }) : null;
  if (!drawn || !laid) {
    const raster = new MarkRaster(drawn?.key === key ? drawn.raster : null, limits.tileLimit);
    laid = layProbes(sample, frame, undoes, raster, { ...bounds, tiles: limits.tileLimit })!;
    drawings.set(reference, (drawn = { key, raster, used: raster.draw(reference, frame, marks) }));
  }
  const { raster, used } = drawn;
  const trials = trialRing(limits.trials, limits.trialNearM, limits.trialFarM);
  const stand = (probes: LaidProbes[number]): Standing | null => standingOf(raster, probes, ties, trials, limits);
  const standings = laid.map(stand);
  return { given: near ? standings[0]! : null, shifted: new Map(others.map((one, i) => [one, standings[i + (near ? 1 : 0)]!])), against: [...used] };
}

/** The marks a group needs, a bit each, and its ties by bit. Marks that only show where anything is mapped share the last bit. */
function marksFor({ ties }: Group, kind: string): { marks: Mark[]; ties: TieBit[] } {
  const names = [...new Set(ties.map(({ mark }) => mark))];
  const own = (kinds: readonly string[]): string[] => kinds.map((one) => (one === '#same' ? kind : one));
  const marks = names.map((name, bit): Mark => ({ ...markTable[name]!, kinds: own(markTable[name]!.kinds), bit, covers: coveringMarks.has(name) }));
  for (const name of coveringMarks) if (!names.includes(name)) marks.push({ ...markTable[name]!, bit: 14, covers: true });
  return { marks, ties: ties.map((tie) => ({ ...tie, bit: names.indexOf(tie.mark) })) };
}

function commonest(sample: readonly FlatGeometry[]): FlatGeometry['dimension'] {
  const counts = { point: 0, line: 0, polygon: 0 };
  for (const { dimension } of sample) counts[dimension] += 1;
  return counts.polygon >= counts.point && counts.polygon >= counts.line ? 'polygon' : counts.line >= counts.point ? 'line' : 'point';
}

interface Question { readonly crs: string; readonly near: boolean; readonly places: readonly (readonly [number, number])[]; readonly others: readonly Hypothesis[]; readonly held: Held | null }
type Answer = Pick<PositionCheck, 'verdict' | 'shift' | 'crs' | 'fitAsGiven' | 'fitShifted' | 'offsetM'>;

function decide({ crs, near, places, others, held }: Question): Answer {
  const given = held?.given ?? null;
  const ranked = others.map((one) => ({ one, standing: held?.shifted.get(one) ?? null })).sort((a, b) => (b.standing?.z ?? -Infinity) - (a.standing?.z ?? -Infinity));
  const best = ranked[0];
  const stay = (verdict: PositionCheck['verdict']): Answer => ({ verdict, shift: 'none', crs, fitAsGiven: given?.fit ?? null, fitShifted: best?.standing?.fit ?? null, offsetM: null });
  const move = (to: Hypothesis, standing: Standing | null): Answer => ({ verdict: 'shifted', shift: to.shift, crs: to.crs, fitAsGiven: given?.fit ?? null, fitShifted: standing?.fit ?? null, offsetM: medianOffset(places, to) });
  if (!near) {
    // Far outside everything the city has. One known mistake that brings the layer home is proposed even where there is little to hold it against.
    if (best && (ranked.length === 1 || (best.standing && best.standing.z >= limits.fitsFrom))) return move(best.one, best.standing);
    return stay('elsewhere');
  }
  const z = given?.z ?? 0;
  if (best?.standing && best.standing.isBest && best.standing.power >= limits.minPower && best.standing.z >= limits.shiftedFrom && best.standing.z >= z + limits.shiftedAhead) return move(best.one, best.standing);
  if (!given || given.power < limits.minPower) return stay('unchecked');
  // A layer inside the city that fits in no known way is not called wrong: sparse surroundings look the same (measured on Monaco).
  return stay(z >= limits.fitsFrom ? 'fits' : 'unchecked');
}

function medianOffset(places: Question['places'], { undo }: Hypothesis): number | null {
  const distances: number[] = [];
  for (const [lon, lat] of places) {
    const found = undo(lon, lat);
    if (found) distances.push(Math.hypot((found[0] - lon) * Math.cos(lat * Math.PI / 180), found[1] - lat) * METRES_A_DEGREE);
  }
  distances.sort((a, b) => a - b);
  return distances.length === 0 ? null : Math.round(distances[distances.length >> 1]! * 10) / 10;
}
