import { describe, expect, it } from 'vitest';
import { attributeRows } from '../../../client/layers/attribute-values.ts';
import { areaText, lengthText } from '../../../client/layers/names.ts';
import { layerKinds } from './layer-kinds.ts';

const { kinds } = layerKinds;
const kindOf = (id: string) => kinds.find(({ kind }) => kind === id);

describe('attributes in words', () => {
  it('come in the order of the kind, the unknown last, the empty not at all', () => {
    const rows = attributeRows({ zebra: 'x', floors: 6, use: 'residential', people: null, note: '' }, kindOf('building'), 'zh', '是', '否');
    expect(rows).toEqual([{ key: 'use', name: '用途', value: '居住' }, { key: 'floors', name: '层数', value: '6' }, { key: 'zebra', name: 'zebra', value: 'x' }]);
  });
  it('say yes and no, and keep years without a separator', () => {
    expect(attributeRows({ bridge: true, foot: false }, kindOf('road'), 'en', 'yes', 'no').map((row) => row.value)).toEqual(['yes', 'no']);
    expect(attributeRows({ build_year: 1993 }, kindOf('building'), 'en', 'yes', 'no')[0]?.value).toBe('1993');
  });
  it('have Chinese words for every value of every closed list but codes', () => {
    for (const kind of kinds) {
      for (const [key, { values }] of Object.entries(kind.attributes)) {
        if (key === 'classification_version') continue;
        for (const value of values ?? []) expect(attributeRows({ [key]: value }, kind, 'zh', '是', '否')[0]?.value, `${kind.kind}.${key} ${value}`).toMatch(/\p{Script=Han}/u);
      }
    }
  });
  it('measure in the units people use', () => {
    expect([areaText(56.25, 'zh'), areaText(2_500, 'zh'), areaText(24_500, 'zh'), areaText(1_020_000, 'zh')]).toEqual(['56.3 m²', '2,500 m²', '2.45 公顷', '1.02 平方公里']);
    expect([lengthText(420.4, 'en'), lengthText(1_530, 'en')]).toEqual(['420 m', '1.53 km']);
  });
});
