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

export const unitFields = ['name', 'isPriority', 'note', 'geometry', 'ignored'] as const;
export type UnitField = (typeof unitFields)[number];

const textOf = (unit: Partial<RenewalUnit>, field: UnitField): string => JSON.stringify(field === 'ignored' ? (unit.ignored ?? {}) : field === 'geometry' ? [unit.geometry?.type, unit.geometry?.coordinates] : unit[field]);

/** Fields in which two states of a unit differ; none where it came or went. */
export function changedFields(before: Partial<RenewalUnit> | null, after: Partial<RenewalUnit> | null): readonly UnitField[] {
  return before && after ? unitFields.filter((field) => textOf(before, field) !== textOf(after, field)) : [];
}
