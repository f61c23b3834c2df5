/** Two people changed one unit: what each changed alone is taken from each, what both changed is asked. */
import { sameGeometry } from '#planning/plan/apply-edit.ts';
import type { ConflictField, UnitDraft } from './types.ts';

export interface Merged {
  readonly unit: UnitDraft;
  /** Fields both sides changed, and not to the same; `unit` has mine there. */
  readonly fields: readonly ConflictField[];
}

const fields = ['name', 'isPriority', 'note', 'geometry', 'ignored'] as const;

function isSame(field: (typeof fields)[number], a: UnitDraft, b: UnitDraft): boolean {
  if (field === 'ignored') return JSON.stringify(a.ignored ?? {}) === JSON.stringify(b.ignored ?? {});
  return field === 'geometry' ? sameGeometry(a.geometry, b.geometry) : a[field] === b[field];
}

/** Fields in which two tellings of a unit differ. */
export function differingFields(a: UnitDraft, b: UnitDraft): readonly ConflictField[] {
  return fields.filter((field) => !isSame(field, a, b));
}

/** `base` is what both started from. */
export function mergeUnit(base: UnitDraft, mine: UnitDraft, theirs: UnitDraft): Merged {
  const taken = fields.filter((field) => isSame(field, base, mine));
  const ignored = taken.includes('ignored') ? theirs.ignored : mine.ignored;
  const unit: UnitDraft = {
    ...(ignored ? { ignored } : {}),
    id: mine.id,
    name: taken.includes('name') ? theirs.name : mine.name,
    isPriority: taken.includes('isPriority') ? theirs.isPriority : mine.isPriority,
    note: taken.includes('note') ? theirs.note : mine.note,
    geometry: taken.includes('geometry') ? theirs.geometry : mine.geometry,
  };
  return { unit, fields: fields.filter((field) => !isSame(field, base, mine) && !isSame(field, base, theirs) && !isSame(field, mine, theirs)) };
}
