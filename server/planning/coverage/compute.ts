/** Rules of a prepared city measured over an area, each as a figure with its receipt. */
import { layersOf, meaningOf, methodOf, requiredAttributes, requiredLayers } from '../standards/rule-layers.ts';
import type { Comparator, Rule, RuleSet } from '../standards/rule.ts';
import type { AreaView } from './area-view.ts';
import { edgesOf } from './edges.ts';
import { edgesListed, estimatedShareOf, robustnessOf, type EdgeOptions, type EdgesListed } from './edges-robustness.ts';
import type { FigureOptions } from './engine-api.ts';
import type { Figure, Verdict } from './figure.ts';
import { firstOf } from './first-of.ts';
import { areaWithinRadius } from './kinds/area-within-radius.ts';
import { attributeShare } from './kinds/attribute-share.ts';
import { circleCompleteness } from './kinds/circle-completeness.ts';
import { classAtPlace } from './kinds/class-at-place.ts';
import { countInArea } from './kinds/count-in-area.ts';
import { density } from './kinds/density.ts';
import { minimumSize } from './kinds/minimum-size.ts';
import { peopleWithinRadius } from './kinds/people-within-radius.ts';
import { peopleWithinWalk } from './kinds/people-within-walk.ts';
import { perPerson } from './kinds/per-person.ts';
import { populationPerFacility } from './kinds/population-per-facility.ts';
import { sharedBorder } from './kinds/shared-border.ts';
import { streetLengthWithinRadius } from './kinds/street-length-within-radius.ts';
import { walkingLinks } from './kinds/walking-links.ts';
import type { PreparedCity } from './prepare.ts';
import { byAmount, byPlaceInLayer, cutToLayer, NO_LISTS, type Measured, type RuleRun } from './rule-run.ts';

/** Counted up when a figure can come out differently for the same inputs. Stands in every receipt. */
export const ENGINE_VERSION = 'coverage/3';

const LIST_LIMIT = 2000;

/** Figures of the area in order of rule sets and rules. */
export function computeFigures(city: PreparedCity, area: AreaView, options: FigureOptions = {}): readonly Figure[] {
  const measured = new Map<string, Sorted>();
  const measureOnce = (rule: Rule): Sorted => {
    const { meaning } = factsOf(city, rule);
    let result = measured.get(meaning);
    if (!result) measured.set(meaning, result = sorted(measureRule(city, rule, area, options), options.listLimit ?? LIST_LIMIT));
    return result;
  };
  return askedOf(city, options).map(({ ruleSet, rule }) => figureOf(city, ruleSet, rule, area, measureOnce(rule), options.edges));
}

/**
 * The same figures handed over one by one with their places in that order, those that measure the same after each other: of a large city a receipt is a
 * megabyte and the figures are hundreds, and whoever turns each into text need not have them all at once.
 * @returns how many there are
 */
export function eachFigure(city: PreparedCity, area: AreaView, options: FigureOptions, take: (figure: Figure, place: number) => void): number {
  const asked = askedOf(city, options);
  const alike = new Map<string, number[]>();
  asked.forEach(({ rule }, place) => {
    const { meaning } = factsOf(city, rule);
    const places = alike.get(meaning);
    if (places) places.push(place);
    else alike.set(meaning, [place]);
  });
  for (const places of alike.values()) {
    const measured = sorted(measureRule(city, asked[places[0]].rule, area, options), options.listLimit ?? LIST_LIMIT);
    for (const place of places) take(figureOf(city, asked[place].ruleSet, asked[place].rule, area, measured, options.edges), place);
  }
  return asked.length;
}

interface AskedRule { readonly ruleSet: RuleSet; readonly rule: Rule }

function askedOf(city: PreparedCity, options: FigureOptions): readonly AskedRule[] {
  return city.ruleSets
    .filter((ruleSet) => options.ruleSetIds?.includes(ruleSet.id) ?? true)
    .flatMap((ruleSet) => ruleSet.rules
      .filter((rule) => (options.ruleIds?.includes(rule.id) ?? true) && appliesTo(rule, options))
      .map((rule) => ({ ruleSet, rule })));
}

/** What was measured, with its lists cut to what the receipt shows: as they come they are as long as the city is large, and no rule's outlive its turn. */
interface Sorted {
  readonly measured: Omit<Measured, 'edges'>;
  readonly edges: EdgesListed | null;
  readonly totals: Pick<Figure['receipt'], 'countedTotal' | 'leftOutTotal' | 'uncoveredTotal'>;
}

interface RuleFacts {
  /** What the rule measures, without what it is called and held against: documents often ask for the same, and it is then measured once. */
  readonly meaning: string;
  /** Layers the rule needs and the city has not, in the dataset as it is. */
  readonly missingLayers: readonly string[];
  readonly unrecordedLayers: readonly string[];
  readonly threshold: Figure['threshold'];
  /** What stands in every receipt of the rule. */
  readonly receipt: Pick<Figure['receipt'], 'clause' | 'formula' | 'method' | 'crs' | 'inputs' | 'engine'>;
}

function factsOf(city: PreparedCity, rule: Rule): RuleFacts {
  return city.kept(rule, () => ({
    meaning: meaningOf(rule),
    missingLayers: requiredLayers(rule).filter((layer) => !city.hasLayer(layer)),
    unrecordedLayers: [...new Set(requiredAttributes(rule).filter(({ layer, attribute }) => !city.hasValues(layer, attribute)).map(({ layer }) => layer))],
    threshold: rule.threshold && thresholdShown(rule.threshold),
    receipt: {
      clause: rule.clause, formula: rule.formula, method: methodOf(rule), crs: city.dataset.crs, inputs: city.inputsOf(layersOf(rule)), engine: `${ENGINE_VERSION} ${city.overlay.name}`,
    },
  }));
}

function measureRule(city: PreparedCity, rule: Rule, area: AreaView, { edges, listLimit }: FigureOptions): Measured {
  const numbersOnly = listLimit === 0;
  const { missingLayers, unrecordedLayers } = factsOf(city, rule);
  if (missingLayers.length > 0) return { ...NOTHING_MEASURED, missingLayers };
  if (unrecordedLayers.length > 0) return { ...NOTHING_MEASURED, missingLayers: unrecordedLayers, notes: ['attribute_missing'] };
  const { within } = rule;
  if (within === undefined) return measureWithEdges({ city, rule, area, numbersOnly }, edges);
  if (city.hasLayer(within)) return measureWithEdges({ city, rule, area: cutToLayer(area, city, within), numbersOnly }, edges);
  const whole = measureWithEdges({ city, rule, area, numbersOnly }, edges);
  return { ...whole, notes: [`${within}_missing`, ...whole.notes ?? []] };
}

function measureWithEdges(run: RuleRun<Rule>, edges?: EdgeOptions): Measured {
  const measured = measure(run);
  return edges ? { ...measured, edges: edgesOf(run, measured, edges.marginM), estimatedShare: estimatedShareOf(run) } : measured;
}

function sorted({ edges, ...measured }: Measured, listLimit: number): Sorted {
  const { counted, leftOut, uncovered } = measured;
  const totals = { countedTotal: counted.length, leftOutTotal: leftOut.length, uncoveredTotal: uncovered.length };
  const lists = listLimit === 0 ? NO_LISTS : { counted: firstOf(counted, byAmount, listLimit), leftOut: firstOf(leftOut, byPlaceInLayer, listLimit), uncovered: firstOf(uncovered, byAmount, listLimit) };
  return { measured: { ...measured, ...lists }, edges: edges ? edgesListed(edges, listLimit) : null, totals };
}

function figureOf(city: PreparedCity, ruleSet: RuleSet, rule: Rule, area: AreaView, { measured, edges: edgesFound, totals }: Sorted, edges?: EdgeOptions): Figure {
  const facts = factsOf(city, rule);
  const missingLayers = measured.missingLayers ?? NONE;
  const assessed = missingLayers.length === 0;
  const value = assessed ? measured.value : null;
  const { clause, formula, method, crs, inputs, engine } = facts.receipt;
  return {
    ruleId: rule.id, ruleKind: rule.kind, ruleSetId: ruleSet.id, ruleSetVersion: ruleSet.version, unit: rule.unit,
    value,
    numerator: assessed ? measured.numerator : null,
    denominator: assessed ? measured.denominator : null,
    numeratorUnit: measured.numeratorUnit, denominatorUnit: measured.denominatorUnit,
    threshold: facts.threshold,
    verdict: verdictOf(rule, assessed, value, measured.failed === true),
    robustness: edges ? robustnessOf({
      rule, value, denominator: measured.denominator, edges: edgesFound, inputs, notes: measured.notes ?? [],
      estimatedShare: measured.estimatedShare ?? null, verdictOf: (other) => verdictOf(rule, assessed, other, measured.failed === true),
    }, edges) : null,
    missingLayers, extras: assessed ? measured.extras ?? NO_EXTRAS : NO_EXTRAS,
    receipt: isBare(measured, totals, area) ? bareReceipt(facts, measured) : {
      clause, formula, method, crs, quadrantSegments: measured.quadrantSegments ?? null, inputs,
      counted: measured.counted, countedTotal: totals.countedTotal, leftOut: measured.leftOut, leftOutTotal: totals.leftOutTotal, uncovered: measured.uncovered, uncoveredTotal: totals.uncoveredTotal,
      notes: area.notes.length === 0 ? measured.notes ?? NONE : [...area.notes, ...measured.notes ?? []],
      engine,
    },
  };
}

/** Nothing listed and nothing to note: so are most receipts of a preview. */
function isBare({ notes }: Pick<Measured, 'notes'>, { countedTotal, leftOutTotal, uncoveredTotal }: Sorted['totals'], area: AreaView): boolean {
  return countedTotal === 0 && leftOutTotal === 0 && uncoveredTotal === 0 && (notes?.length ?? 0) === 0 && area.notes.length === 0;
}

const bareReceipts = new WeakMap<RuleFacts['receipt'], Figure['receipt']>();

/** One for all previews of the rule. */
function bareReceipt({ receipt }: RuleFacts, measured: Pick<Measured, 'quadrantSegments'>): Figure['receipt'] {
  const quadrantSegments = measured.quadrantSegments ?? null;
  let bare = bareReceipts.get(receipt);
  if (bare?.quadrantSegments !== quadrantSegments) {
    bare = { ...receipt, quadrantSegments, counted: [], countedTotal: 0, leftOut: [], leftOutTotal: 0, uncovered: [], uncoveredTotal: 0, notes: NONE };
    bareReceipts.set(receipt, bare);
  }
  return bare;
}

const NONE: readonly string[] = [];

const NO_EXTRAS: Figure['extras'] = {};

const NOTHING_MEASURED: Measured = {
  numerator: null, denominator: null, value: null, numeratorUnit: '', denominatorUnit: '', counted: [], leftOut: [], uncovered: [],
};

function measure(run: RuleRun<Rule>): Measured {
  const { rule } = run;
  switch (rule.kind) {
    case 'area_within_radius': return areaWithinRadius({ ...run, rule });
    case 'people_within_radius': return peopleWithinRadius({ ...run, rule });
    case 'people_within_walk': return peopleWithinWalk({ ...run, rule });
    case 'circle_completeness': return circleCompleteness({ ...run, rule });
    case 'street_length_within_radius': return streetLengthWithinRadius({ ...run, rule });
    case 'density': return density({ ...run, rule });
    case 'class_at_place': return classAtPlace({ ...run, rule });
    case 'per_person': return perPerson({ ...run, rule });
    case 'count_in_area': return countInArea({ ...run, rule });
    case 'population_per_facility': return populationPerFacility({ ...run, rule });
    case 'attribute_share': return attributeShare({ ...run, rule });
    case 'minimum_size': return minimumSize({ ...run, rule });
    case 'shared_border': return sharedBorder({ ...run, rule });
    case 'walking_links': return walkingLinks({ ...run, rule });
  }
}

function thresholdShown({ comparator, value, infoAbove, confidence }: NonNullable<Rule['threshold']>): Figure['threshold'] {
  return { comparator, value, confidence, ...infoAbove === undefined ? {} : { infoAbove } };
}

/** A rule that speaks of divisions of some levels is not worked out for others; a division of unknown level gets it. */
function appliesTo(rule: Rule, { areaKind = 'unit', divisionLevel }: FigureOptions): boolean {
  if (!(rule.appliesTo?.includes(areaKind) ?? true)) return false;
  return areaKind !== 'division' || divisionLevel === undefined || (rule.divisionLevels?.includes(divisionLevel) ?? true);
}

/** On the unrounded value. */
function verdictOf(rule: Rule, assessed: boolean, value: number | null, failed: boolean): Verdict {
  if (!assessed) return 'not_assessed';
  if (value === null) return 'not_applicable';
  if (failed) return 'fail';
  if (!rule.threshold) return 'no_threshold';
  return holds(value, rule.threshold.comparator, rule.threshold.value) ? 'pass' : 'fail';
}

export function holds(value: number, comparator: Comparator, threshold: number): boolean {
  switch (comparator) {
    case '>=': return value >= threshold;
    case '>': return value > threshold;
    case '<=': return value <= threshold;
    case '<': return value < threshold;
    case '=': return value === threshold;
  }
}
