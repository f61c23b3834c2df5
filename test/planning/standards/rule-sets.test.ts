import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookup, parseRuleSet, sharedRuleIds } from '#planning/standards/parse.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';
import { layerRegistry } from '../../support/scenes.ts';

const folder = new URL('../../../data/standards/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const ruleSets = files.map((file): RuleSet => {
  const parsed = parseRuleSet(read(file), layerRegistry);
  if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problems, null, 1)}`);
  return parsed.ruleSet;
});
const rule = (id: string): Rule => {
  const found = lookup(ruleSets, id);
  if (!found) throw new Error(`no rule ${id}`);
  return found.rule;
};

describe('the rule sets of data/standards', () => {
  it('parse, and no two rules share an id', () => {
    expect(files.length).toBeGreaterThanOrEqual(7);
    expect(sharedRuleIds(ruleSets)).toEqual([]);
  });

  it('carry the numbers of the documents', () => {
    const radii = (id: string): unknown => {
      const each = rule(id);
      return 'supply' in each && Array.isArray(each.supply) ? each.supply.map((tier: { radiusM: number }) => tier.radiusM) : null;
    };
    expect(radii('Z0-Q01-green300')).toEqual([300]);
    expect(radii('Z0-Q01-park500')).toEqual([500]);
    expect(radii('Z3-Q14')).toEqual([100]);
    expect(radii('E2-09-kindergarten')).toEqual([300]);
    expect(radii('E2-09-primary')).toEqual([500]);
    expect(radii('E2-09-middle')).toEqual([1000]);
    expect(radii('Z3-Q03')).toEqual([500]);
    expect(radii('Z3-Q04-main')).toEqual([300]);
    expect(radii('Z3-Q04-ordinary')).toEqual([500]);
    expect(radii('Z3-Q04-riverside')).toEqual([800]);
    expect(rule('G-TJ2021')).toMatchObject({ within: 'built_up_area', supply: [{ minAreaM2: 5000, radiusM: 500 }, { minAreaM2: 2000, maxAreaM2Exclusive: 5000, radiusM: 300 }] });
    expect(rule('Z0-Q02').threshold).toMatchObject({ comparator: '>=', value: 16 });
    expect(rule('E2-27').threshold).toMatchObject({ comparator: '>=', value: 10 });
    expect(rule('G-55014-per-person').threshold).toMatchObject({ comparator: '>', value: 8 });
    expect(rule('Z3-Q04-density').threshold).toMatchObject({ comparator: '>=', value: 4, infoAbove: 7 });
    expect(rule('Z3-P02')).toMatchObject({ minShareInside: 0.5, areaRangeM2: { min: 800_000, max: 1_200_000 }, threshold: { comparator: '>=', value: 3 } });
  });

  it('count a nine-year school as primary and as middle school', () => {
    expect(rule('E2-09-primary')).toMatchObject({ supply: [{ where: { type: { in: ['primary', 'nine_year'] } } }] });
    expect(rule('E2-09-middle')).toMatchObject({ supply: [{ where: { type: { in: ['middle', 'nine_year'] } } }] });
  });

  it('give no threshold where the document gives none and no default is decided', () => {
    for (const id of ['Z3-Q14', 'Z0-Q03-15min', 'Z0-Q07', 'E2-09-kindergarten']) expect(rule(id).threshold).toBeNull();
  });

  it('mark what comes from memory: no value without a quotation or a verified source is of high confidence', () => {
    for (const { rules } of ruleSets) {
      for (const each of rules) {
        if (each.clause.source === 'M') expect(each.clause.confidence, each.id).not.toBe('high');
        if (each.clause.source.startsWith('S')) expect(each.clause.quote, each.id).toBeTruthy();
        if (each.threshold?.basis === 'M' || each.threshold?.basis === 'D-01') expect(each.threshold.confidence, each.id).toBe('low');
      }
    }
  });
});

describe('parsing a rule set', () => {
  const good = (): Record<string, unknown> => structuredClone(read('zhengzhou-2018.json')) as Record<string, unknown>;
  const problemsOf = (json: unknown): readonly string[] => {
    const parsed = parseRuleSet(json, layerRegistry);
    return parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`);
  };
  const changed = (change: (rules: Record<string, never>[] & { [i: number]: { [name: string]: unknown } }) => void): readonly string[] => {
    const json = good();
    change(json['rules'] as never);
    return problemsOf(json);
  };
  const tier = (rules: unknown): Record<string, unknown> => (rules as { supply: Record<string, unknown>[] }[])[0].supply[0];

  it('accepts its own files', () => { expect(problemsOf(good())).toEqual([]); });
  it('names an unknown layer', () => { expect(changed((rules) => { tier(rules)['layer'] = 'green'; })).toContain('unknown_layer rules[0].supply[0].layer'); });
  it('names an unknown attribute', () => { expect(changed((rules) => { tier(rules)['where'] = { klass: { in: ['G11'] } }; })).toContain('unknown_attribute rules[0].supply[0].where.klass'); });
  it('names an attribute that does not reach the engine', () => { expect(changed((rules) => { Object.assign(tier(rules), { layer: 'old_community', where: { renewed_year: { min: 1 } }, minAreaM2: 1 }); })).toContain('not_in_engine rules[0].supply[0].where.renewed_year'); });
  it('names a value outside the closed list', () => { expect(changed((rules) => { tier(rules)['where'] = { class: { in: ['G99'] } }; })).toContain('unknown_value rules[0].supply[0].where.class.in[0]'); });
  it('names an unknown kind', () => { expect(changed((rules) => { rules[0]['kind'] = 'area' as never; })).toContain('not_allowed rules[0].kind'); });
  it('names an unknown topic and a missing one', () => {
    expect(changed((rules) => { rules[0]['topic'] = 'parks' as never; })).toContain('not_allowed rules[0].topic');
    expect(changed((rules) => { delete (rules[0] as Record<string, unknown>)['topic']; })).toContain('missing rules[0].topic');
  });
  it('names an unknown field', () => { expect(changed((rules) => { rules[0]['radius'] = 3 as never; })).toContain('unknown_field rules[0].radius'); });
  it('refuses a negative radius and a rate in per cent units', () => {
    expect(changed((rules) => { tier(rules)['radiusM'] = -1; })).toContain('wrong_type rules[0].supply[0].radiusM');
    expect(changed((rules) => { rules[0]['unit'] = 'percent' as never; })).toContain('not_allowed rules[0].unit');
  });
  it('refuses an id used twice', () => { expect(changed((rules) => { rules[1]['id'] = rules[0]['id']; })).toContain('duplicate_id rules'); });
  it('does not throw on anything', () => {
    for (const json of [null, 1, 'x', [], {}, { rules: [null, 1, [], { kind: 'density' }] }]) expect(problemsOf(json).length).toBeGreaterThan(0);
  });
});
