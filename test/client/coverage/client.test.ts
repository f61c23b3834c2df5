import { beforeEach, describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { CoverageClient } from '../../../client/coverage/client.ts';
import { EngineHost } from '../../../client/coverage/engine-host.ts';
import { planRules } from '../../../client/coverage/plan-rules.ts';
import type { AnswerTo, CoveragePort, LiveFigures, Question } from '../../../client/coverage/protocol.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { scene } from '../../support/scenes.ts';

// A row of homes 100 m apart with 1, 2, 4, 8 people: a sum says exactly who lives in an area.
const [x0, y0] = [463_000, 3_846_000];
const dataset = scene().home(x0, y0, 1).home(x0 + 100, y0, 2).home(x0 + 200, y0, 4).home(x0 + 300, y0, 8).point('bus_stop', x0, y0).dataset();
const rules = [ruleSetOf([{ ...ruleBase, id: 'stops', kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'bus_stop', radiusM: 150 }] }])];
const crs = metricCrs(4547)!;
/** A box round the first homes. */
function box(homes: number): LonLatArea {
  const corners = [[-50, -50], [homes * 100 - 50, -50], [homes * 100 - 50, 50], [-50, 50], [-50, -50]] as const;
  return { type: 'Polygon', coordinates: [corners.map(([dx, dy]) => [...crs.inverse(x0 + dx, y0 + dy)])] };
}

/** The engine in this thread, behind a gate: an answer leaves when it is let go. */
class GatedPort implements CoveragePort {
  readonly asked: Question[] = [];
  private readonly gates: (() => void)[] = [];
  isGated = false;
  isClosed = false;
  private readonly host = new EngineHost({ loadDataset: (id) => (id === 'gone' ? Promise.reject(new Error('GET dataset: 404')) : Promise.resolve(dataset)), createOverlay: () => Promise.resolve(overlay), planRules, now: () => 0 });
  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    this.asked.push(question);
    if (this.isGated) await new Promise<void>((resolve) => { this.gates.push(resolve); });
    return this.host.answer(question);
  }
  letGo(): void { this.gates.shift()?.(); }
  close(): void { this.isClosed = true; }
}
const settle = () => new Promise((resolve) => { setTimeout(resolve); });
const open = { cityId: 'test', srid: 4547, bounds: null, ruleSets: rules, divisions: [] };

describe('the coverage client', () => {
  let port: GatedPort;
  let client: CoverageClient;
  let heard: { subject: string; live: LiveFigures }[];
  let failures: string[];
  beforeEach(async () => {
    port = new GatedPort();
    [heard, failures] = [[], []];
    client = new CoverageClient(port, { onFigures: (subject, live) => heard.push({ subject, live }), onFailure: (_subject, message) => failures.push(message) });
    await client.open(open);
    port.asked.length = 0;
  });
  const preview = (subject: string, homes: number, receiptRuleId: string | null = null) => client.preview({ subject, area: box(homes), receiptRuleId });

  it('gives the figures of the engine', async () => {
    preview('a', 4);
    await settle();
    expect(heard).toHaveLength(1);
    expect(heard[0]?.live.people).toBe(15);
    expect(heard[0]?.live.figures[0]).toMatchObject({ ruleId: 'stops', numerator: 3, denominator: 15 });
  });
  it('has one question on its way and merges what waits into the newest', async () => {
    port.isGated = true;
    preview('a', 1);
    await settle();
    for (const homes of [2, 3, 4]) preview('a', homes);
    await settle();
    expect(port.asked).toHaveLength(1);
    port.letGo();
    await settle();
    expect(port.asked).toHaveLength(2);
    port.letGo();
    await settle();
    expect(heard.map(({ live }) => live.people)).toEqual([1, 15]);
  });
  it('drops an answer for what nobody looks at any more', async () => {
    port.isGated = true;
    preview('a', 1);
    await settle();
    preview('b', 2);
    port.letGo();
    await settle();
    expect(heard).toEqual([]);
    port.letGo();
    await settle();
    expect(heard.map(({ subject, live }) => [subject, live.people])).toEqual([['b', 3]]);
    preview('b', 3);
    await settle();
    client.stopPreview('b');
    port.letGo();
    await settle();
    expect(heard).toHaveLength(1);
  });
  it('never drops a check, and asks it before what waits', async () => {
    port.isGated = true;
    preview('a', 1);
    await settle();
    preview('a', 2);
    const unit = { id: 'u1', name: '', isPriority: false, note: '', geometry: box(2) };
    const first = client.validate({ unit, others: [] });
    const second = client.validate({ unit: { ...unit, name: '东关' }, others: [{ id: 'u2', name: '西关', geometry: box(1) }] });
    for (let i = 0; i < 4; i++) {
      port.letGo();
      await settle();
    }
    expect(port.asked.map(({ kind }) => kind)).toEqual(['figures', 'validate', 'validate', 'figures']);
    expect((await first).map(({ code }) => code)).toContain('name_missing');
    expect((await second).find(({ code }) => code === 'overlap')?.params).toMatchObject({ otherUnit: '西关' });
  });
  it('brings the lists of features for the open receipt only', async () => {
    preview('a', 4);
    await settle();
    preview('a', 4, 'stops');
    await settle();
    expect(heard[0]?.live.figures[0]?.receipt).toMatchObject({ counted: [], leftOut: [], uncovered: [] });
    expect(heard[1]?.live.figures[0]?.receipt.uncovered.map(({ amount }) => amount)).toEqual([8, 4]);
  });
  it('waits for the city to open and says when it cannot', async () => {
    port.isGated = true;
    void client.open(open);
    preview('a', 2);
    await settle();
    expect(port.asked.map(({ kind }) => kind)).toEqual(['open']);
    port.letGo();
    await settle();
    port.letGo();
    await settle();
    expect(heard.map(({ live }) => live.people)).toEqual([3]);
    port.isGated = false;
    client.open({ ...open, cityId: 'gone' }).catch(() => undefined);
    preview('a', 2);
    await settle();
    expect(failures).toEqual(['GET dataset: 404']);
  });
  it('is silent once closed', async () => {
    port.isGated = true;
    preview('a', 1);
    await settle();
    client.close();
    port.letGo();
    await settle();
    expect(port.isClosed).toBe(true);
    expect([heard, failures]).toEqual([[], []]);
  });
});

it('the engine in the browser says why a home is not covered, in degrees', async () => {
  const host = new EngineHost({ loadDataset: () => Promise.resolve(dataset), createOverlay: () => Promise.resolve(overlay), planRules, now: () => 0 });
  await host.answer({ kind: 'open', ...open });
  const answer = await host.answer({ kind: 'explain', place: { at: crs.inverse(x0 + 300, y0) } });
  const [rule] = answer!.rules;
  expect(rule).toMatchObject({ ruleId: 'stops', verdict: 'uncovered' });
  expect(rule!.topics[0]!.nearest[0]!.beyondM).toBeCloseTo(150, 6);
  expect(rule!.topics[0]!.nearest[0]!.path[1]![0]).toBeCloseTo(crs.inverse(x0, y0)[0], 9);
  expect(await host.answer({ kind: 'explain', place: { featureId: 4711 } })).toBeNull();
  host.close();
});

it('proposes boundaries with the figures that any unit of that outline has', async () => {
  const port = new GatedPort();
  const client = new CoverageClient(port, { onFigures: () => undefined, onFailure: () => undefined });
  await client.open(open);
  const ring = (box(2).coordinates[0] as number[][]);
  const near = { road: [{ id: 'r', properties: { class: 'arterial', name: '环路', tunnel: false }, geometry: { type: 'LineString', coordinates: ring } }] };
  const answer = await client.proposeBoundary({ seed: { kind: 'click', at: crs.inverse(x0, y0) }, near, units: [], locked: [], ruleIds: ['stops'] });
  expect(answer.proposals.map(({ people, figures }) => [people, figures.map(({ ruleId, numerator, denominator }) => [ruleId, numerator, denominator])])).toEqual([[3, [['stops', 3, 3]]]]);
  expect(answer.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['same_as', 'missing_layer']));
});
