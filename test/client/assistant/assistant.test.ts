import { describe, expect, it } from 'vitest';
import type { Note, NoteCode, Reason, ReasonCode } from '#planning/plan/assistant/answer.ts';
import { lineKinds } from '#planning/plan/assistant/question.ts';
import { lineGroups } from '#planning/plan/assistant/stretches.ts';
import i18n from '../../../client/app/i18n.ts';
import { assistantOverlay } from '../../../client/assistant/assistant-overlay.ts';
import { isSameStretch } from '../../../client/assistant/assistant-state.ts';
import { followsText, limitWords, noteText, reasonLines, sidesText } from '../../../client/assistant/assistant-words.ts';
import words from '../../../client/assistant/locale.ts';
import { nameFor } from '../../../client/assistant/take-proposal.ts';
import type { MeasuredProposal } from '../../../client/coverage/protocol.ts';

const reason = (code: ReasonCode, params: Reason['params'] = {}, clause = ''): Reason => ({ code, params, clause });
const paths = (tree: object, prefix = ''): string[] => Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' ? paths(value as object, `${prefix}${key}.`) : [`${prefix}${key}`.replace(/_(one|other)$/, '')]));

describe('words of the assistant', () => {
  it('are in both languages', () => expect(new Set(paths(words.en))).toEqual(new Set(paths(words.zh))));
  it('are there for every kind of line and group', () => {
    for (const kind of lineKinds) expect(limitWords(kind, '')).not.toContain('kinds.');
    for (const group of Object.keys(lineGroups)) expect(i18n.exists(`assistant:follows.${group}`)).toBe(true);
  });
  it('read the limits out, streets by their names and borders as borders', () => {
    const sides = [reason('side', { side: 'east', kind: 'arterial', name: '文峰路' }), reason('side', { side: 'north', kind: 'community', name: '万坊社区' }), reason('side', { side: 'west', kind: 'river', name: '' })];
    expect(sidesText(sides)).toBe('四至：东至文峰路，北至万坊社区边界，西至水系。');
    expect(sidesText([])).toBe('');
  });
  it('say what is followed, but not a hundredth of it', () => {
    expect(followsText([reason('follows', { group: 'main_road', share: 0.815 }), reason('follows', { group: 'unit', share: 0.004 })], 'zh')).toBe('边界82% 沿主次干路。');
  });
  it('give each other reason a line, what speaks against it marked', () => {
    const lines = reasonLines([reason('whole_division', { level: 'community', name: '万坊社区' }, 'S000 四(二)'), reason('parcels_cut', { count: 2 }), reason('area_below', { areaM2: 15_000, least: 20_000 })], 'zh');
    expect(lines.map(({ text, clause, isDoubtful }) => [text, clause, isDoubtful])).toEqual([['与万坊社区（社区）范围一致', 'S000 四(二)', false], ['切开 2 宗地块', '', true], ['1.50 公顷，小于此类建议常用的 2.00 公顷', '', true]]);
  });
  it('say why a proposal is missing', () => {
    const note = (code: NoteCode, params: Note['params'] = {}, character: Note['character'] = null): Note => ({ code, character, params });
    expect(noteText(note('same_as', { other: 'parcels' }, 'roads'), String)).toBe('“至周边道路”与“紧贴地段”是同一范围，只列一次。');
    expect(noteText(note('missing_layer', { layer: 'land_use' }), () => '用地')).toContain('“用地”');
    expect(noteText(note('not_enclosed'), String)).toContain('四周没有闭合');
    for (const code of Object.keys(words.zh.notes)) expect(noteText(note(code as NoteCode), String)).not.toContain('notes.');
  });
});

describe('a proposal', () => {
  const proposal = (x: number): MeasuredProposal => ({
    character: 'roads', areaM2: 1, people: null, figures: [], oldPlaces: [], findings: [], reasons: [], cost: { lines: 0, parcelsCut: 0, placesCut: 0, size: 0, places: 0, shape: 0, total: 0 },
    geometry: { type: 'Polygon', coordinates: [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]] }, stretches: [{ kind: 'arterial', name: '', featureIds: [], points: [[x, 0], [x + 1, 0]], lengthM: 1 }],
  });
  it('is called after its community when it is all of it and the name is free', () => {
    const whole = { reasons: [reason('whole_division', { name: '万坊社区', level: 'community' })] };
    expect(nameFor(whole, new Set())).toBe('万坊社区更新单元');
    expect(nameFor(whole, new Set(['万坊社区更新单元', '更新单元 1']))).toBe('更新单元 2');
    expect(nameFor({ reasons: [] }, new Set())).toBe('更新单元 1');
  });
  it('is on the map with its letter; the lit one is drawn last', () => {
    const { data } = assistantOverlay([proposal(0), proposal(4), proposal(8)], [], 0, 'light')!;
    expect(data.features.filter(({ properties }) => properties?.['role'] === 'letter').map(({ properties }) => properties?.['letter'] as string)).toEqual(['B', 'C', 'A']);
    expect(assistantOverlay([], [], null, 'dark')).toBeNull();
  });
  it('has stretches that are told apart by their points', () => {
    const [a, b] = [proposal(0).stretches[0]!, proposal(4).stretches[0]!];
    expect([isSameStretch(a, { points: [[0, 0], [1, 0]] }), isSameStretch(a, b)]).toEqual([true, false]);
  });
});
