/** What a survey wrote down of the fictional city beside its geometry: sizes of facilities, lamps and cables of streets. Streams of their own, so that nothing else changes with them. */
import type { Facility } from './facilities.ts';
import { readCityData } from './plan-file.ts';
import type { Pt } from './polygon.ts';
import type { Random } from './random.ts';

type Range = readonly [from: number, to: number];
interface SurveyFile {
  readonly recorded: number;
  readonly floorAreaM2: Readonly<Record<string, Readonly<Record<string, Range>>>>;
  readonly siteAreaM2: Readonly<Record<string, Readonly<Record<string, Range>>>>;
  readonly lampsApartM: Readonly<Record<string, number>>;
  readonly unlit: Readonly<Record<string, number>>;
  readonly lampsOut: Readonly<Record<string, number>>;
  readonly cablesUnderground: Readonly<Record<string, number>>;
}

export interface Survey {
  facility(facility: Facility): Readonly<Record<string, number>>;
  street(cls: string, points: readonly Pt[]): Readonly<Record<string, number | boolean>>;
}

export function surveyOf(seed: Random): Survey {
  const file = readCityData<SurveyFile>('survey.json');
  const sizes = seed.fork('survey sizes');
  const streets = seed.fork('survey streets');
  const size = (name: string, range: Range | undefined): Readonly<Record<string, number>> => (range && sizes.chance(file.recorded) ? { [name]: sizes.int(Math.round(range[0] / 10), Math.round(range[1] / 10)) * 10 } : {});
  return {
    facility: ({ kind, attrs }) => {
      const type = typeof attrs['type'] === 'string' ? attrs['type'] : '';
      const floor = 'floor_area_m2' in attrs && type !== 'centre' ? {} : size('floor_area_m2', file.floorAreaM2[kind]?.[type]);
      return { ...floor, ...size('land_area_m2', file.siteAreaM2[kind]?.[type]) };
    },
    street: (cls, points) => {
      const cables = { cables_underground: streets.chance(file.cablesUnderground[cls] ?? 0) };
      const apart = file.lampsApartM[cls];
      if (apart === undefined || streets.chance(file.unlit[cls] ?? 0)) return { has_lamp: false, ...cables };
      const lamps = Math.max(1, Math.round(lengthOf(points) / apart));
      const out = Array.from({ length: lamps }, () => streets.chance(file.lampsOut[cls] ?? 0)).filter(Boolean).length;
      return { has_lamp: true, lamps, lamps_lit: lamps - out, ...cables };
    },
  };
}

function lengthOf(points: readonly Pt[]): number {
  return points.slice(1).reduce((length, [x, y], i) => length + Math.hypot(x - points[i]![0], y - points[i]![1]), 0);
}
