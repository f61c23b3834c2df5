import { buildLayerTables } from '#planning/coverage/dataset-builder.ts';
import type { LayerTable } from '#planning/coverage/dataset.ts';
import { areaOf, boxOf, featureCount, ringRange } from '#planning/coverage/features.ts';
import type { InputRef } from '#planning/coverage/figure.ts';
import type { MetricProposal } from '#planning/coverage/proposal.ts';
import type { LayerMeasures } from './figure-protocol.ts';

/** Without some of the features. */
export function measuresWithout(measures: LayerMeasures, ids: readonly number[]): LayerMeasures {
  if (ids.length === 0) return measures;
  const isLeft = (_: number, row: number): boolean => !ids.includes(measures.ids[row] as number);
  return { ids: measures.ids.filter(isLeft), measures: measures.measures.filter(isLeft), x: measures.x.filter(isLeft), y: measures.y.filter(isLeft) };
}

/** The same of what a unit builds or moves there of a layer. */
export function measuresOfProposals(proposals: readonly MetricProposal[], input: InputRef): LayerMeasures {
  const own = proposals.filter(({ layer, action = 'build' }) => layer === input.layer && (action === 'build' || action === 'move'));
  return measuresOf(buildLayerTables(input.layer, own, input, { kinds: { [input.layer]: { geometry: ['point'], attributes: {} } } }));
}

/** Area of polygons, length of lines, 0 for points; and the middle of the extent. */
export function measuresOf(tables: readonly LayerTable[]): LayerMeasures {
  const count = tables.reduce((total, table) => total + featureCount(table), 0);
  const measures: LayerMeasures = { ids: new Float64Array(count), measures: new Float64Array(count), x: new Float64Array(count), y: new Float64Array(count) };
  let at = 0;
  for (const table of tables) {
    for (let row = 0; row < featureCount(table); row += 1) {
      const box = boxOf(table, row);
      measures.ids[at] = table.ids[row] as number;
      measures.measures[at] = table.geometryType === 'line' ? lengthOf(table, row) : areaOf(table, row);
      measures.x[at] = (box.minX + box.maxX) / 2;
      measures.y[at] = (box.minY + box.maxY) / 2;
      at += 1;
    }
  }
  return measures;
}

function lengthOf({ coords, ringOffsets, ...table }: LayerTable, row: number): number {
  const [first, end] = ringRange({ coords, ringOffsets, ...table }, row);
  let length = 0;
  for (let ring = first; ring < end; ring += 1) {
    for (let p = ringOffsets[ring] as number; p + 1 < (ringOffsets[ring + 1] as number); p += 1) {
      length += Math.hypot((coords[2 * p + 2] as number) - (coords[2 * p] as number), (coords[2 * p + 3] as number) - (coords[2 * p + 1] as number));
    }
  }
  return length;
}
