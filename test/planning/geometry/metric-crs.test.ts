import { describe, expect, it } from 'vitest';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import { manyInDegrees, manyInMetres, metricCrs, metricSridAt } from '#planning/geometry/metric-crs.ts';

describe('the metric CRS', () => {
  it('puts Zhengzhou where PROJ puts it: 113.6°E 34.75°N is 463373.915, 3846931.204 in EPSG:4547', () => {
    const [x, y] = metricCrs(4547)!.forward(113.6, 34.75);
    expect(x).toBeCloseTo(463_373.915, 3);
    expect(y).toBeCloseTo(3_846_931.204, 3);
    const [zoned] = metricCrs(4526)!.forward(113.6, 34.75);
    expect(zoned).toBeCloseTo(38_463_373.915, 3);
  });

  it('comes back to the degree it left', () => {
    for (const [srid, lon, lat] of [[4547, 113.6, 34.75], [32722, -51.2, -30.03], [32632, 7.42, 43.73]] as const) {
      const crs = metricCrs(srid)!;
      const [x, y] = crs.forward(lon, lat);
      const [lonBack, latBack] = crs.inverse(x, y);
      expect(lonBack).toBeCloseTo(lon, 9);
      expect(latBack).toBeCloseTo(lat, 9);
    }
  });

  it.each([4547, 4526, 32650, 32722])('gives many positions the same metres to the bit, and the same degrees to a hair: EPSG:%i', (srid) => {
    const crs = metricCrs(srid)!;
    const degrees = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? (srid === 32722 ? -51 : 114) + Math.sin(i * 1.7) * 2 : (srid === 32722 ? -30 : 34) + Math.cos(i * 2.3) * 3));
    const metres = manyInMetres(crs, degrees), back = manyInDegrees(crs, metres);
    for (let i = 0; i < degrees.length; i += 2) {
      expect([metres[i], metres[i + 1]]).toEqual(crs.forward(degrees[i]!, degrees[i + 1]!));
      const [lon, lat] = crs.inverse(metres[i]!, metres[i + 1]!);
      expect(Math.max(Math.abs(back[i]! - lon), Math.abs(back[i + 1]! - lat))).toBeLessThan(1e-12);
    }
  });

  it('follows the zone to its edges, the pole and the day line', () => {
    for (const srid of [4547, 32601, 32660, 32760]) {
      const crs = metricCrs(srid)!, metres = Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 500_000 + Math.sin(i * 1.7) * 600_000 : 5e6 + Math.cos(i * 2.3) * 4.99e6));
      const back = manyInDegrees(crs, metres);
      for (let i = 0; i < metres.length; i += 2) {
        const [lon, lat] = crs.inverse(metres[i]!, metres[i + 1]!);
        expect(Math.max(Math.abs(back[i]! - lon), Math.abs(back[i + 1]! - lat)), `${metres[i]}, ${metres[i + 1]}`).toBeLessThan(2e-11);
      }
    }
    expect(manyInDegrees(metricCrs(4547)!, [5e7, 0])).toEqual(metricCrs(4547)!.inverse(5e7, 0));
  });

  it('chooses a 3-degree zone in China and UTM elsewhere', () => {
    expect([metricSridAt(113.6, 34.75), metricSridAt(116.35, 39.96), metricSridAt(7.42, 43.73), metricSridAt(-51.2, -30.03)]).toEqual([4547, 4548, 32632, 32722]);
  });

  it('knows no degrees and no web mercator', () => {
    expect([metricCrs(4326), metricCrs(3857), metricCrs(0)]).toEqual([null, null, null]);
  });

  it('closes an open ring on the way to metres', () => {
    const [[ring]] = lonLatToMetric({ type: 'Polygon', coordinates: [[[113.6, 34.7], [113.61, 34.7, 5], [113.61, 34.71]]] }, metricCrs(4547)!);
    expect(ring).toHaveLength(4);
    expect(ring[3]).toEqual(ring[0]);
    expect(ring[1]).toHaveLength(2);
  });
});
