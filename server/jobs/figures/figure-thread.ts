/** The thread that holds datasets and works out figures, so that the server goes on answering meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { encodedPiece } from '#planning/coverage/dataset-codec.ts';
import { tablesOf, type Dataset } from '#planning/coverage/dataset.ts';
import type { CoverageEngine, FigureOptions } from '#planning/coverage/engine-api.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { packJson } from '../../db/figure-json.ts';
import type { Answers, AreaFacts, Ask, AskedArea, Question, Reply, ThreadData } from './figure-protocol.ts';
import { measuresOf } from './layer-measures.ts';

/** Cities held at once; the one asked longest ago goes first. */
const mostDatasets = 3;
/** Of an area's figures; what goes beyond is packed. Divisions stay below and cost no time for it. */
const mostPlainBytes = 12 << 20;

interface Held { readonly dataset: Dataset; readonly engine: CoverageEngine }

class DatasetAbsent extends Error {}

let { ruleSets } = workerData as ThreadData;
const overlay = await createGeosOverlay();
/** By hash, the one asked longest ago first. */
const held = new Map<string, Held>();

function load(dataset: Dataset): void {
  for (const [hash, other] of held) {
    // A city's older editions are never asked for again.
    if (other.dataset.cityId === dataset.cityId || held.size >= mostDatasets) {
      other.engine.dispose();
      held.delete(hash);
    }
  }
  held.set(dataset.hash, { dataset, engine: createCoverageEngine(dataset, ruleSets, overlay) });
}

/** What the engines have prepared for the old rules goes with them. */
function useRuleSets(fresh: readonly RuleSet[]): void {
  ruleSets = fresh;
  for (const [hash, { dataset, engine }] of held) {
    engine.dispose();
    held.set(hash, { dataset, engine: createCoverageEngine(dataset, ruleSets, overlay) });
  }
}

/** The one trial under way. */
let trial: { readonly name: string; readonly hash: string; readonly engine: CoverageEngine } | null = null;

function trialFigures({ hash, name, ruleSets: tried, area, options }: Extract<Question, { kind: 'trial' }>): readonly Figure[] {
  if (trial && (area === null || trial.name !== name || trial.hash !== hash)) {
    trial.engine.dispose();
    trial = null;
  }
  if (area === null) return [];
  trial ??= { name, hash, engine: createCoverageEngine(find(hash).dataset, tried, overlay) };
  return figuresOf(trial.engine, area, options);
}

function find(hash: string): Held {
  const found = held.get(hash);
  if (!found) throw new DatasetAbsent('The dataset is not held.');
  held.delete(hash);
  held.set(hash, found);
  return found;
}

function metricOf(engine: CoverageEngine, area: AskedArea): MultiPolygonCoords | 'city' {
  return area === 'city' ? area : 'metric' in area ? area.metric : engine.toMetric(area.lonLat);
}

function factsOf(engine: CoverageEngine, area: AskedArea): AreaFacts {
  const asked = metricOf(engine, area);
  const metric = asked === 'city' ? engine.cityArea().area : asked;
  return { areaM2: engine.areaM2(metric), people: engine.people(metric) };
}

function figuresOf(engine: CoverageEngine, area: AskedArea, options: FigureOptions): readonly Figure[] {
  return area === 'city' ? engine.figuresOfCity(options) : 'metric' in area ? engine.figuresOfMetric(area.metric, options) : engine.figuresOfLonLat(area.lonLat, options);
}

function encodedFigures(engine: CoverageEngine, { area, options }: Extract<Question, { kind: 'encoded' }>): readonly Uint8Array<ArrayBuffer>[] {
  const text = new TextEncoder();
  const json: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  engine.eachFigure(metricOf(engine, area), options, (figure, place) => {
    const plain = text.encode(JSON.stringify(figure));
    bytes += plain.byteLength;
    json[place] = bytes > mostPlainBytes ? packJson(plain) : plain;
  });
  return json;
}

function answer(question: Question): Answers[keyof Answers] {
  if (question.kind === 'load') {
    load(question.dataset);
    return null;
  }
  if (question.kind === 'rule-sets') {
    useRuleSets(question.ruleSets);
    return null;
  }
  if (question.kind === 'trial') return trialFigures(question);
  const { dataset, engine } = find(question.hash);
  switch (question.kind) {
    case 'warm':
      engine.warm();
      return null;
    case 'figures': {
      const { area, options, proposals } = question;
      if (proposals) engine.propose(proposals);
      return { figures: figuresOf(engine, area, options), ...factsOf(engine, area), ...proposals ? { uncounted: engine.uncounted() } : {} };
    }
    case 'encoded': return { json: encodedFigures(engine, question), ...factsOf(engine, question.area) };
    case 'gaps': return engine.gaps(metricOf(engine, question.area), question.ruleId, question.order);
    case 'compare': return engine.compareRules(metricOf(engine, question.area), question.ruleA, question.ruleB, question.options);
    case 'explain': return engine.explain(question.place, question.options);
    case 'facts': return factsOf(engine, question.area);
    case 'measures': return measuresOf(tablesOf(dataset, question.layer));
    case 'encode': return encodedPiece(dataset, question.from, question.most);
  }
}

function reply({ id, question }: Ask): Reply {
  try {
    return { id, ok: true, answer: answer(question) };
  } catch (error) {
    return { id, ok: false, reason: error instanceof DatasetAbsent ? 'absent' : 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** What is handed over instead of copied. */
function buffersOf(answered: Reply): readonly ArrayBuffer[] {
  if (!answered.ok || answered.answer === null) return [];
  if ('piece' in answered.answer) return [answered.answer.piece.buffer];
  return 'json' in answered.answer ? answered.answer.json.map(({ buffer }) => buffer) : [];
}

parentPort?.on('message', (ask: Ask) => {
  const answered = reply(ask);
  parentPort?.postMessage(answered, buffersOf(answered));
});
