import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { toBd09, toGcj02 } from '#planning/geometry/gcj02.ts';
import type { FlatGeometry } from '../../server/ingest/geometry/flat-geometry.ts';
import { checkPosition, referenceKindsFor, referenceOf } from '../../server/ingest/where/sentinel.ts';

export interface KindFeature { readonly kind: string; readonly flat: FlatGeometry }

/** How a layer is spoilt, the CRS it is then said to be in, and what the sentinel should answer. */
const cm114 = metricCrs(4547)!, cm111 = metricCrs(4546)!;
export const spoils = {
  clean: { crs: 'EPSG:4326', move: (lon: number, lat: number): [number, number] => [lon, lat], wanted: 'fits none EPSG:4326' },
  gcj02: { crs: 'EPSG:4326', move: toGcj02, wanted: 'shifted gcj02 EPSG:4326' },
  bd09: { crs: 'EPSG:4326', move: toBd09, wanted: 'shifted bd09 EPSG:4326' },
  swapped: { crs: 'EPSG:4326', move: (lon: number, lat: number): [number, number] => [lat, lon], wanted: 'shifted swapped EPSG:4326' },
  zone: { crs: 'EPSG:4546', move: (lon: number, lat: number): [number, number] => cm111.inverse(...cm114.forward(lon, lat)), wanted: 'shifted zone EPSG:4547' },
} as const;
export type Spoil = keyof typeof spoils;

export interface Rate { readonly kind: string; readonly spoil: Spoil; readonly size: number; right: number; unchecked: number; wrong: number; readonly faults: string[] }
export interface RatesOrder {
  readonly kinds: readonly string[];
  /** Features a sample; 0: the whole layer, once. */
  readonly sizes: readonly number[];
  /** Samples a size, by turns strewn over the city and from one neighbourhood. */
  readonly samples: number;
  readonly seed: number;
  /** The layer's own kind is there already as an edition in use; else it is held against other layers only. */
  readonly hasPredecessor: boolean;
}

function spoilt({ dimension, coords, ringEnds, partEnds }: FlatGeometry, move: (lon: number, lat: number) => readonly [number, number]): FlatGeometry {
  const moved = new Array<number>(coords.length);
  for (let i = 0; i < coords.length; i += 2) [moved[i], moved[i + 1]] = move(coords[i]!, coords[i + 1]!) as [number, number];
  return { dimension, coords: moved, ringEnds, partEnds };
}

/** How often the sentinel is right about layers of a city, clean and spoilt in every known way, and the milliseconds of each check. */
export function sentinelRates(features: readonly KindFeature[], { kinds, sizes, samples, seed, hasPredecessor }: RatesOrder): { rates: Rate[]; times: number[] } {
  let state = seed;
  const random = (): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
  const rates: Rate[] = [];
  const times: number[] = [];
  for (const kind of kinds) {
    const layer = features.filter((feature) => feature.kind === kind).map(({ flat }) => flat);
    const wanted = new Set(referenceKindsFor(kind));
    const reference = referenceOf(features.filter((feature) => wanted.has(feature.kind) && (hasPredecessor || feature.kind !== kind)).map(({ kind: of, flat }) => ({ kind: of, editionId: 1, flat })));
    for (const size of sizes) {
      if (layer.length < size) continue;
      const picks = size === 0 ? [layer] : Array.from({ length: samples }, (_, i) => (i % 2 === 0 ? strewn(layer, size, random) : neighbours(layer, size, random)));
      for (const spoil of Object.keys(spoils) as Spoil[]) {
        const { crs, move, wanted: answer } = spoils[spoil];
        const rate: Rate = { kind, spoil, size, right: 0, unchecked: 0, wrong: 0, faults: [] };
        for (const pick of picks) {
          const sample = pick.map((flat) => spoilt(flat, move));
          const start = performance.now();
          const check = checkPosition({ kind, crs, sample }, reference);
          times.push(performance.now() - start);
          const got = `${check.verdict} ${check.shift} ${check.crs}`;
          if (got === answer) rate.right += 1;
          else if (check.verdict === 'unchecked') rate.unchecked += 1;
          else { rate.wrong += 1; rate.faults.push(`${kind}, ${pick.length} features, ${spoil}: ${got}`); }
        }
        rates.push(rate);
      }
    }
  }
  return { rates, times };
}

const strewn = (layer: readonly FlatGeometry[], size: number, random: () => number): FlatGeometry[] => Array.from({ length: size }, () => layer[Math.floor(random() * layer.length)]!);

function neighbours(layer: readonly FlatGeometry[], size: number, random: () => number): FlatGeometry[] {
  const [lon, lat] = layer[Math.floor(random() * layer.length)]!.coords as [number, number];
  return layer.map((flat) => ({ flat, far: Math.hypot(flat.coords[0]! - lon, flat.coords[1]! - lat) })).sort((a, b) => a.far - b.far).slice(0, size).map(({ flat }) => flat);
}

export interface Total { right: number; unchecked: number; wrong: number }
export function totalOf(rates: readonly Rate[]): Total & { /** Of those judged, right; of all, judged. */ recognised: number; judged: number } {
  const total: Total = { right: 0, unchecked: 0, wrong: 0 };
  for (const rate of rates) for (const key of ['right', 'unchecked', 'wrong'] as const) total[key] += rate[key];
  const judged = total.right + total.wrong;
  return { ...total, recognised: judged === 0 ? 1 : total.right / judged, judged: judged / Math.max(1, judged + total.unchecked) };
}

/** One line a kind: right/unchecked/wrong by size and spoil. */
export function ratesTable(rates: readonly Rate[]): string {
  const kinds = [...new Set(rates.map(({ kind }) => kind))], sizes = [...new Set(rates.map(({ size }) => size))];
  const cell = (total: Total) => `${total.right}/${total.unchecked}/${total.wrong}`.padEnd(11);
  const head = sizes.flatMap((size) => (Object.keys(spoils) as Spoil[]).map((spoil) => `${spoil}×${size || 'all'}`.padEnd(11))).join('');
  const lines = kinds.map((kind) => kind.padEnd(20) + sizes.flatMap((size) => (Object.keys(spoils) as Spoil[]).map((spoil) => cell(totalOf(rates.filter((rate) => rate.kind === kind && rate.size === size && rate.spoil === spoil))))).join(''));
  return [`right/unchecked/wrong`.padEnd(20) + head, ...lines].join('\n');
}
