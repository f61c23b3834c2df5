import { Type, type Static } from 'typebox';
import { CityId, closed, Enum, Nullable } from './common.ts';
import { RuleSetSchema } from './figures.ts';

/** One version of a rule set, without its rules. */
export const RuleSetVersion = Type.Object({
  ruleSetId: Type.String(), version: Type.Integer(), parentVersion: Nullable(Type.Integer()),
  /** Version of the file in data/standards it goes back to. */
  shippedVersion: Type.Integer(),
  /** True when its numbers are not those of that file. */
  isEdited: Type.Boolean(),
  hash: Type.String(),
  /** Why, in the words of who made it; empty for a version that came with the program. */
  reason: Type.String(),
  /** Null: it came with the program. */
  author: Nullable(Type.String()), at: Type.String(),
}, closed);
export type RuleSetVersion = Static<typeof RuleSetVersion>;

/** A version whole. `content` is as its file writes it, with version numbers and walking tables unresolved: what editing works on. */
export const RuleSetVersionWhole = Type.Object({
  ...RuleSetVersion.properties,
  content: Type.Any(),
  /** As figures read it; null when this program no longer can. */
  ruleSet: Nullable(RuleSetSchema),
}, closed);
export type RuleSetVersionWhole = Static<typeof RuleSetVersionWhole>;

/** An edited number and what the newer file says there; null where one of them has no such number. */
export const EditedNumber = Type.Object({
  ruleId: Nullable(Type.String()), path: Type.String(),
  base: Nullable(Type.Number()), edited: Nullable(Type.Number()), shipped: Nullable(Type.Number()),
  /** The newer file has the number and leaves it open: the edit can be put on top of it. */
  canKeep: Type.Boolean(),
}, closed);
export type EditedNumber = Static<typeof EditedNumber>;

/** The program brought a newer file than an edited version goes back to. Both are kept until an admin decides. */
export const RuleSetConflict = Type.Object({
  /** `newer_file`: the edited version stays in force. `unreadable`: this program cannot read the edited version any more, so the file is in force. */
  kind: Enum(['newer_file', 'unreadable'] as const),
  editedVersion: Type.Integer(), baseVersion: Nullable(Type.Integer()), shippedVersion: Type.Integer(),
  values: Type.Array(EditedNumber),
  /** What else the newer file changes, by rule id, and how many numbers nobody here has edited. */
  added: Type.Array(Type.String()), removed: Type.Array(Type.String()), reworded: Type.Array(Type.String()), otherNumbers: Type.Integer(),
}, closed);
export type RuleSetConflict = Static<typeof RuleSetConflict>;

/** How a rule set stands: the version in force, and a conflict that waits for an admin. */
export const RuleSetState = Type.Object({
  inForce: RuleSetVersion,
  /** Numbers there are, and those of them that are not word for word from the document: an admin may set them. */
  numbers: Type.Integer(), openNumbers: Type.Integer(),
  conflict: Nullable(RuleSetConflict),
}, closed);
export type RuleSetState = Static<typeof RuleSetState>;

const draft = {
  /** The version the person looked at; another one in force is a 409 with it as `current`. */
  expectedVersion: Type.Integer({ minimum: 1 }),
  /** What the changes are made to: the version in force, the program's file, or an older version by its number (an edit taken back). */
  from: Type.Optional(Type.Union([Type.Literal('in_force'), Type.Literal('shipped'), Type.Integer({ minimum: 1 })])),
  /** `ruleId` null: a number of the set itself. `path` inside the rule, e.g. `supply[0].radiusM`. */
  changes: Type.Array(Type.Object({ ruleId: Nullable(Type.String({ maxLength: 200 })), path: Type.String({ maxLength: 300 }), value: Type.Number() }, closed), { maxItems: 500 }),
};
export const RuleSetDraft = Type.Object(draft, closed);
export type RuleSetDraft = Static<typeof RuleSetDraft>;
export const NewRuleSetVersion = Type.Object({ ...draft, reason: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }) }, closed);
export const RuleSetTrial = Type.Object({ ...draft, city: CityId }, closed);

const Reading = Type.Object({ value: Nullable(Type.Number()), verdict: Type.String() }, closed);
/** One figure that a trial changes. */
export const TrialChange = Type.Object({
  /** `unit:ID`, `division:CODE`, `city`. */
  area: Type.String(), areaName: Type.String(),
  /** `unit`, `city`, or the level of the division. */
  level: Type.String(),
  ruleId: Type.String(), unit: Type.String(), before: Reading, after: Reading,
  /** The verdict is not the same. */
  flips: Type.Boolean(),
}, closed);
export type TrialChange = Static<typeof TrialChange>;
/** Result of a job of kind `trial`: what would change, nothing of it stored. */
export const TrialResult = Type.Object({
  ruleSetId: Type.String(), areas: Type.Integer(),
  /** Rules the changes touch. */
  rules: Type.Array(Type.String()), flips: Type.Integer(), changes: Type.Array(TrialChange),
}, closed);
export type TrialResult = Static<typeof TrialResult>;
