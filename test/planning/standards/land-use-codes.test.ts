import { describe, expect, it } from 'vitest';
import { judgeOf } from '#planning/coverage/select.ts';
import { otherCodesOf } from '#planning/standards/land-use-codes.ts';
import type { Selector } from '#planning/standards/rule.ts';
import { layerRegistry, scene } from '../../support/scenes.ts';

/** Whether land of a code and a version is what a selector in YDYH2023 codes means. */
function isMeant(codes: readonly string[], code: string, version?: string): boolean {
  const selector: Selector = { layer: 'land_use', codes, otherCodes: otherCodesOf(codes, layerRegistry.landUseCodes) };
  const [table] = scene().box('land_use', 0, 0, 1, 1, { code, ...version === undefined ? {} : { classification_version: version } }).dataset().layers;
  return judgeOf(table, selector)(0) === null;
}
const RESIDENTIAL = ['0701', '0703'];

describe('land-use codes by classification', () => {
  it('0702 is community service land in the guide and village homes in the third survey', () => {
    expect(isMeant(RESIDENTIAL, '0702')).toBe(false);
    expect(isMeant(RESIDENTIAL, '0702', 'YDYH2023')).toBe(false);
    expect(isMeant(RESIDENTIAL, '0702', 'YDYH2020')).toBe(false);
    expect(isMeant(RESIDENTIAL, '0702', 'SD3')).toBe(true);
    expect(isMeant(['0701'], '0702', 'SD3')).toBe(false);
    expect(isMeant(['0703'], '0703', 'SD3')).toBe(false);
  });
  it('05 is commerce in the third survey and wetland in the guide', () => {
    expect(isMeant(['09'], '05', 'SD3')).toBe(true);
    expect(isMeant(['09'], '05H1', 'SD3')).toBe(true);
    expect(isMeant(['09'], '0508', 'SD3')).toBe(false);
    expect(isMeant(['11'], '0508', 'SD3')).toBe(true);
    expect(isMeant(['09'], '05')).toBe(false);
    expect(isMeant(['05'], '05', 'SD3')).toBe(false);
    expect(isMeant(['05'], '00', 'SD3')).toBe(true);
  });
  it('10 is traffic in the third survey and industry in the guide', () => {
    expect(isMeant(['1001'], '1001')).toBe(true);
    expect(isMeant(['1001'], '1001', 'SD3')).toBe(false);
    expect(isMeant(['1001'], '0601', 'SD3')).toBe(true);
    expect(isMeant(['12'], '1001', 'SD3')).toBe(true);
  });
  it('letters are of the standard of 2011; service land inside residential land is none', () => {
    for (const code of ['R', 'R1', 'R2', 'R21', 'R3']) expect(isMeant(RESIDENTIAL, code, 'GB50137-2011'), code).toBe(true);
    for (const code of ['R22', 'R12', 'G1', 'B1', 'A33']) expect(isMeant(RESIDENTIAL, code, 'GB50137-2011'), code).toBe(false);
    expect(isMeant(['0702'], 'R22', 'GB50137-2011')).toBe(true);
    expect(isMeant(['080403'], 'A33', 'GB50137-2011')).toBe(true);
    expect(isMeant(['0804'], 'A35', 'GB50137-2011')).toBe(false);
    expect(isMeant(['1401'], 'G1', 'GB50137-2011')).toBe(true);
    expect(isMeant(RESIDENTIAL, 'R2')).toBe(false);
  });
  it('a code that is coarser than what is asked for does not match; padded zeros are ignored', () => {
    expect(isMeant(['1401'], '0810', 'SD3')).toBe(false);
    expect(isMeant(['1403'], '0810A', 'SD3')).toBe(true);
    expect(isMeant(['14'], '0810', 'SD3')).toBe(true);
    expect(isMeant(['0701'], '070100')).toBe(true);
    expect(isMeant(['0701'], '070100', 'SD3')).toBe(true);
  });
});
