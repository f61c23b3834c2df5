import type { Unit } from '#contract/units.ts';
import type { FeatureTable } from './feature-table.ts';
import { unitFields, unitValues } from './fields.ts';
import { movedGeometry, type PlainGeometry } from './target-crs.ts';

/** Renewal units, of the baseline or of a scheme with this name. In degrees they are as drawn, to the bit. */
export function unitTable(units: readonly Unit[], schemeName: string | null = null): FeatureTable {
  const of = schemeName === null ? '' : ` ${schemeName}`;
  return {
    name: 'renewal_unit', title: { zh: `更新单元${of}`, en: `Renewal units${of}` }, fields: unitFields, count: units.length,
    async *rows(target) {
      for (const unit of units) {
        const drawn = unit.geometry as PlainGeometry;
        yield { id: unit.id, values: unitValues(unit), geometry: target.isDegrees ? drawn : movedGeometry(drawn, target.fromDegrees) };
      }
    },
  };
}
