// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { runTopology } from '#planning/plan/topology/operation.ts';
import { validate } from '#planning/plan/validate.ts';
import type { BatchArea } from '../../../client/draw/batch/batch-area.ts';
import { settleBatch, type Batch, type BatchJudge } from '../../../client/draw/batch/settle-batch.ts';
import type { UnitDraft } from '../../../client/edit/types.ts';
import { box, contextOf, crs, polygonAt, rules } from '../../planning/plan/plan-builders.ts';
import { areaM2, expectPartition } from '../../planning/plan/topology/topology-builders.ts';

let overlay: Overlay;
beforeAll(async () => { overlay = await createGeosOverlay(); });

/** What the worker does, without a worker. */
const judge: BatchJudge = {
  validate: ({ unit, others }) => Promise.resolve(validate(unit, contextOf({ units: others }), rules, overlay)),
  topology: ({ units, operation }) => Promise.resolve(runTopology({ units, crs, rules, overlay }, operation)),
};
const area = (geometry: LonLatArea, name: string | null = null): BatchArea => ({ name, isPriority: false, note: '', geometry });
const unit = (id: string, geometry: LonLatArea, name = id): UnitDraft => ({ id, name, isPriority: false, note: '', geometry });
async function settled(areas: readonly BatchArea[], units: readonly UnitDraft[], wish: 'cut' | 'refuse'): Promise<Batch> {
  let ids = 0;
  return settleBatch(areas, units, judge, { overlap: wish, nameOf: (n) => `单元 ${n}`, newId: () => `new-${(ids += 1)}` });
}
const facts = ({ rows }: Batch) => rows.map(({ unit: { name, geometry }, refused, isCut }) => [name, Math.round(areaM2(geometry)), refused, isCut]);

describe('many boundaries at once', () => {
  const standing = unit('a', polygonAt(box(0, 0, 100, 100)), '东关');
  const over = area(polygonAt(box(80, 0, 100, 100)), '西关');
  const within = area(polygonAt(box(20, 20, 50, 50)), '园内');
  const bow = area(polygonAt([[300, 0], [400, 100], [400, 0], [300, 100]]), '蝴蝶结');

  it('take only the ground that is free, of units there are and of each other', async () => {
    const batch = await settled([over, area(polygonAt(box(160, 0, 100, 100))), within, bow], [standing], 'cut');
    expect(facts(batch)).toEqual([['西关', 8000, null, true], ['单元 1', 8000, null, true], ['园内', 2500, 'nothing_left', false], ['蝴蝶结', 0, 'findings', false]]);
    expect(batch.rows[3]?.findings.map(({ code }) => code)).toContain('self_intersection');
    const made = batch.rows.filter(({ refused }) => refused === null).map((row) => row.unit);
    const after = new Map([standing, ...batch.neighbours, ...made].map((each) => [each.id, each.geometry]));
    expect(after.size).toBe(3);
    expectPartition(Object.fromEntries(after));
  });

  it('stay out as they are where overlap is not wanted', async () => {
    expect(facts(await settled([over, area(polygonAt(box(160, 0, 100, 100)))], [standing], 'refuse'))).toEqual([['西关', 10000, 'findings', false], ['单元 1', 10000, null, false]]);
  });

  it('bear names nobody has', async () => {
    const apart = (x: number, name: string | null) => area(polygonAt(box(x, 500, 50, 50)), name);
    expect(facts(await settled([apart(0, '东关'), apart(100, '东关'), apart(200, null), apart(300, null)], [standing, unit('b', polygonAt(box(0, 900, 50, 50)), '单元 1')], 'cut')).map(([name]) => name)).toEqual(['东关 (2)', '东关 (3)', '单元 2', '单元 3']);
  });

  it('give a corner to a neighbour whose edge they end on, and leave its ground as it was', async () => {
    const batch = await settled([area(polygonAt(box(90, 40, 100, 20)), '嵌入')], [standing], 'cut');
    expect(batch.rows[0]?.refused).toBeNull();
    expect(batch.neighbours.map(({ id, geometry }) => [id, Math.round(areaM2(geometry)), geometry.type === 'Polygon' && geometry.coordinates[0]?.length])).toEqual([['a', 10000, 7]]);
  });

  it('are no longer asked about once nobody waits', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const asked = settleBatch([over, within], [], judge, { overlap: 'cut', nameOf: String, newId: () => 'x', signal: stop.signal, onProgress: (n) => { done.push(n); stop.abort(); } });
    await expect(asked).rejects.toThrow();
    expect(done).toEqual([1]);
  });
});
