import { describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { arcThrough, chordsOf, circle, distanceM } from '../../../../client/draw/typed/arcs.ts';
import { parseList } from '../../../../client/draw/typed/parse-list.ts';
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

describe('a pasted list', () => {
  const corners = [[0, 0], [300, 0], [300, 200], [0, 200]].map(([dx = 0, dy = 0]) => [x + dx, y + dy] as const);
  const read = (text: string) => parseList(text, reference);

  it('is read from a table with point numbers and a heading, north before east, with a zone', () => {
    const list = read(['点号\tX坐标\tY坐标', ...corners.map(([e, n], i) => `J${i + 1}\t${n}.000\t38${e}.000`), `J1\t${y}.000\t38${x}.000`].join('\r\n'));
    expect(list).toMatchObject({ headings: 1, faults: 0, reading: { reading: 'metres', swapped: true, crs: 'EPSG:4526' } });
    expect(list.corners.map(metres)).toEqual(corners.map(([e, n]) => [e, n]));
  });
  it('is read with a ring number before the coordinates, and from degrees without any number', () => {
    const surveyed = corners.map(([e, n], i) => `J${i + 1},1,${n},${e}`).join('\n');
    expect(read(`[地块坐标]\n4,0.6,,,,,,,@\n${surveyed}`)).toMatchObject({ faults: 0, headings: 2, corners: { length: 4 } });
    expect(read('113.65 34.76\n113.66 34.76\n113.66 34.77')).toMatchObject({ faults: 0, headings: 0, reading: { reading: 'degrees' }, corners: [[113.65, 34.76], [113.66, 34.76], [113.66, 34.77]] });
  });
  it('says line by line what is wrong', () => {
    const list = read(`1 ${x} ${y}\n2 ${x + 300}\n3 ${x + 300} abc\n4 ${x} 99\n5 113.65 34.76\n6 ${x} ${y + 200}`);
    expect(list.rows.map(({ number, fault }) => [number, fault])).toEqual([[1, null], [2, 'too_few_columns'], [3, 'not_numbers'], [4, 'not_near'], [5, 'other_reading'], [6, null]]);
    expect(list.faults).toBe(4);
    expect(read('').corners).toEqual([]);
  });
});

describe('arcs and circles', () => {
  it('keep every corner on the circle and every chord within 5 cm of it', () => {
    for (const radius of [5, 50, 300, 1500]) {
      const corners = circle(centre, radius, crs);
      expect(corners).toHaveLength(chordsOf(radius));
      for (const corner of corners) expect(distanceM(centre, corner, crs)).toBeCloseTo(radius, 3);
      if (radius <= 300) expect(radius * (1 - Math.cos(Math.PI / corners.length))).toBeLessThanOrEqual(0.05);
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
  it('are straight when the three places are', () => {
    const [b, c]: [Place, Place] = [crs.inverse(x + 50, y), crs.inverse(x + 100, y + 0.01)];
    expect(arcThrough(crs.inverse(x, y), b, c, crs)).toEqual([b, c]);
  });
});
