/** What each face of the ground is part of. Outlines are among the lines, so a face lies in an area wholly or not at all: a point inside it decides. */
import Flatbush from 'flatbush';
import { pointLocator, type PointLocator } from '../../geometry/point-locator.ts';
import { lonLatToMetric } from '../../geometry/lonlat-to-metric.ts';
import type { MetricCrs } from '../../geometry/metric-crs.ts';
import type { Face } from './faces.ts';
import type { Ground, NearArea } from './question.ts';

export interface FaceFacts {
  /** Places in `Ground.units`, `.oldPlaces`, `.parcels`, `.divisions`, by face. */
  readonly units: readonly (readonly number[])[];
  readonly oldPlaces: readonly (readonly number[])[];
  readonly parcels: readonly (readonly number[])[];
  readonly divisions: readonly (readonly number[])[];
  readonly isWater: readonly boolean[];
}

/** Which of some areas hold a point of metres; boundary included. */
export type Finder = (x: number, y: number) => readonly number[];

export function finderOf(areas: readonly NearArea[], crs: MetricCrs): Finder {
  const locators: PointLocator[] = areas.map(({ geometry }) => pointLocator(lonLatToMetric(geometry, crs)));
  if (locators.length === 0) return () => [];
  const index = new Flatbush(locators.length);
  for (const { box } of locators) index.add(box.minX, box.minY, box.maxX, box.maxY);
  index.finish();
  return (x, y) => index.search(x, y, x, y).filter((area) => locators[area].contains(x, y)).sort((a, b) => a - b);
}

export function faceFacts(faces: readonly Face[], ground: Ground, crs: MetricCrs): FaceFacts {
  const of = (areas: readonly NearArea[]): readonly (readonly number[])[] => {
    const find = finderOf(areas, crs);
    return faces.map(({ inside: [x, y] }) => find(x, y));
  };
  return { units: of(ground.units), oldPlaces: of(ground.oldPlaces), parcels: of(ground.parcels), divisions: of(ground.divisions), isWater: of(ground.water).map((found) => found.length > 0) };
}

export const hasCommon = (a: readonly number[], b: readonly number[]): boolean => a.length > 0 && b.length > 0 && a.some((each) => b.includes(each));
