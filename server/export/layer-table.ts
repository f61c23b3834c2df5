import { setImmediate as breathe } from 'node:timers/promises';
import type { LayerEdition } from '#contract/layers.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Queryable } from '../db/database.ts';
import { collectionPages } from '../db/repositories/collection-items.ts';
import { layerRegistry } from '../ingest/layer-kinds.ts';
import type { FeatureTable } from './feature-table.ts';
import { layerFields, layerValues } from './fields.ts';
import { fromMetres, geometryOf } from './target-crs.ts';

const pageSize = 1000;

/** An edition of a layer. Its metres go out as they are stored when the target is the city's own CRS. */
export function layerTable(q: Queryable, crs: MetricCrs, edition: LayerEdition): FeatureTable {
  const fields = layerFields(edition.kind);
  return {
    name: edition.kind, title: layerRegistry.kinds[edition.kind]?.name ?? { zh: edition.kind, en: edition.kind }, fields, count: edition.featureCount,
    origin: { source: edition.source, sourceDate: edition.sourceDate, attribution: edition.attribution },
    async *rows(target, signal) {
      const place = fromMetres(crs, target);
      for await (const page of collectionPages(q, edition.id, pageSize)) {
        signal.throwIfAborted();
        for (const row of page) yield { id: row.sourceId, values: layerValues(fields, row), geometry: geometryOf(row.wkb, place) };
        await breathe();
      }
    },
  };
}
