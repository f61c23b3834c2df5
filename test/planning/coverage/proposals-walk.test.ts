import { describe, expect, it } from 'vitest';
import type { MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { proposalFeatureId, type MetricProposal } from '#planning/coverage/proposal.ts';
import type { CircleCompleteness, PeopleWithinWalk, Rule } from '#planning/standards/rule.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { footwayOf, joiningLine } from '../../support/random-footways.ts';
import { datasetOf, rectangle, seeded, type SceneFeature } from '../../support/scenes.ts';
import { LAYERS, walkScene } from '../network/walk-scene.ts';

const SIZE_M = 560;
const name = { zh: '类', en: 'Kind' };
const people: PeopleWithinWalk = { ...ruleBase, id: 'near', kind: 'people_within_walk', unit: 'rate', of: 'people', supply: [{ layer: 'school', radiusM: 300 }, { layer: 'bus_stop', radiusM: 200 }] };
const circle: CircleCompleteness = {
  ...ruleBase, id: 'circle', kind: 'circle_completeness', method: 'walking', unit: 'rate',
  categories: [{ id: 'play', name, supply: [{ layer: 'green_space', radiusM: 250 }, { layer: 'square', radiusM: 250 }] }, { id: 'learn', name, supply: [{ layer: 'school', radiusM: 400 }, { layer: 'green_space', radiusM: 400 }] }],
};
const rules: readonly Rule[] = [
  people, circle,
  { ...people, id: 'parks', supply: [{ layer: 'square', radiusM: 180 }, { layer: 'green_space', radiusM: 300 }] },
  { ...people, id: 'land', of: 'land', demand: { layer: 'land_use' }, supply: [{ layer: 'green_space', radiusM: 200 }, { layer: 'school', radiusM: 300 }] },
  { ...people, id: 'old land', of: 'land', demand: { layer: 'old_community' }, supply: [{ layer: 'bus_stop', radiusM: 250 }] },
  { ...ruleBase, id: 'linked', kind: 'walking_links', unit: 'rate', categories: [{ id: 'play', name, supply: [{ layer: 'green_space' }, { layer: 'square' }] }, { id: 'learn', name, supply: [{ layer: 'school' }] }] },
];

/** Onto a wall or near it, at the edge of a park, or anywhere: what a gate does is told by where it stands. */
function place(random: () => number, features: readonly SceneFeature[]): [number, number] {
  if (random() < 0.3) return [SIZE_M * random(), SIZE_M * random()];
  const lines = features.filter(({ layer }) => ['wall', 'green_space', 'square', 'road', 'old_community'].includes(layer));
  const { geometry } = lines[Math.floor(random() * lines.length)];
  const ring = (geometry.type === 'Polygon' ? (geometry.coordinates as number[][][])[0] : geometry.coordinates) as number[][];
  const from = Math.floor(random() * (ring.length - 1));
  const share = random();
  return [0, 1].map((axis) => ring[from][axis] + share * (ring[from + 1][axis] - ring[from][axis]) + (random() < 0.5 ? 0 : 5 * random())) as [number, number];
}

type Line = readonly [number, number][];
const lineOf = ({ geometry }: MetricProposal): Line => (geometry.type === 'LineString' ? geometry.coordinates as unknown as Line : []);

function drawn(random: () => number, id: number, { dataset, features }: Scene, list: readonly MetricProposal[], before: MetricProposal | null): MetricProposal {
  const layer = before?.layer ?? ['school', 'bus_stop', 'green_space', 'square', 'gate', 'gate', 'road', 'road'][Math.floor(random() * 8)];
  if (layer === 'road') {
    const others = list.filter((each) => each.id !== id).map(lineOf).filter(({ length }) => length > 0);
    // Under the hand one end goes on from where it was.
    const line = before && random() < 0.6 ? [...lineOf(before).slice(0, -1), lineOf(before).at(-1)!.map((value) => value + 16 * random() - 8)] : joiningLine(dataset, others, random);
    return { id, action: 'connect', layer, attributes: {}, geometry: { type: 'LineString', coordinates: line as Line } };
  }
  const [x, y] = place(random, features);
  const radiusM = 5 + 40 * random();
  const ring = Array.from({ length: 6 }, (_, i) => [x + radiusM * Math.cos((i * Math.PI) / 3), y + radiusM * Math.sin((i * Math.PI) / 3)]);
  const isPolygon = layer === 'green_space' || layer === 'square';
  const geometry: MetricGeometry = isPolygon ? { type: 'Polygon', coordinates: [[...ring, ring[0]]] } : { type: 'Point', coordinates: [x, y] };
  return { id, layer, geometry, attributes: layer === 'gate' ? { open: random() < 0.75 } : { type: 'primary', class: 'G11', status: 'in_use' } };
}

interface Scene { readonly dataset: Dataset; readonly features: readonly SceneFeature[] }

/** A dataset in which they stand. */
function holding(features: readonly SceneFeature[], list: readonly MetricProposal[]): Dataset {
  const footways = list.flatMap((each) => (each.action === 'connect' ? [footwayOf(each.id, lineOf(each))] : [])).sort((a, b) => a.id - b.id);
  return { ...datasetOf([...features, ...list.filter(({ action }) => action !== 'connect')], LAYERS), footways };
}

const told = (figures: readonly Figure[]): unknown => figures.map(({ ruleId, value, numerator, denominator, extras, receipt: { counted, leftOut, uncovered } }) => ({ ruleId, value, numerator, denominator, extras, counted, leftOut, uncovered }));

describe('proposals on foot', () => {
  it('give the numbers and receipts of a dataset that holds them, to the bit: facilities, parks, gates and footways placed, moved and taken away', () => {
    const area = rectangle(-1000, -1000, 3000, 3000);
    let [edits, checks, gatesMoved, footwaysMoved] = [0, 0, 0, 0];
    const differing = new Set<string>();
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed + 7000);
      const town = walkScene(seed, 8);
      const { dataset, features } = town;
      const engine = createCoverageEngine(dataset, [ruleSetOf(rules)], overlay);
      const followed = engine.follow();
      const without = engine.figuresOfMetric(area);
      let list: readonly MetricProposal[] = [];
      for (let step = 0, next = 1; step < 40; step++, edits++) {
        const dice = random();
        const index = Math.floor(random() * list.length);
        if (list.length === 0 || (dice < 0.2 && list.length < 11)) list = [...list, drawn(random, proposalFeatureId(next++), town, list, null)];
        else if (dice < 0.3) list = list.filter((_, i) => i !== index);
        else list = list.map((each, i) => (i === index ? drawn(random, each.id, town, list, each) : each));
        if (list[index]?.layer === 'gate') gatesMoved++;
        if (list[index]?.layer === 'road') footwaysMoved++;
        engine.propose(list);
        if (step % 2 === 0) engine.settleProposals();
        if (step % 5 !== 4) continue;
        const inside = createCoverageEngine(holding(features, list), [ruleSetOf(rules)], overlay);
        const edges = seed % 3 === 0 ? { edges: { marginM: 40, maxDataAgeYears: 5, asOf: '2026-01-01' } } : {};
        const [live, full] = [engine.figuresOfMetric(area, { withProposals: true, ...edges }), inside.figuresOfMetric(area, edges)];
        expect(told(live), `seed ${seed}, step ${step}`).toEqual(told(full));
        expect(live.map(({ robustness }) => robustness?.edges), `edges, seed ${seed}, step ${step}`).toEqual(full.map(({ robustness }) => robustness?.edges));
        const quick = followed.figuresOfMetric(area, { listLimit: 0 });
        expect((quick.withProposals ?? quick.figures).map(({ value }) => value)).toEqual(full.map(({ value }) => value));
        live.forEach(({ ruleId, value }, i) => { if (value !== without[i].value) differing.add(ruleId); });
        inside.dispose();
        checks++;
      }
      engine.propose([]);
      expect(told(engine.figuresOfMetric(area, { withProposals: true }))).toEqual(told(without));
      followed.dispose();
      engine.dispose();
    }
    expect([edits, checks]).toEqual([2400, 480]);
    expect(gatesMoved).toBeGreaterThan(300);
    expect(footwaysMoved).toBeGreaterThan(300);
    expect([...differing].sort()).toEqual(rules.map(({ id }) => id).sort());
  }, 120_000);
});
