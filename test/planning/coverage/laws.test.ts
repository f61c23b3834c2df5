import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAtoms } from '#planning/coverage/atoms.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { shapeOf } from '#planning/coverage/features.ts';
import { select } from '#planning/coverage/selection.ts';
import { overlayScope } from '#planning/geometry/overlay-scope.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import { overlay } from '../../support/geos.ts';
import { randomScene } from '../../support/random-scene.ts';
import { allRuleSets } from '../../support/rule-sets.ts';
import { datasetOf, movedArea, rectangle, scene, seeded, type SceneFeature } from '../../support/scenes.ts';

/** Laws that hold whatever the right numbers are, for every rule of data/standards. */
const ruleSets = allRuleSets();
const EMPTY = ['rail_station', 'health_facility', 'culture_facility', 'sports_site', 'elderly_facility', 'community_service', 'commerce_poi', 'admin_division'];
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const runs = { seed: 20260102, numRuns: 15 };

function figuresOf(dataset: Dataset, area: MultiPolygonCoords): readonly Figure[] {
  const engine = createCoverageEngine(dataset, ruleSets, overlay);
  try {
    return engine.figuresOfMetric(area);
  } finally {
    engine.dispose();
  }
}

function expectSameTotals(a: readonly Figure[], b: readonly Figure[], relative: number): void {
  a.forEach((figure, i) => {
    for (const part of ['numerator', 'denominator'] as const) {
      const [x, y] = [figure[part], b[i][part]];
      if (x === null || y === null) expect(x, figure.ruleId).toBe(y);
      else expect(Math.abs(x - y), `${figure.ruleId} ${part} ${x} ${y}`).toBeLessThanOrEqual(relative * Math.abs(y) + 1e-5);
    }
  });
}

/** A right-angled parcel cut in two along a line that all its corners are on one grid with. */
function splitParcels(features: readonly SceneFeature[]): readonly SceneFeature[] {
  let id = 100_000;
  return features.flatMap((feature) => {
    const { geometry } = feature;
    if (feature.layer !== 'land_use' || geometry.type !== 'Polygon' || geometry.coordinates.length > 1 || geometry.coordinates[0].length < 5) return [feature];
    const ring = geometry.coordinates[0];
    const first = ring[0];
    const isClosed = first[0] === ring[ring.length - 1][0] && first[1] === ring[ring.length - 1][1];
    const corners = isClosed ? ring.slice(0, -1) : ring;
    if (!isConvex(corners)) return [feature];
    const middle = corners.length >> 1;
    return [
      { ...feature, geometry: { type: 'Polygon' as const, coordinates: [corners.slice(0, middle + 1)] } },
      { ...feature, id: id++, geometry: { type: 'Polygon' as const, coordinates: [[first, ...corners.slice(middle)]] } },
    ];
  });
}

function isConvex(corners: readonly (readonly number[])[]): boolean {
  return corners.every((b, i) => {
    const a = corners[(i + corners.length - 1) % corners.length];
    const c = corners[(i + 1) % corners.length];
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) > 0;
  });
}

describe('laws', () => {
  it('asking twice, after other questions, gives the same answer to the last bit', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const { dataset, area } = randomScene(seed);
      const engine = createCoverageEngine(dataset, ruleSets, overlay);
      const first = engine.figuresOfMetric(area);
      engine.figuresOfMetric(rectangle(0, 0, 500, 500));
      engine.warm();
      expect(engine.figuresOfMetric(area)).toEqual(first);
      engine.dispose();
      expect(figuresOf(dataset, area)).toEqual(first);
    }), runs);
  }, 120_000);

  it('moving everything by the same vector changes nothing', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const { features, area } = randomScene(seed);
      const moved = scene(features, EMPTY).moved(4096, -8192);
      expectSameTotals(figuresOf(moved.dataset(), movedArea(area, 4096, -8192)), figuresOf(scene(features, EMPTY).dataset(), area), 1e-9);
    }), runs);
  }, 120_000);

  it('another facility never lowers coverage', () => {
    fc.assert(fc.property(seeds, fc.integer({ min: 0, max: 1600 }), fc.integer({ min: 0, max: 1600 }), (seed, x, y) => {
      const { features, area } = randomScene(seed);
      const before = scene(features, EMPTY);
      const after = before.point('bus_stop', x, y).point('school', x, y, { type: 'nine_year' }).point('public_toilet', x, y, { class: 'I' }).point('school', x, y, { type: 'kindergarten' });
      const was = figuresOf(before.dataset(), area);
      figuresOf(after.dataset(), area).forEach((figure, i) => {
        if (!/within_radius|circle/.test(figure.ruleKind) || figure.numerator === null) return;
        expect(figure.numerator, figure.ruleId).toBeGreaterThanOrEqual(was[i].numerator! - 1e-5);
        expect(figure.denominator, figure.ruleId).toBe(was[i].denominator);
      });
    }), runs);
  }, 120_000);

  it('splitting a parcel changes no total', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const { features, area } = randomScene(seed);
      const convexOnly = features.filter(({ id, layer }) => layer !== 'land_use' || id % 2 === 0);
      const split = splitParcels(convexOnly);
      // On foot a parcel is in or out as a whole, from a place of its own: two halves have two places.
      const asGround = ({ ruleKind, numeratorUnit }: Figure): boolean => ruleKind !== 'people_within_walk' || numeratorUnit === 'people';
      expectSameTotals(figuresOf(datasetOf(split, EMPTY), area).filter(asGround), figuresOf(datasetOf(convexOnly, EMPTY), area).filter(asGround), 1e-9);
    }), runs);
  }, 120_000);

  it('two halves of an area add up to the whole', () => {
    fc.assert(fc.property(seeds, fc.integer({ min: 100, max: 1500 }), (seed, cut) => {
      const { dataset } = randomScene(seed);
      const west = figuresOf(dataset, rectangle(0, 0, cut + 0.123, 1600));
      const east = figuresOf(dataset, rectangle(cut + 0.123, 0, 1600 - cut - 0.123, 1600));
      figuresOf(dataset, rectangle(0, 0, 1600, 1600)).forEach((whole, i) => {
        if (whole.ruleKind === 'count_in_area' || whole.numerator === null) return;
        expect(Math.abs(west[i].numerator! + east[i].numerator! - whole.numerator), whole.ruleId).toBeLessThanOrEqual(1e-9 * whole.numerator + 1e-5);
        // Facilities needed are rounded up on either side.
        if (whole.ruleKind === 'population_per_facility') return;
        expect(Math.abs(west[i].denominator! + east[i].denominator! - whole.denominator!), whole.ruleId).toBeLessThanOrEqual(1e-9 * whole.denominator! + 1e-5);
      });
    }), runs);
  }, 120_000);

  it('rates are rates, receipts add up, totals count what lists hold', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const { dataset, area } = randomScene(seed);
      for (const figure of figuresOf(dataset, area)) {
        const { receipt } = figure;
        // There may be more facilities than people need, and more parking spaces than households.
        const mayExceed = figure.ruleKind === 'population_per_facility' || figure.ruleId === 'CC2020-10-parking';
        if (figure.unit === 'rate' && figure.value !== null) expect(figure.value >= 0 && (mayExceed || figure.value <= 1 + 1e-9), `${figure.ruleId} ${figure.value}`).toBe(true);
        expect(receipt.countedTotal).toBe(receipt.counted.length);
        expect(receipt.uncoveredTotal).toBe(receipt.uncovered.length);
        if (figure.verdict === 'not_assessed' || !/within_radius|circle/.test(figure.ruleKind)) continue;
        const missing = receipt.uncovered.reduce((total, { amount }) => total + amount!, 0);
        expect(Math.abs(figure.denominator! - figure.numerator! - missing), figure.ruleId).toBeLessThanOrEqual(1e-3);
      }
    }), runs);
  }, 120_000);
});

describe('atoms', () => {
  it('are disjoint and cover what the polygons cover: their areas add up to the area of the union', () => {
    const random = seeded(5);
    for (let round = 0; round < 300; round++) {
      const count = 2 + Math.floor(random() * 12);
      const features = Array.from({ length: count }, (_, i): SceneFeature => ({
        id: i + 1, layer: 'old_market', attributes: {},
        geometry: { type: 'Polygon', coordinates: random() < 0.7
          ? rectangle(10 * Math.floor(random() * 5), 10 * Math.floor(random() * 5), 10 + 10 * Math.floor(random() * 3), 10 + 10 * Math.floor(random() * 3))[0]
          : [[[Math.floor(random() * 50), Math.floor(random() * 50)], [60 + Math.floor(random() * 9), Math.floor(random() * 50)], [30, 70 + Math.floor(random() * 9)]]] },
      }));
      const dataset = datasetOf(features);
      const scope = overlayScope(overlay);
      const atoms = buildAtoms(select(dataset, [{ layer: 'old_market' }]), scope);
      const union = scope.area(scope.union(features.map((_, row) => shapeOf(scope, dataset.layers[0], row))));
      expect(Math.abs(atoms.areaM2.reduce((total, areaM2) => total + areaM2, 0) - union), JSON.stringify(features.map(({ geometry }) => geometry.coordinates))).toBeLessThan(1e-6);
      scope.releaseAll();
    }
  }, 120_000);
});
