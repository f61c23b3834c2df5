import { describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { arcByRadius, arcThrough, chordsOf, circle, distanceM } from '../../../../client/draw/typed/arcs.ts';
import { parseTyped } from '../../../../client/draw/typed/parse-typed.ts';
import { readNumber, type Place } from '../../../../client/draw/typed/read-place.ts';

const crs = metricCrs(4547)!;
const centre: Place = [113.65, 34.76];
const reference = { centre, crs };
const [x, y] = crs.forward(...centre).map(Math.round) as [number, number];
const metres = (place: Place): number[] => crs.forward(...place).map((value) => Math.round(value * 1000) / 1000);
const typed = (text: string, from: Place | null = centre) => parseTyped(text, from, reference);

describe('a typed corner', () => {
  it('lies metres east and north of the corner before', () => {
    const result = typed('@120, -35.5');
    expect(result).toMatchObject({ ok: true, reading: 'relative' });
    const [x0, y0] = crs.forward(...centre);
    if (result.ok) expect(crs.forward(...result.position)[0] - x0).toBeCloseTo(120, 3);
    if (result.ok) expect(crs.forward(...result.position)[1] - y0).toBeCloseTo(-35.5, 3);
    expect(typed('@1,2', null)).toEqual({ ok: false, fault: 'no_corner_before' });
  });
  it('lies a length along a bearing from north', () => {
    for (const text of ['100<90', '100 < 90', '@100＜90', "100<90°0'0\""]) {
      const result = typed(text);
      expect(result.ok && distanceM(centre, result.position, crs), text).toBeCloseTo(100, 3);
      expect(result.ok && result.position[0] > centre[0]).toBe(true);
    }
  });
  it('is metres of the city or degrees, in either order, with or without a zone', () => {
    for (const text of [`${x} ${y}`, `${y},${x}`, `38${x} ${y}`, `${y}\t38${x}`]) {
      const result = typed(text);
      expect(result, text).toMatchObject({ ok: true, reading: 'metres' });
      if (result.ok) expect(metres(result.position), text).toEqual([x, y]);
    }
    for (const text of ['113.651 34.7612', '34.7612，113.651']) expect(typed(text)).toEqual({ ok: true, position: [113.651, 34.7612], reading: 'degrees' });
    expect(readNumber('113°39′3.6″')).toBeCloseTo(113.651, 12);
  });
  it('says what is wrong with it', () => {
    expect(typed('12')).toEqual({ ok: false, fault: 'not_understood' });
    expect(typed('a b')).toEqual({ ok: false, fault: 'not_numbers' });
    expect(typed('10 20')).toEqual({ ok: false, fault: 'not_near' });
    expect(typed(`19${x} ${y}`)).toEqual({ ok: false, fault: 'unknown_zone' });
  });
});

describe('arcs and circles', () => {
  it('keep every corner on the circle and every chord within 5 cm of it', () => {
    for (const radius of [5, 50, 300, 1500, 20_000]) {
      const corners = circle(centre, radius, crs);
      expect(corners).toHaveLength(chordsOf(radius));
      for (const corner of corners) expect(distanceM(centre, corner, crs)).toBeCloseTo(radius, 3);
      expect(radius * (1 - Math.cos(Math.PI / corners.length))).toBeLessThanOrEqual(0.05);
    }
  });
  it('run from the first place through the second to the third, either way round', () => {
    const at = (angle: number): Place => crs.inverse(x + 100 * Math.cos(angle), y + 100 * Math.sin(angle));
    for (const way of [1, -1]) {
      const to = at(way * 2);
      const arc = arcThrough(at(0), at(way * 0.3), to, crs);
      expect(arc.at(-1)).toBe(to);
      const middle: Place = crs.inverse(x, y);
      for (const corner of arc) expect(distanceM(middle, corner, crs)).toBeCloseTo(100, 3);
      const lengthM = [at(0), ...arc].reduce((sum, corner, i, all) => sum + (i === 0 ? 0 : distanceM(all[i - 1]!, corner, crs)), 0);
      expect(lengthM).toBeGreaterThan(199.8);
      expect(lengthM).toBeLessThanOrEqual(200.001);
    }
  });
  it('have the radius that is told, to the side that is told, and none when the ends are too far apart', () => {
    const [from, to]: [Place, Place] = [crs.inverse(x, y), crs.inverse(x + 80, y)];
    for (const [side, sign] of [['left', 1], ['right', -1]] as const) {
      const arc = arcByRadius(from, to, 50, side, crs)!;
      // 3-4-5: the centre lies 30 m off the chord, on the other side.
      const middle: Place = crs.inverse(x + 40, y - sign * 30);
      for (const corner of arc) expect(distanceM(middle, corner, crs)).toBeCloseTo(50, 3);
      expect(Math.max(...arc.map((corner) => sign * (crs.forward(...corner)[1] - y)))).toBeCloseTo(20, 1);
      expect(arc.at(-1)).toBe(to);
    }
    expect(arcByRadius(from, to, 39, 'left', crs)).toBeNull();
    expect(arcByRadius(from, to, 40.01, 'left', crs)!.length).toBeGreaterThan(8);
    expect(typed('R50 @80,0')).toMatchObject({ ok: true, reading: 'relative', arcRadiusM: 50 });
    expect(typed('r-50, 80<90')).toMatchObject({ ok: true, reading: 'bearing', arcRadiusM: -50 });
    expect(typed('R50 @80,0', null)).toEqual({ ok: false, fault: 'no_corner_before' });
  });
  it('are straight when the three places are', () => {
    const [b, c]: [Place, Place] = [crs.inverse(x + 50, y), crs.inverse(x + 100, y + 0.01)];
    expect(arcThrough(crs.inverse(x, y), b, c, crs)).toEqual([b, c]);
  });
});
