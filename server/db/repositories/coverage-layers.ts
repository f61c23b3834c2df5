import { createHash } from 'node:crypto';
import { DATASET_VERSION, type Dataset, type GeometryType, type LayerTable } from '#planning/coverage/dataset.ts';
import type { InputRef } from '#planning/coverage/figure.ts';
import type { Queryable } from '../database.ts';
import { LayerTableBuilder, type ColumnType } from '../layer-table-builder.ts';
import { WkbReader } from '../wkb.ts';

/** Which layers and attributes the planning core reads; from `data/layers.json` and the rule sets. */
export interface DatasetShape {
  /** Layer kind → its geometry types and the attributes that travel, each with its type. */
  readonly kinds: ReadonlyMap<string, { readonly geometry: readonly GeometryType[]; readonly columns: ReadonlyMap<string, ColumnType> }>;
}

/** What a dataset will be made of, without its rows: cheap to ask for on every request. */
export interface DatasetKey {
  readonly cityId: string;
  readonly srid: number;
  readonly inputs: readonly InputRef[];
  /** As `Dataset.hash`: equal hash, equal figures. */
  readonly hash: string;
}

interface EditionRow { id: number; kind: string; edition: number; source: string; source_date: string | null; sha256: string; feature_count: number }

/** The current editions of the layers the core reads; null when there is no such city. A city without a metric CRS has no layers yet; it counts as SRID 0. */
export async function datasetKey(q: Queryable, cityId: string, shape: DatasetShape): Promise<DatasetKey | null> {
  const city = await q.query<{ srid: number | null }>('select srid from city where id = $1', [cityId]);
  if (!city.rows[0]) return null;
  const { rows } = await q.query<EditionRow>(
    `select id, kind, edition, source, source_date, sha256, feature_count from layer_edition where city_id = $1 and status = 'current' and kind = any($2::text[]) order by kind`,
    [cityId, [...shape.kinds.keys()]]);
  const inputs = rows.map((row): InputRef => ({
    layer: row.kind, editionId: row.id, edition: row.edition, source: row.source, sourceDate: row.source_date, sha256: row.sha256, features: row.feature_count,
  }));
  const srid = city.rows[0].srid ?? 0;
  const hash = createHash('sha256').update(JSON.stringify([DATASET_VERSION, cityId, srid, inputs.map(({ layer, editionId, edition, sha256 }) => [layer, editionId, edition, sha256])])).digest('hex');
  return { cityId, srid, inputs, hash };
}

/** The features of these editions as typed arrays. Reads in short statements, so that a large city neither blocks the event loop nor an embedded database. */
export async function loadDataset(q: Queryable, key: DatasetKey, shape: DatasetShape): Promise<Dataset> {
  const layers: LayerTable[] = [];
  for (const input of key.inputs) layers.push(...await loadLayer(q, input, shape));
  return { version: DATASET_VERSION, cityId: key.cityId, crs: `EPSG:${key.srid}`, hash: key.hash, layers };
}

/** Features a statement; ids of an edition lie close together. */
const batchSize = 4000;

async function loadLayer(q: Queryable, input: InputRef, shape: DatasetShape): Promise<LayerTable[]> {
  const kind = shape.kinds.get(input.layer);
  if (!kind) throw new Error(`unknown layer kind ${input.layer}`);
  const builders = new Map<GeometryType, LayerTableBuilder>();
  const builderOf = (type: GeometryType): LayerTableBuilder => {
    let builder = builders.get(type);
    if (!builder) builders.set(type, builder = new LayerTableBuilder(input.layer, type, kind.columns));
    return builder;
  };
  const { rows: [range] } = await q.query<{ first: number | null; last: number | null; count: number }>(
    'select min(id) as first, max(id) as last, count(*) as count from feature where edition_id = $1', [input.editionId]);
  if (range && range.first !== null && range.last !== null) {
    const step = Math.ceil((batchSize * (range.last - range.first + 1)) / range.count);
    for (let from = range.first; from <= range.last; from += step) await loadBatch(q, input.editionId, from, from + step, [...kind.columns.keys()], builderOf);
  }
  // A layer without features is still a layer: nothing of the kind is there, which is not the same as not knowing.
  if (builders.size === 0) builderOf(kind.geometry[0] ?? 'point');
  return [...builders.values()].map((builder) => builder.done(input));
}

interface Batch { ids: number[] | null; wkb: Buffer | null; attributes: (string | number | boolean | null)[][] | null }

async function loadBatch(q: Queryable, editionId: number, from: number, to: number, columns: readonly string[], builderOf: (type: GeometryType) => LayerTableBuilder): Promise<void> {
  const attributes = columns.map((_, index) => `f.attrs->($${index + 4}::text)`).join(', ');
  const { rows: [batch] } = await q.query<Batch>(
    `select json_agg(f.id order by f.id) as ids, string_agg(st_asbinary(st_force2d(st_forcepolygonccw(f.geom)), 'NDR'), ''::bytea order by f.id) as wkb,
      json_agg(json_build_array(${attributes}) order by f.id) as attributes
    from feature f where f.edition_id = $1 and f.id >= $2 and f.id < $3`, [editionId, from, to, ...columns]);
  if (!batch?.ids || !batch.wkb || !batch.attributes) return;
  const reader = new WkbReader(batch.wkb);
  batch.ids.forEach((id, index) => {
    const builder = builderOf(reader.peek());
    builder.beginFeature(id);
    reader.read(builder);
    builder.endFeature(batch.attributes?.[index] ?? []);
  });
}
