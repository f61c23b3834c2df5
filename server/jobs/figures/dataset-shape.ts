import type { GeometryType } from '#planning/coverage/dataset.ts';
import type { LayerRegistry } from '#planning/standards/layer-registry.ts';
import { layersOf } from '#planning/standards/rule-layers.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import type { DatasetShape } from '../../db/repositories/coverage-layers.ts';
import type { ColumnType } from '../../db/layer-table-builder.ts';

/** The layers that the rules read, and those that draw the city; of each the attributes marked `engine`. */
export function datasetShape(registry: LayerRegistry, ruleSets: readonly RuleSet[]): DatasetShape {
  const wanted = new Set(['admin_division', ...ruleSets.flatMap(({ rules }) => rules.flatMap((rule) => layersOf(rule)))]);
  const kinds = Object.entries(registry.kinds).filter(([kind]) => wanted.has(kind)).map(([kind, facts]): [string, { geometry: readonly GeometryType[]; columns: ReadonlyMap<string, ColumnType> }] => {
    const columns = Object.entries(facts.attributes).filter(([, attribute]) => attribute.engine === true).map(([name, { type }]): [string, ColumnType] => [name, type]);
    return [kind, { geometry: facts.geometry, columns: new Map(columns) }];
  });
  return { kinds: new Map(kinds) };
}
