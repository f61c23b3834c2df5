import { setImmediate as breathe } from 'node:timers/promises';
import type { PositionCheck } from '#contract/deliveries.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Database } from '../db/database.ts';
import { referencePages, type MetricBox } from '../db/repositories/position-reference.ts';
import type { FlatGeometry } from './geometry/flat-geometry.ts';
import { fromWkb } from './geometry/wkb.ts';
import type { BoundsBox } from './import-plan.ts';
import { checkPosition, ReferenceBuilder, referenceKindsFor, type PositionReference } from './where/sentinel.ts';

/** How far around a layer its reference reaches: a known shift, and the trials beside it. Degrees, 4 km at least. */
const AROUND_DEGREES = 0.05;
/** Of a layer that lies outside everything there is, only where the city is matters, not each of its houses. */
const FEW = 15_000;

/** The city as far as its position check needs it. */
export interface PlacedCity { readonly id: string; readonly bounds: BoundsBox | null; readonly crs: MetricCrs }

/** A box in degrees as one in metres, wide enough for its bent edges. */
function metricBox([west, south, east, north]: BoundsBox, crs: MetricCrs): MetricBox {
  const xs: number[] = [], ys: number[] = [];
  for (const lon of [west, (west + east) / 2, east]) for (const lat of [south, (south + north) / 2, north]) { const [x, y] = crs.forward(lon, lat); xs.push(x); ys.push(y); }
  return [Math.min(...xs) - 500, Math.min(...ys) - 500, Math.max(...xs) + 500, Math.max(...ys) + 500];
}

function around([west, south, east, north]: BoundsBox): BoundsBox { return [west - AROUND_DEGREES, south - AROUND_DEGREES, east + AROUND_DEGREES, north + AROUND_DEGREES]; }

const meet = (a: BoundsBox, b: BoundsBox): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** A layer whose place is in question. `sample`: features in degrees, as they were read, spread evenly over it. `places`: west, south, east, north of the first position of every feature; null: it has none. */
export interface PlacedLayer { readonly kind: string; readonly crs: string; readonly sample: readonly FlatGeometry[]; readonly places: BoundsBox | null }

async function referenceFor(db: Database, city: PlacedCity, kinds: readonly string[], near: BoundsBox | null, signal: AbortSignal): Promise<PositionReference | null> {
  const builder = new ReferenceBuilder();
  for await (const page of referencePages(db.pool, city.id, kinds, near && metricBox(near, city.crs), city.crs.srid, near ? undefined : FEW)) {
    signal.throwIfAborted();
    for (const row of page) for (const flat of fromWkb(row.wkb)) {
      const coords = flat.coords;
      for (let i = 0; i < coords.length; i += 2) [coords[i], coords[i + 1]] = city.crs.inverse(coords[i]!, coords[i + 1]!);
      builder.add({ kind: row.kind, editionId: row.editionId, flat });
    }
    await breathe();
  }
  return builder.finish();
}

const kindsFor = (layers: readonly PlacedLayer[]): string[] => [...new Set(layers.flatMap(({ kind }) => referenceKindsFor(kind)))];

/**
 * Holds layers against the editions in use (server/ingest/where/README.md), by kind. Those that lie in the city share one reference, which is read once;
 * for those outside, a few features of it say where the city is.
 */
export async function positionsOf(db: Database, city: PlacedCity, layers: readonly PlacedLayer[], signal: AbortSignal): Promise<Map<string, PositionCheck>> {
  const { bounds } = city;
  const boxes = new Map(layers.map((layer) => [layer, layer.places && around(layer.places)]));
  const near = layers.filter((layer) => { const box = boxes.get(layer); return bounds !== null && box && meet(bounds, box); });
  const far = layers.filter((layer) => bounds !== null && boxes.get(layer) && !near.includes(layer));
  const nearBox = near.map((layer) => boxes.get(layer)!).reduce<BoundsBox | null>((a, b) => (a ? [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])] : b), null);
  const nearReference = nearBox ? await referenceFor(db, city, kindsFor(near), nearBox, signal) : null;
  const farReference = far.length > 0 ? await referenceFor(db, city, kindsFor(far), null, signal) : null;
  const checks = new Map<string, PositionCheck>();
  for (const layer of layers) {
    const reference = near.includes(layer) ? nearReference : far.includes(layer) ? farReference : null;
    checks.set(layer.kind, checkPosition({ kind: layer.kind, crs: layer.crs, sample: layer.sample }, reference));
    await breathe();
    signal.throwIfAborted();
  }
  return checks;
}
