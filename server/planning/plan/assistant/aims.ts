/** What each character aims at: the old place, ground of some size around it, a community or subdistrict as a whole, or the sketch. Metres. */
import { lonLatToMetric } from '../../geometry/lonlat-to-metric.ts';
import type { Overlay } from '../../geometry/overlay.ts';
import type { MultiPolygonCoords, Position } from '../../geometry/types.ts';
import { areaFaults } from '../area-validity.ts';
import { areaOf, interiorPoint, largestPolygon } from '../ring-measures.ts';
import type { Character } from './answer.ts';
import { finderOf } from './face-facts.ts';
import type { NearArea } from './question.ts';
import type { Scene } from './scene.ts';

export interface Aim {
  readonly area: MultiPolygonCoords;
  /** What is aimed at as a whole, else null. */
  readonly division: NearArea | null;
}
/** What the seed means. */
export interface Heart {
  readonly area: MultiPolygonCoords;
  readonly center: Position;
  readonly meaning: 'old_place' | 'parcel' | 'spot' | 'sketch';
}

/** Corners of a disc; its area is 1 % short of the true one's, which a target can be. */
const discCorners = 48;
function disc([x, y]: Position, radiusM: number): MultiPolygonCoords {
  const ring = Array.from({ length: discCorners }, (_, i): Position => [x + radiusM * Math.cos((2 * Math.PI * i) / discCorners), y + radiusM * Math.sin((2 * Math.PI * i) / discCorners)]);
  return [[[...ring, ring[0]]]];
}

/** Rings that cross are mended; an area that cannot be is none. */
export function soundArea(area: MultiPolygonCoords, overlay: Overlay): MultiPolygonCoords {
  if (area.length === 0 || area.some((rings) => rings.length === 0 || rings.some((ring) => ring.length < 4 || ring.some((point) => !point.every(Number.isFinite))))) return [];
  if (areaFaults(area, 1).length === 0) return area;
  const shape = overlay.fromCoords(area);
  const mended = overlay.makeValid(shape);
  const sound = overlay.toCoords(mended);
  overlay.release(shape);
  overlay.release(mended);
  return sound;
}

const middleOf = (area: MultiPolygonCoords): Position | null => { const largest = largestPolygon(area); return largest && interiorPoint(largest); };

/** What a click or a sketch means: the smallest old place under it, else the smallest parcel, else a spot. Null: a sketch without ground. */
export function heartOf({ question: { seed, ground, crs }, rules }: Scene, overlay: Overlay): Heart | null {
  if (seed.kind === 'sketch') {
    const area = soundArea(lonLatToMetric(seed.area, crs), overlay);
    const center = middleOf(area);
    return center && { area, center, meaning: 'sketch' };
  }
  const at = crs.forward(...seed.at);
  for (const [areas, meaning] of [[ground.oldPlaces, 'old_place'], [ground.parcels, 'parcel']] as const) {
    // A parcel as large as a quarter, as some surveys draw them, says nothing about the place clicked.
    const mostM2 = meaning === 'parcel' ? rules.characters.parcels.wantedAreaM2[1] : Infinity;
    const under = finderOf(areas, crs)(...at).map((i) => soundArea(lonLatToMetric(areas[i].geometry, crs), overlay)).filter((area) => area.length > 0 && areaOf(area) <= mostM2);
    const smallest = under.sort((a, b) => areaOf(a) - areaOf(b))[0];
    if (smallest) return { area: smallest, center: middleOf(smallest) ?? at, meaning };
  }
  return { area: disc(at, rules.values.clickRadiusM), center: at, meaning: 'spot' };
}

export function aimsOf({ question: { ground, crs, seed }, rules }: Scene, heart: Heart, character: Character, overlay: Overlay): readonly Aim[] {
  const { targetAreasM2, levels } = rules.characters[character];
  const divisions = levels.flatMap((level) => {
    const found = finderOf(ground.divisions, crs)(...heart.center).map((i) => ground.divisions[i]).filter((division) => division.level === level);
    return found.map((division): Aim => ({ area: soundArea(lonLatToMetric(division.geometry, crs), overlay), division }));
  }).filter(({ area }) => area.length > 0 && areaOf(area) <= rules.characters[character].wantedAreaM2[1]);
  if (seed.kind === 'sketch') return [{ area: heart.area, division: null }, ...divisions];
  const around = targetAreasM2.map((areaM2): Aim => ({ area: disc(heart.center, Math.sqrt(areaM2 / Math.PI)), division: null }));
  return character === 'parcels' ? [{ area: heart.area, division: null }, ...around] : [...around, ...divisions];
}
