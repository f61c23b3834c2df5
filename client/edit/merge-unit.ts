/** Two people changed one unit: what each changed alone is taken from each, what both changed is asked. */
import { sameGeometry } from '#planning/plan/apply-edit.ts';
import { canonicalFigures, differingFigures, renewalFields, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import type { ConflictField, UnitDraft } from './types.ts';

export interface Merged {
  readonly unit: UnitDraft;
  /** Fields both sides changed, and not to the same; `unit` has mine there. */
  readonly fields: readonly ConflictField[];
}

const fields = ['name', 'isPriority', 'note', 'geometry', 'ignored', 'renewal'] as const;

/** The server writes keys in an order of its own. */
const ignoredText = ({ ignored }: UnitDraft): string => JSON.stringify(Object.entries(ignored ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

function isSame(field: (typeof fields)[number], a: UnitDraft, b: UnitDraft): boolean {
  switch (field) {
    case 'ignored': return ignoredText(a) === ignoredText(b);
    case 'renewal': return differingFigures(a.renewal, b.renewal).length === 0;
    case 'geometry': return sameGeometry(a.geometry, b.geometry);
    default: return a[field] === b[field];
  }
}

/** Fields in which two tellings of a unit differ. */
export function differingFields(a: UnitDraft, b: UnitDraft): readonly ConflictField[] {
  return fields.filter((field) => !isSame(field, a, b));
}

/** 留改拆建 number by number: what mine did not touch is theirs. */
function mergedFigures(base: UnitDraft, mine: UnitDraft, theirs: UnitDraft): RenewalFigures | null {
  const touched = differingFigures(base.renewal, mine.renewal);
  const values = renewalFields.map((field) => [field, (touched.includes(field) ? mine : theirs).renewal?.[field]] as const);
  return canonicalFigures(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
}

function isDisputed(field: (typeof fields)[number], base: UnitDraft, mine: UnitDraft, theirs: UnitDraft): boolean {
  if (field !== 'renewal') return !isSame(field, base, mine) && !isSame(field, base, theirs) && !isSame(field, mine, theirs);
  const theirOwn = differingFigures(base.renewal, theirs.renewal);
  return differingFigures(base.renewal, mine.renewal).some((figure) => theirOwn.includes(figure) && mine.renewal?.[figure] !== theirs.renewal?.[figure]);
}

/** `base` is what both started from. */
export function mergeUnit(base: UnitDraft, mine: UnitDraft, theirs: UnitDraft): Merged {
  const taken = fields.filter((field) => isSame(field, base, mine));
  const ignored = taken.includes('ignored') ? theirs.ignored : mine.ignored;
  const renewal = mergedFigures(base, mine, theirs);
  const unit: UnitDraft = {
    ...(ignored ? { ignored } : {}), ...(renewal ? { renewal } : {}),
    id: mine.id,
    name: taken.includes('name') ? theirs.name : mine.name,
    isPriority: taken.includes('isPriority') ? theirs.isPriority : mine.isPriority,
    note: taken.includes('note') ? theirs.note : mine.note,
    geometry: taken.includes('geometry') ? theirs.geometry : mine.geometry,
  };
  return { unit, fields: fields.filter((field) => isDisputed(field, base, mine, theirs)) };
}
