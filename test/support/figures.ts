import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { FigureOptions } from '#planning/coverage/engine-api.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';

/** What every rule has and no test cares about. */
export const ruleBase = {
  id: 'R', name: { zh: '规则', en: 'Rule' }, formula: { zh: '公式', en: 'Formula' }, topic: 'park_rate', group: 'green', threshold: null,
  clause: { source: 'T', document: 'Test', clause: '1', quote: null, confidence: 'high' },
} as const;

export function ruleSetOf(rules: readonly Rule[]): RuleSet {
  return { id: 'TEST', version: 3, name: { zh: '测试', en: 'Test' }, authority: 'test', validFrom: null, rules };
}

/** The one figure of one rule over an area in metres. */
export function figureOf(dataset: Dataset, rule: Rule, area: MultiPolygonCoords, overlay: Overlay, options?: FigureOptions): Figure {
  const engine = createCoverageEngine(dataset, [ruleSetOf([rule])], overlay);
  try {
    return engine.figuresOfMetric(area, options)[0];
  } finally {
    engine.dispose();
  }
}
