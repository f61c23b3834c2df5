import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { MultiPolygonCoords, Position } from '#planning/geometry/types.ts';
import { ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { everyKindOfRule } from '../../support/rules-of-every-kind.ts';
import { randomScene } from '../../support/random-scene.ts';
import { seeded } from '../../support/scenes.ts';

/** One step of a hand: a corner moves, one is put in or taken out, the whole area is moved. */
function dragged(area: MultiPolygonCoords, random: () => number): MultiPolygonCoords {
  const open = area[0][0].slice(0, -1);
  const index = Math.floor(random() * open.length);
  const [x, y] = open[index];
  const place: Position = [x + 120 * (random() - 0.5), y + 120 * (random() - 0.5)];
  const dice = random();
  const ring = dice < 0.75 ? open.map((corner, i) => (i === index ? place : corner))
    : dice < 0.85 ? [...open.slice(0, index + 1), place, ...open.slice(index + 1)]
    : dice < 0.93 && open.length > 4 ? open.filter((_, i) => i !== index)
    : open.map(([cx, cy]): Position => [cx + 30, cy - 20]);
  return [[[...ring, ring[0]]]];
}

const numbers = (figures: readonly Figure[]): unknown => figures.map(({ ruleId, value, numerator, denominator, extras, verdict }) => ({ ruleId, value, numerator, denominator, extras, verdict }));

describe('an area followed while it is dragged', () => {
  it('gives the numbers of a computation from nothing at every step', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const random = seeded(seed);
      const { dataset, area: start } = randomScene(seed);
      const engine = createCoverageEngine(dataset, [ruleSetOf(everyKindOfRule)], overlay);
      const followed = engine.follow();
      let area = start;
      for (let step = 0; step < 30; step++) {
        area = dragged(area, random);
        const { figures, areaM2, people, withProposals } = followed.figuresOfMetric(area, { listLimit: 0 });
        expect(numbers(figures), `seed ${seed}, step ${step}`).toEqual(numbers(engine.figuresOfMetric(area, { listLimit: 0 })));
        expect([areaM2, people, withProposals]).toEqual([engine.areaM2(area), engine.people(area), null]);
      }
      // What is saved when the hand lets go has receipts.
      expect(numbers(followed.figuresOfMetric(area, { listLimit: 0 }).figures), `seed ${seed}, saved`).toEqual(numbers(engine.figuresOfMetric(area)));
      followed.dispose();
      engine.dispose();
    }), { seed: 20260202, numRuns: 25 });
  }, 120_000);
});
