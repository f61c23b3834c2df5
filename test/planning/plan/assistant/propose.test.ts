import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '#planning/plan/assistant/answer.ts';
import type { Question } from '#planning/plan/assistant/question.ts';
import { parseAssistantRules } from '#planning/plan/assistant/rules.ts';
import { area, ask, at, box, click, cornersOf, gridCrs, ground, line, streets, type Corner } from './street-grid.ts';

const of = (answer: Answer, character: string) => answer.proposals.find((each) => each.character === character);
const codes = ({ notes }: Answer) => notes.map(({ code, character }) => (character ? `${character}: ${code}` : code));
const community = (id: string, corners: readonly Corner[], by: Corner = [0, 0]) => ({ id, name: `${id}社区`, level: 'community', geometry: area(corners, by) });
const oldPlace = (id: string, corners: readonly Corner[], by: Corner = [0, 0]) => ({ id, name: `${id}院`, kind: 'old_community', geometry: area(corners, by) });
const parcel = (id: string, corners: readonly Corner[], by: Corner = [0, 0]) => ({ id, name: '', geometry: area(corners, by) });

/** Parcels fill each block of 128 m but for 8 m of street on either side; one is an old community of 112 by 112 m; a community of 384 by 512 m. */
function quarter(by: Corner = [0, 0]) {
  const parcels = Array.from({ length: 64 }, (_, i) => parcel(`p${i}`, box((i % 8) * 128 + 8, Math.floor(i / 8) * 128 + 8, 112, 112), by));
  return ground({ lines: streets(by), parcels, oldPlaces: [oldPlace('槐树', box(136, 136, 112, 112), by)], divisions: [community('槐树', box(0, 0, 384, 512), by)] });
}

describe('proposals from a click', () => {
  const answer = ask(quarter(), click(190, 190));

  it('are three of different characters', () => {
    expect(answer.proposals.map(({ character }) => character)).toEqual(['parcels', 'roads', 'administrative']);
    expect(codes(answer)).toEqual([]);
    for (const { findings } of answer.proposals) expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  it('up to the roads is the square between four arterials, with no corner but its own', () => {
    const roads = of(answer, 'roads')!;
    expect(cornersOf(roads.geometry)).toEqual([[0, 0], [512, 0], [512, 512], [0, 512]]);
    expect(roads.areaM2).toBe(512 * 512);
    expect(roads.cost.lines).toBeCloseTo(0.05, 12);
    expect(roads.reasons.filter(({ code }) => code === 'follows').map(({ params }) => [params['group'], params['share']])).toContainEqual(['main_road', 1]);
  });
  it('name the limit on each side', () => {
    const sides = of(answer, 'roads')!.reasons.filter(({ code }) => code === 'side').map(({ params, clause }) => [params['side'], params['name'], clause]);
    expect(sides).toEqual([['east', '经4路', 'S000 四(二)'], ['south', '纬0路', 'S000 四(二)'], ['west', '经0路', 'S000 四(二)'], ['north', '纬4路', 'S000 四(二)']]);
  });
  it('by community is the community as a whole', () => {
    const whole = of(answer, 'administrative')!;
    expect(cornersOf(whole.geometry)).toEqual([[0, 0], [384, 0], [384, 512], [0, 512]]);
    expect(whole.reasons.filter(({ code }) => code === 'whole_division').map(({ params }) => params['name'])).toEqual(['槐树社区']);
  });
  it('tight around the old place holds it whole and cuts nothing', () => {
    const tight = of(answer, 'parcels')!;
    expect(tight.oldPlaces.map(({ name }) => name)).toEqual(['槐树院']);
    expect(tight.reasons.some(({ code }) => code === 'old_places_cut' || code === 'parcels_cut')).toBe(false);
    expect(tight.areaM2).toBeLessThan(of(answer, 'administrative')!.areaM2);
  });
  it('walk each stretch along one line, one after the other around the unit', () => {
    const { stretches, geometry } = of(answer, 'roads')!;
    expect(stretches.map(({ name, lengthM }) => [name, lengthM])).toHaveLength(4);
    stretches.forEach(({ points }, i) => expect(points.at(-1)).toEqual(stretches[(i + 1) % stretches.length]!.points[0]));
    expect(geometry.coordinates[0]).toHaveLength(5);
  });
});

describe('what a boundary keeps away from', () => {
  it('a unit that is there already: its border is taken over to the bit', () => {
    // Corners of the other unit that no street has; 9 decimals and finer.
    const corners = [at([256, 0]), at([512, 0]), at([512, 512]), [at([256, 512])[0], at([256, 512])[1] - 3e-10], [at([256, 300])[0] + 1e-10, at([256, 300])[1]]];
    const unit = { id: 'u', name: '东单元', geometry: { type: 'Polygon' as const, coordinates: [[...corners, corners[0]!]] } };
    const roads = of(ask({ ...quarter(), units: [unit] }, click(190, 190)), 'roads')!;
    const ring = roads.geometry.coordinates[0] as readonly (readonly number[])[];
    const shared = corners.filter(([lon, lat]) => ring.some((point) => point[0] === lon && point[1] === lat));
    expect(shared.length).toBeGreaterThanOrEqual(3);
    expect(roads.reasons.filter(({ code }) => code === 'shares_border').map(({ params }) => params['names'])).toEqual(['东单元']);
    expect(roads.areaM2).toBeCloseTo(256 * 512, 2);
    expect(roads.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  it('a unit in the middle stays out as a hole', () => {
    const unit = { id: 'u', name: '中单元', geometry: area(box(256, 256, 128, 128)) };
    const roads = of(ask({ ...quarter(), units: [unit] }, click(190, 190)), 'roads')!;
    expect(roads.geometry.coordinates).toHaveLength(2);
    expect(roads.areaM2).toBe(512 * 512 - 128 * 128);
  });
  it('the far bank of a river', () => {
    const river = { id: 'r', name: '金水河', geometry: area(box(-64, 448, 1152, 128)) };
    const roads = of(ask({ ...ground({ lines: streets().filter(({ name }) => name !== '纬4路') }), water: [river] }, click(190, 190)), 'roads')!;
    expect(cornersOf(roads.geometry)).toEqual([[0, 0], [512, 0], [512, 448], [0, 448]]);
    expect(roads.reasons.find(({ code, params }) => code === 'side' && params['side'] === 'north')!.params['name']).toBe('金水河');
  });
  it('the middle of an old place that lies across the arterial', () => {
    const across = quarter();
    const roads = of(ask({ ...across, oldPlaces: [...across.oldPlaces, oldPlace('跨路', box(464, 200, 96, 64))] }, click(190, 190)), 'roads')!;
    expect(roads.reasons.some(({ code }) => code === 'old_places_cut')).toBe(false);
  });
});

describe('locked stretches', () => {
  const free = ask(quarter(), click(190, 190));
  it('stay on every boundary', () => {
    const kept = of(free, 'administrative')!.stretches.find(({ points }) => points.every(([lon]) => gridCrs.forward(lon, 0)[0] === 384))!;
    const answer = ask(quarter(), click(190, 190), [kept]);
    expect(answer.proposals.length).toBeGreaterThan(0);
    for (const { geometry, reasons } of answer.proposals) {
      const corners = cornersOf(geometry);
      const start = corners.findIndex(([x, y]) => x === 384 && y === 0);
      expect(corners[(start + 1) % corners.length]).toEqual([384, 512]);
      expect(reasons.some(({ code }) => code === 'keeps_locked')).toBe(true);
    }
    expect(cornersOf(of(answer, 'roads')!.geometry)).toEqual([[0, 0], [384, 0], [384, 512], [0, 512]]);
  });
  it('with the unit on the wrong side contradict the click, and it is said', () => {
    const kept = of(free, 'roads')!.stretches[0]!;
    const answer = ask(quarter(), click(190, 190), [kept, { points: [...kept.points].reverse() }]);
    expect([answer.proposals, codes(answer)]).toEqual([[], ['locks_contradict']]);
  });
  it('away from everything else are not kept, and it is said', () => {
    const answer = ask(quarter(), click(190, 190), [{ points: [at([700, 640]), at([760, 640])] }]);
    expect(answer.proposals.every(({ geometry }) => cornersOf(geometry).some(([x, y]) => y === 640 && x >= 640))).toBe(true);
    expect(codes(answer).filter((code) => !code.endsWith('lock_not_kept'))).toEqual([]);
  });
});

describe('a sketch', () => {
  const rough: readonly Corner[] = [[10, -20], [530, 15], [495, 520], [-12, 490]];
  it('becomes the ground between the lines it is near', () => {
    const answer = ask(quarter(), { kind: 'sketch', area: area(rough) });
    const square = answer.proposals[0]!;
    expect(cornersOf(square.geometry)).toEqual([[0, 0], [512, 0], [512, 512], [0, 512]]);
    // Along parcels and up to the roads it is the same ground: shown once, and said.
    expect(codes(answer)).toContain('roads: same_as');
    expect(square.reasons.find(({ code }) => code === 'agrees_with_sketch')!.params['share']).toBeGreaterThan(0.9);
  });
  it('that crosses itself is mended', () => {
    expect(ask(quarter(), { kind: 'sketch', area: area([[0, 0], [512, 0], [0, 512], [512, 512]]) }).proposals.length).toBeGreaterThan(0);
  });
});

describe('fewer than three, and none', () => {
  it('says what is missing', () => {
    expect(codes(ask(ground({}), click(0, 0)))).toEqual(['no_lines']);
    expect(codes(ask(ground({ lines: [line('arterial', '甲', [[0, 0], [512, 0]])] }), click(10, 10)))).toEqual(['not_enclosed', 'missing_layer', 'missing_layer']);
    const inside = ask({ ...quarter(), units: [{ id: 'u', name: '已有单元', geometry: area(box(128, 128, 128, 128)) }] }, click(190, 190));
    expect(inside.notes).toEqual([{ code: 'inside_unit', character: null, params: { name: '已有单元' } }]);
    expect(codes(ask(ground({ lines: streets() }), click(190, 190)))).toEqual(expect.arrayContaining(['missing_layer']));
  });
  it('is total: numbers that are none, empty rings, crossed outlines', () => {
    const broken = ground({
      lines: [...streets(), line('alley', '坏', []), { id: 'x', name: '', kind: 'alley', points: [[NaN, 1], [2], [Infinity, 3]] }],
      parcels: [{ id: '空', name: '', geometry: { type: 'Polygon', coordinates: [[]] } }, { id: 'e', name: '', geometry: { type: 'MultiPolygon', coordinates: [] } }, parcel('叉', [[0, 0], [100, 100], [100, 0], [0, 100]])],
    });
    expect(ask(broken, click(190, 190)).proposals.length).toBeGreaterThan(0);
    expect(codes(ask(broken, { kind: 'click', at: [NaN, 0] }))).toEqual(['bad_seed']);
    expect(codes(ask(broken, { kind: 'sketch', area: { type: 'Polygon', coordinates: [] } }))).toEqual(['bad_seed']);
    expect(codes(ask(broken, { kind: 'sketch', area: area([[0, 0], [100, 0], [200, 0]]) }))).toContain('bad_seed');
  });
  it('refuses weights that are not there', () => expect(() => parseAssistantRules({ values: {} })).toThrow('values.snapM'));
});

describe('the answer does not depend on', () => {
  const plain = (answer: Answer, by: Corner = [0, 0]) => answer.proposals.map(({ character, geometry, areaM2, reasons }) => ({ character, corners: cornersOf(geometry, by), areaM2, reasons }));
  const seed: Question['seed'] = click(190, 190);
  it('the order of lines, parcels and places', () => {
    const whole = quarter();
    const expected = plain(ask(whole, seed));
    fc.assert(fc.property(fc.shuffledSubarray([...whole.lines], { minLength: whole.lines.length }), fc.shuffledSubarray([...whole.parcels], { minLength: whole.parcels.length }), (lines, parcels) => {
      expect(plain(ask({ ...whole, lines, parcels }, seed))).toEqual(expected);
    }), { numRuns: 4, seed: 7 });
  });
  it('where on the earth it lies', () => {
    const by: Corner = [4096, -8192];
    expect(plain(ask(quarter(by), click(190, 190, by)), by)).toEqual(plain(ask(quarter(), seed)));
  });
  it('in which direction a line was drawn, and where a ring begins', () => {
    const whole = quarter();
    const turned = { ...whole, lines: whole.lines.map((each) => ({ ...each, points: [...each.points].reverse() })) };
    expect(plain(ask(turned, seed))).toEqual(plain(ask(whole, seed)));
  });
});
