import { readFileSync } from 'node:fs';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { OwnPath } from '../../../client/draw/snap/guides.ts';
import { LineSetBuilder, type LineSet } from '../../../client/draw/snap/line-set.ts';
import { planeAt } from '../../../client/draw/snap/plane.ts';
import { snapAt, type LinesNear, type Position, type SnapQuestion } from '../../../client/draw/snap/snap-engine.ts';
import { SnapIndex } from '../../../client/draw/snap/snap-index.ts';
import { parseSnappingRules, snapKinds } from '../../../client/draw/snap/snapping-rules.ts';
import type { UnitLike } from '../../../client/draw/snap/unit-lines.ts';
import { seeded } from '../../support/scenes.ts';
import { quantiles, type Measure } from '../measure.ts';

const PARCELS_EAST = 300;
const PARCELS_NORTH = 200;
const UNITS = 2000;
const UNIT_CORNERS = 100;
/** Metres from one parcel to the next. */
const PARCEL_M = 60;
const crs = metricCrs(4547)!;
const ORIGIN: Position = [455_000, 3_840_000];

const rules = parseSnappingRules(JSON.parse(readFileSync(new URL('../../../data/snapping.json', import.meta.url), 'utf8')));
const lonLat = (x: number, y: number): [number, number] => crs.inverse(ORIGIN[0] + x, ORIGIN[1] + y);

/** Crooked quarters of a city, side by side: neighbours share their corners. */
function parcelLines(random: () => number): LineSet {
  const corners = Array.from({ length: (PARCELS_EAST + 1) * (PARCELS_NORTH + 1) }, (_, i) =>
    lonLat(((i % (PARCELS_EAST + 1)) + 0.5 * random()) * PARCEL_M, (Math.floor(i / (PARCELS_EAST + 1)) + 0.5 * random()) * PARCEL_M));
  const builder = new LineSetBuilder();
  for (let row = 0; row < PARCELS_NORTH; row++) for (let column = 0; column < PARCELS_EAST; column++) {
    const at = row * (PARCELS_EAST + 1) + column;
    const ring = [at, at + 1, at + PARCELS_EAST + 2, at + PARCELS_EAST + 1, at].map((i) => corners[i]);
    builder.add({ kind: 'parcel', layer: 'land_use', name: null, id: row * PARCELS_EAST + column, isExact: true }, [ring]);
  }
  return builder.build();
}

function unitsOver(random: () => number): UnitLike[] {
  return Array.from({ length: UNITS }, (_, i) => {
    const [x, y] = [random() * PARCELS_EAST * PARCEL_M, random() * PARCELS_NORTH * PARCEL_M];
    const ring = Array.from({ length: UNIT_CORNERS }, (_, corner) => {
      const [angle, radius] = [2 * Math.PI * corner / UNIT_CORNERS, 150 + 60 * random()];
      return lonLat(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    });
    return { id: String(i), name: `更新单元 ${i}`, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } };
  });
}

/** A pointer somewhere in the city with three corners set before it; `pxPerM` is the scale of the view. */
function questions(count: number, pxPerM: number, random: () => number): SnapQuestion[] {
  const degree = lonLat(1, 0)[0] - lonLat(0, 0)[0];
  const perDegree = pxPerM / degree;
  return Array.from({ length: count }, () => {
    const [x, y] = [random() * PARCELS_EAST * PARCEL_M, random() * PARCELS_NORTH * PARCEL_M];
    const [lon, lat] = lonLat(x, y);
    const corners = [[-260, -40], [-140, -120], [-40, -90]].map(([dx, dy]) => lonLat(x + (dx + 60 * random()) / pxPerM, y + (dy + 60 * random()) / pxPerM));
    const own: OwnPath = { corners, isRing: false, moving: null };
    return { plane: planeAt(lon, lat, (east, north) => ({ x: east * perDegree, y: -north * perDegree * 1.2 })), tolerancePx: rules.tolerancePx.fine, kinds: new Set(snapKinds), own, crs };
  });
}

/** Pointer to snapped corner over 60 000 parcels and 2 000 units of 100 corners, with right angles and parallels; every segment looked at beside it. */
export const measure: Measure = {
  name: 'snap-pointer',
  async run({ quick }) {
    const random = seeded(61);
    const [parcels, units] = [parcelLines(random), unitsOver(random)];
    const from = performance.now();
    const index = new SnapIndex();
    index.setLayers(parcels);
    index.units.set(units, null);
    const unitsMs = performance.now() - from;
    const all: { set: LineSet; segments: Uint32Array }[] = [];
    for (const set of [parcels, ...index.units.near([-180, -90, 180, 90])]) all.push({ set, segments: Uint32Array.from(set.segments, (_, i) => i) });
    const everything: LinesNear = () => all;
    // 1 px a metre is zoom 17; 0.12 is zoom 14, where a whole district is in view.
    const asked = [1, 0.5, 0.25, 0.12].flatMap((scale) => questions(quick ? 40 : 500, scale, random));
    for (const question of asked.slice(0, 20)) snapAt(question, index.near, rules);
    const times: number[] = [];
    const answers = asked.map((question) => {
      const start = performance.now();
      const answer = snapAt(question, index.near, rules);
      times.push(performance.now() - start);
      return answer;
    });
    let isEqual = true;
    const slow: number[] = [];
    const step = quick ? 16 : 40;
    for (let i = 0; i < asked.length; i += step) {
      const start = performance.now();
      const answer = snapAt(asked[i], everything, rules);
      slow.push(performance.now() - start);
      isEqual &&= JSON.stringify(answer?.position) === JSON.stringify(answers[i]?.position) && answer?.how === answers[i]?.how;
    }
    const changed = performance.now();
    index.units.set(units.map((unit, i) => (i === 7 ? { ...unit, geometry: { ...unit.geometry } } : unit)), null);
    const result = quantiles(times);
    const found = answers.filter((answer) => answer !== null).length;
    return {
      ...result, unit: 'ms', n: times.length, isEqual, peer: 'every segment', peerMedian: quantiles(slow).median,
      note: `${parcels.segments.length + UNITS * UNIT_CORNERS} segments, ${found} of ${asked.length} pointers snapped`,
      more: { 'units taken in ms': unitsMs, 'one unit changed ms': performance.now() - changed },
      targets: [{ what: 'p95 ms', is: result.p95, below: 16 }],
    };
  },
};
