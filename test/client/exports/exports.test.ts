import { describe, expect, it } from 'vitest';
import { exportPathOf, exportQuery, usualSettings } from '../../../client/exports/exports.ts';
import words from '../../../client/exports/locale.ts';
import { exportFormats, exportWarningCodes } from '../../../server/contract/exports.ts';
import { exportWarningWords } from '../../../server/contract/export-words.ts';

const asked = (query: string): Record<string, string> => Object.fromEntries(new URLSearchParams(query));

describe('export dialog', () => {
  it('asks only for what the format has', () => {
    expect(asked(exportQuery({ what: 'units' }, usualSettings, 'zh'))).toEqual({ format: 'shapefile', lang: 'zh', encoding: 'UTF-8', fields: 'keys' });
    expect(asked(exportQuery({ what: 'layer', kind: 'road' }, { ...usualSettings, format: 'kml', crs: 'EPSG:4547', encoding: 'GBK' }, 'en'))).toEqual({ format: 'kml', lang: 'en', kind: 'road', fields: 'keys' });
    expect(asked(exportQuery({ what: 'gaps', area: 'unit:1', rule: 'r' }, { ...usualSettings, format: 'dxf', crs: 'EPSG:4490' }, 'zh'))).toEqual({ format: 'dxf', lang: 'zh', area: 'unit:1', rule: 'r', crs: 'EPSG:4490' });
    expect(exportPathOf('zz', { what: 'units' }, 'format=csv')).toBe('/cities/zz/exports/units?format=csv');
  });

  it('has words for every format and every warning', () => {
    for (const format of exportFormats) expect([words.zh.formats[format], words.en.formats[format]].every(Boolean), format).toBe(true);
    for (const code of exportWarningCodes) expect([exportWarningWords[code].zh, exportWarningWords[code].en].every(Boolean), code).toBe(true);
  });
});
