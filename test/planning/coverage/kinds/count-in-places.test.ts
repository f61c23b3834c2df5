import { describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { CountInArea } from '#planning/standards/rule.ts';
import { figureOf, ruleBase } from '../../../support/figures.ts';
import { overlay } from '../../../support/geos.ts';
import { rectangle, scene } from '../../../support/scenes.ts';

const rule: CountInArea = { ...ruleBase, kind: 'count_in_area', unit: 'count', supply: { layer: 'produce_market' }, minShareInside: 0.5 };
const [x, y] = metricCrs(4547)?.forward(113.63, 34.78) ?? [NaN, NaN];
const everywhere = rectangle(x - 5000, y - 5000, 10_000, 10_000);
/** Markets round the centre, and a district whose code is 410105 to the east of it. */
const city = [[100, 0], [0, 200], [0, -300], [-400, 0], [500, 500], [-600, 601], [700, -701]].reduce((all, [east, north]) => all.point('produce_market', x + east, y + north), scene())
  .box('admin_division', x + 50, y - 1000, 1000, 2000, { code: '410105', level: 'district' }).dataset();
const sector = (fromDeg: number, toDeg: number, divisionCodes: readonly string[] = ['410105']): CountInArea =>
  ({ ...rule, place: { divisionCodes, sector: { centre: { lon: 113.63, lat: 34.78 }, fromDeg, toDeg, confidence: 'low', basis: 'test' } } });

describe('a count in a part of the city', () => {
  it('by compass: every feature in one quadrant, what lies on the line between in the later one', () => {
    const counts = [[45, 135], [135, 225], [225, 315], [315, 45]].map(([from, to]) => figureOf(city, sector(from, to), everywhere, overlay));
    expect(counts.map(({ numerator }) => numerator)).toEqual([2, 2, 1, 2]);
    expect(counts[0].receipt.leftOut.map(({ reason }) => reason)).toEqual(Array.from({ length: 5 }, () => 'outside_area'));
  });

  it('by the code of a division', () => {
    expect(figureOf(city, { ...rule, place: { divisionCodes: ['410105', '410108'] } }, everywhere, overlay)).toMatchObject({ numerator: 3, value: 3 });
  });

  it('is not assessed in a city without the divisions it speaks of', () => {
    for (const place of [{ divisionCodes: ['410182'] }, sector(45, 135, ['410182']).place!]) {
      expect(figureOf(city, { ...rule, place }, everywhere, overlay)).toMatchObject({ value: null, verdict: 'not_assessed', missingLayers: ['admin_division'], receipt: { notes: ['division_missing'] } });
    }
  });
});
