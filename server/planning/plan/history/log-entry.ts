import { canonicalFigures } from '../../renewal/renewal-figures.ts';
import type { BoundaryWay, RenewalUnit } from '../edit.ts';

/** One unit's change. Those of one edit share its id. */
export interface UnitEdit {
  readonly id: string;
  readonly unitId: string;
  /** Of the unit after the change, counted on through deletions. */
  readonly version: number;
  readonly reason: string;
  readonly how: BoundaryWay | null;
  readonly reverts: string | null;
  /** null: there was no such unit. */
  readonly before: RenewalUnit | null;
  /** null: it was deleted. */
  readonly after: RenewalUnit | null;
}

/** One unit's change in the edit log (contract/units.ts, EditLogEntry), parsed. `seq` counts all of them through. */
export interface LogEntry extends UnitEdit {
  readonly seq: number;
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
}

export const unitFields = ['name', 'isPriority', 'note', 'geometry', 'ignored', 'renewal'] as const;
export type UnitField = (typeof unitFields)[number];

/** The database keeps an object's keys in an order of its own. */
function textOf(unit: Partial<RenewalUnit>, field: UnitField): string {
  switch (field) {
    case 'geometry': return JSON.stringify([unit.geometry?.type, unit.geometry?.coordinates]);
    case 'ignored': return JSON.stringify(Object.entries(unit.ignored ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
    case 'renewal': return JSON.stringify(canonicalFigures(unit.renewal));
    default: return JSON.stringify(unit[field] ?? null);
  }
}

/** Fields in which two states of a unit differ; none where it came or went. */
export function changedFields(before: Partial<RenewalUnit> | null, after: Partial<RenewalUnit> | null): readonly UnitField[] {
  return before && after ? unitFields.filter((field) => textOf(before, field) !== textOf(after, field)) : [];
}
