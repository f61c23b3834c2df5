import { describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { parseList } from '../../../../client/draw/typed/parse-list.ts';
import type { Place } from '../../../../client/draw/typed/read-place.ts';

const crs = metricCrs(4547)!;
const centre: Place = [113.65, 34.76];
const reference = { centre, crs };
const [x, y] = crs.forward(...centre).map(Math.round) as [number, number];
const metres = (place: Place): number[] => crs.forward(...place).map((value) => Math.round(value * 1000) / 1000);

describe('a pasted list', () => {
  const corners = [[0, 0], [300, 0], [300, 200], [0, 200]].map(([dx = 0, dy = 0]) => [x + dx, y + dy] as const);
  const read = (text: string) => parseList(text, reference);

  it('is read from a table with point numbers and a heading, north before east, with a zone', () => {
    const list = read(['点号\tX坐标\tY坐标', ...corners.map(([e, n], i) => `J${i + 1}\t${n}.000\t38${e}.000`), `J1\t${y}.000\t38${x}.000`].join('\r\n'));
    expect(list).toMatchObject({ headings: 1, faults: 0, reading: { reading: 'metres', swapped: true, crs: 'EPSG:4526' } });
    expect(list.rings).toHaveLength(1);
    expect(list.rings[0]!.map(metres)).toEqual(corners.map(([e, n]) => [e, n]));
  });
  it('is read with a ring number before the coordinates, and from degrees without any number', () => {
    const surveyed = corners.map(([e, n], i) => `J${i + 1},1,${n},${e}`).join('\n');
    expect(read(`[地块坐标]\n4,0.6,,,,,,,@\n${surveyed}`)).toMatchObject({ faults: 0, headings: 2, rings: [{ length: 4 }] });
    expect(read('113.65 34.76\n113.66 34.76\n113.66 34.77')).toMatchObject({ faults: 0, headings: 0, reading: { reading: 'degrees' }, rings: [[[113.65, 34.76], [113.66, 34.76], [113.66, 34.77]]] });
  });
  it('says line by line what is wrong', () => {
    const list = read(`1 ${x} ${y}\n2 ${x + 300}\n3 ${x + 300} abc\n4 ${x} 99\n5 113.65 34.76\n6 ${x} ${y + 200}`);
    expect(list.rows.map(({ number, fault }) => [number, fault])).toEqual([[1, null], [2, 'too_few_columns'], [3, 'not_numbers'], [4, 'not_near'], [5, 'other_reading'], [6, null]]);
    expect(list.faults).toBe(4);
    expect(read('')).toMatchObject({ rings: [], area: null, faults: 0 });
  });

  const square = (dx: number, dy: number, side: number) => [[0, 0], [side, 0], [side, side], [0, side]].map(([e = 0, n = 0]) => [x + dx + e, y + dy + n] as const);
  const inText = (points: readonly (readonly [number, number])[], write: (e: number, n: number, i: number) => string) => points.map(([e, n], i) => write(e, n, i)).join('\n');
  it('of a survey has parcels of several rings: parts and holes, whatever zone the file says', () => {
    const closed = (points: ReturnType<typeof square>) => [...points, points[0]!];
    const rings = [closed(square(0, 0, 300)), closed(square(100, 100, 50))];
    const file = ['[属性描述]', '格式版本号=1.01', '坐标系=2000国家大地坐标系', '几度分带=3', '投影类型=高斯克吕格', '计量单位=米', '带号=38', '精度=0.001', '转换参数=,,,,,,', '[地块坐标]',
      '8,8.75,1,东片,面,,,,@', ...rings.map((ring, k) => inText(ring, (e, n, i) => `J${4 * k + (i % 4) + 1},${k + 1},${n}.123,${e}.456`)),
      '4,1,2,西片,面,,,,@', inText(closed(square(500, 0, 100)), (e, n, i) => `J${i + 1},1,${n}.123,${e}.456`)].join('\r\n');
    const list = read(file);
    expect(list).toMatchObject({ faults: 0, reading: { reading: 'metres', swapped: true }, rings: [{ length: 4 }, { length: 4 }, { length: 4 }] });
    expect(list.area).toMatchObject({ type: 'MultiPolygon', coordinates: [{ length: 2 }, { length: 1 }] });
    expect(metres(list.rings[1]![0]!)).toEqual([x + 100.456, y + 100.123]);
    // The same numbers in another zone lie elsewhere, and are said to.
    expect(read(file.replace('带号=38', '带号=25')).faults).toBeGreaterThan(0);
    expect(read(file.replace('带号=38', '带号=99')).rows.find(({ fault }) => fault)).toMatchObject({ number: 7, fault: 'unknown_zone' });
    expect(read(file.replace('坐标系=2000国家大地坐标系', '坐标系=80国家大地坐标系'))).toMatchObject({ faults: 1, area: null, rows: [{ number: 3, fault: 'other_datum' }, ...Array<unknown>(15).fill({ fault: null })] });
    expect(read(file.replace('几度分带=3', '几度分带=6')).rows[0]).toMatchObject({ number: 4, fault: 'six_degree' });
  });
  it('has rings parted by empty lines, headings, ring numbers in the first column, or the first corner come again', () => {
    const [a, b] = [square(0, 0, 300), square(100, 100, 50)];
    const plain = (e: number, n: number) => `${e} ${n}`;
    const texts = [
      `${inText(a, plain)}\n\n${inText(b, plain)}`, `外圈\n${inText(a, plain)}\n内圈\n${inText(b, plain)}`, `${inText([...a, a[0]!], plain)}\n${inText([...b, b[0]!], plain)}`,
      `${inText(a, (e, n) => `1,${n},${e}`)}\n${inText(b, (e, n) => `2,${n},${e}`)}`, `圈号 X Y\n${inText(a, (e, n, i) => `J${i} 1 ${n} 38${e}`)}\n${inText(b, (e, n, i) => `J${i} 2 ${n} 38${e}`)}`,
    ];
    for (const text of texts) expect(read(text), text).toMatchObject({ faults: 0, rings: [{ length: 4 }, { length: 4 }], area: { type: 'Polygon', coordinates: [{ length: 5 }, { length: 5 }] } });
    // Numbered points are one ring, and so are corners with an empty line after each.
    expect(read(inText(a, (e, n, i) => `${i + 1},${n},${e}`)).rings).toHaveLength(1);
    expect(read(inText(a, plain).replaceAll('\n', '\n\n'))).toMatchObject({ faults: 0, rings: [{ length: 4 }] });
    expect(read(`${inText(a, plain)}\n\n${inText(b.slice(0, 2), plain)}`).rows.filter(({ fault }) => fault)).toMatchObject([{ number: 7, fault: 'ring_too_small' }]);
  });
});
