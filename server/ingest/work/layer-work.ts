import { metricCrs, manyInMetres, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { ReportCode } from '#contract/report-codes.ts';
import { ByteaArray } from '../../db/binary-array.ts';
import { loadGeos, type Geos } from '../geometry/geos.ts';
import { mend } from '../geometry/mend.ts';
import { isSurelySimpleArea } from '../geometry/surely-simple.ts';
import { inDegrees } from '../geometry/to-lonlat.ts';
import { wkbSize, writeWkb } from '../geometry/wkb.ts';
import type { Dimension, FlatGeometry } from '../geometry/flat-geometry.ts';
import { widened, type BoundsBox } from '../import-plan.ts';
import { layerRegistry } from '../layer-kinds.ts';
import { packPyramid } from '../tiles/build-tiles.ts';
import { TilePyramid } from '../tiles/tile-pyramid.ts';
import type { Turns } from '../turns.ts';
import { copyShape, type RowPack } from './row-pack.ts';

/** What is to be told of a row; `row` counts within its pack. */
export interface RowNote { readonly row: number; readonly list: 'mended' | 'leftOut'; readonly code: ReportCode<'mended'> | ReportCode<'leftOut'>; readonly detail: string }

/** A pack whose rows are mended. */
export interface MendedPack {
  /** Places of the rows that are taken, in their order; null: all of them. */
  readonly taken: readonly number[] | null;
  readonly notes: readonly RowNote[];
  /** Extended WKB of the rows that are taken, as a binary `bytea[]`. */
  readonly geometry: Uint8Array;
  /** West, south, east, north in degrees of the rows that are taken, as they were read; null: none is. */
  readonly bounds: BoundsBox | null;
}

export type WorkRows = Pick<RowPack, 'shapes' | 'names' | 'attrs' | 'isOut'>;

/** Loaded when the first row needs it: most areas are surely simple. */
let geos: Geos | null = null;

/** The geometry of one layer: mends its rows pack by pack, writes them as the database takes them, and cuts them into tiles in the end. */
export class LayerWork {
  private readonly crs: MetricCrs;
  private readonly allowed: readonly Dimension[];
  private readonly pyramid: TilePyramid;
  private readonly written = new ByteaArray();
  /** The row in hand: nothing keeps its numbers. */
  private readonly degrees: number[] = [];
  private readonly metres: number[] = [];

  constructor(kind: string, srid: number) {
    this.crs = metricCrs(srid)!;
    this.allowed = layerRegistry.kinds[kind]!.geometry;
    this.pyramid = new TilePyramid(kind);
  }

  /** A row in metres, mended; null: left out, told to `notes`. */
  private mended(source: FlatGeometry, row: number, notes: RowNote[]): FlatGeometry | null {
    const { flat, leftOut, mended } = mend(source, this.allowed, geos!);
    if (!flat) { notes.push({ row, list: 'leftOut', ...leftOut! }); return null; }
    for (const { code, detail } of mended) notes.push({ row, list: 'mended', code, detail });
    return flat;
  }

  /** `turns` null: the thread is this work's own. Packs come one after the other, in the order of the rows. */
  async mend({ shapes, names, attrs, isOut }: WorkRows, turns: Turns | null): Promise<MendedPack> {
    const { crs, allowed, pyramid, written } = this;
    const takesAreas = allowed.includes('polygon');
    const read = JSON.parse(`[${attrs.join()}]`) as Readonly<Record<string, unknown>>[];
    const taken: number[] = [], notes: RowNote[] = [];
    let bounds: BoundsBox | null = null;
    for (let row = 0; row < shapes.count; row += 1) {
      if (isOut?.[row] === 1) continue;
      const degrees = copyShape(shapes, row, this.degrees, shapes.srid === crs.srid ? this.metres : null);
      const source: FlatGeometry = { ...degrees, coords: shapes.srid === crs.srid ? this.metres : manyInMetres(crs, degrees.coords) };
      const isSimple = takesAreas && isSurelySimpleArea(source);
      if (!isSimple) geos ??= await loadGeos();
      const flat = isSimple ? source : this.mended(source, row, notes);
      if (turns?.isDue) await turns.pass();
      if (!flat) continue;
      const at = written.begin(wkbSize(flat, crs.srid));
      writeWkb(flat, crs.srid, written.view, at);
      pyramid.add(pyramid.count, names[row]!, read[row]!, flat === source ? degrees : inDegrees(flat, crs));
      bounds = widened(bounds, degrees.coords);
      taken.push(row);
    }
    return { taken: taken.length === shapes.count ? null : taken, notes, geometry: written.finish(), bounds };
  }

  /** The layer's archive; `ids`: of the rows that were taken, in their order, or more. The layer is used up then. */
  async tiles(ids: Float64Array, turns: Turns | null): Promise<Uint8Array> {
    this.pyramid.renumber(ids);
    // In memory of its own, which can be handed to another thread.
    return new Uint8Array(await packPyramid(this.pyramid, turns));
  }
}
