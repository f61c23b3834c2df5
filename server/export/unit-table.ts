import type { Unit } from '#contract/units.ts';
import type { FeatureTable } from './feature-table.ts';
import { unitFields, unitValues } from './fields.ts';
import { movedGeometry, type PlainGeometry } from './target-crs.ts';

/** Renewal units. In degrees they are as drawn, to the bit. */
export function unitTable(units: readonly Unit[]): FeatureTable {
  return {
    name: 'renewal_unit', title: { zh: '更新单元', en: 'Renewal units' }, fields: unitFields, count: units.length,
    async *rows(target) {
      for (const unit of units) {
        const drawn = unit.geometry as PlainGeometry;
        yield { id: unit.id, values: unitValues(unit), geometry: target.isDegrees ? drawn : movedGeometry(drawn, target.fromDegrees) };
      }
    },
  };
}
