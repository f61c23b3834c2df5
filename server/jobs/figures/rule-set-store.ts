import type { NumberFacts } from '#planning/standards/rule-numbers.ts';
import { changeNumbers, numberKey, type NumberChange } from '#planning/standards/change-numbers.ts';
import type { LayerRegistry } from '#planning/standards/layer-registry.ts';
import { parseRuleSet, sharedRuleIds } from '#planning/standards/parse.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import type { Queryable } from '../../db/database.ts';
import { findVersion, insertVersion, newestVersions, type StoredVersion } from '../../db/repositories/rule-sets.ts';
import { contentHash, readShipped, withVersion, type ShippedRuleSet } from './rule-sets.ts';

/** What a draft is made from: the version in force, the program's file, or an older version. */
export type DraftBase = 'in_force' | 'shipped' | number;
export interface Draft {
  readonly expectedVersion: number;
  readonly from?: DraftBase | undefined;
  readonly changes: readonly NumberChange[];
}

export interface FieldProblem { readonly path: string; readonly message: string }
/** Why a draft is none. `path` of a problem: rule id and path of the number, or the place the parser names. */
export type DraftRefusal =
  | { readonly kind: 'absent' }
  | { readonly kind: 'no_such_version'; readonly version: number }
  | { readonly kind: 'conflict'; readonly current: StoredVersion }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'unchanged' };
export interface DrawnUp {
  readonly kind: 'ready';
  readonly head: StoredVersion;
  /** The draft, numbered as the version it would become. */
  readonly content: unknown;
  readonly ruleSet: RuleSet;
  readonly base: { readonly shippedVersion: number; readonly shippedHash: string };
}

interface Standing { readonly head: StoredVersion; readonly shipped: ShippedRuleSet; readonly ruleSet: RuleSet }

/**
 * The rule sets in force: of each the newest version, be it the program's file or what an admin made of it. Every version that was ever in force is in the
 * database, so that a figure's clause and threshold can be found. A newer file takes the place of an older one by itself, but never of an edited version.
 */
export class RuleSetStore {
  readonly #q: Queryable;
  readonly #registry: LayerRegistry;
  readonly facts: NumberFacts;
  /** The files of this program. */
  readonly shipped: readonly ShippedRuleSet[];
  #standing: ReadonlyMap<string, Standing> = new Map();

  private constructor(q: Queryable, registry: LayerRegistry, facts: NumberFacts) {
    this.#q = q;
    this.#registry = registry;
    this.facts = facts;
    this.shipped = readShipped(registry);
  }

  /** Records the files that are new here and reads what is in force. @throws Error when a file of `data/standards` is wrong */
  static async open(q: Queryable, registry: LayerRegistry, facts: NumberFacts): Promise<RuleSetStore> {
    const store = new RuleSetStore(q, registry, facts);
    await store.#takeFiles();
    await store.#read();
    return store;
  }

  /** In the order of the files. */
  get inForce(): readonly RuleSet[] {
    return [...this.#standing.values()].map(({ ruleSet }) => ruleSet);
  }

  standing(ruleSetId: string): Standing | null {
    return this.#standing.get(ruleSetId) ?? null;
  }

  /** A rule set's JSON as figures read it, or what is wrong with it. */
  parse(content: unknown): ReturnType<typeof parseRuleSet> {
    return parseRuleSet(content, this.#registry);
  }

  /** What a draft would be in force as; nothing is stored. */
  async drawUp(ruleSetId: string, { expectedVersion, from = 'in_force', changes }: Draft): Promise<DrawnUp | DraftRefusal> {
    const standing = this.#standing.get(ruleSetId);
    if (!standing) return { kind: 'absent' };
    const { head, shipped } = standing;
    if (head.version !== expectedVersion) return { kind: 'conflict', current: head };
    const older = typeof from === 'number' ? await findVersion(this.#q, ruleSetId, from) : null;
    if (typeof from === 'number' && !older) return { kind: 'no_such_version', version: from };
    const ofFile = { content: shipped.content, shippedVersion: shipped.ruleSet.version, shippedHash: shipped.hash };
    const base = from === 'shipped' ? ofFile : older ?? head;
    const changed = changeNumbers(base.content, changes, this.facts);
    if (!changed.ok) return { kind: 'invalid', problems: changed.problems.map(({ change, message }) => ({ path: numberKey(change), message })) };
    if (contentHash(changed.content) === head.hash) return { kind: 'unchanged' };
    const version = Math.max(head.version + 1, from === 'shipped' ? shipped.ruleSet.version : 0);
    const content = withVersion(changed.content, version);
    const parsed = this.parse(content);
    if (!parsed.ok) return { kind: 'invalid', problems: parsed.problems.map(({ path, message }) => ({ path, message })) };
    return { kind: 'ready', head, content, ruleSet: parsed.ruleSet, base };
  }

  /** Makes a draft the version in force. */
  async save(ruleSetId: string, draft: Draft, reason: string, authorId: number): Promise<DrawnUp | DraftRefusal> {
    const drawn = await this.drawUp(ruleSetId, draft);
    if (drawn.kind !== 'ready') return drawn;
    const shippedHash = this.#standing.get(ruleSetId)?.shipped.hash;
    const hash = contentHash(drawn.content);
    const { shippedVersion, shippedHash: baseHash } = drawn.base;
    const isSaved = await insertVersion(this.#q, {
      ruleSetId, version: drawn.ruleSet.version, content: drawn.content, hash, parentVersion: drawn.head.version,
      shippedVersion, shippedHash: baseHash, follows: hash === shippedHash, reason, authorId,
    });
    await this.#read();
    // Somebody else made a version with this number in the meantime.
    if (!isSaved) return { kind: 'conflict', current: this.#standing.get(ruleSetId)?.head ?? drawn.head };
    return drawn;
  }

  async #takeFiles(): Promise<void> {
    const newest = await newestVersions(this.#q);
    for (const { ruleSet: { id, version }, content, hash } of this.shipped) {
      const head = newest.get(id);
      // An edited version stays, unless this program cannot read it any more; then the file comes into force and the edit waits for an admin.
      const stays = head && (head.hash === hash || (!head.follows && this.parse(head.content).ok));
      if (stays) continue;
      const next = head ? Math.max(version, head.version + 1) : version;
      await insertVersion(this.#q, {
        ruleSetId: id, version: next, content: withVersion(content, next), hash, parentVersion: head?.version ?? null, shippedVersion: version, shippedHash: hash, follows: true, reason: '', authorId: null,
      });
    }
  }

  async #read(): Promise<void> {
    const newest = await newestVersions(this.#q);
    const standing = this.shipped.flatMap((shipped): Standing[] => {
      const head = newest.get(shipped.ruleSet.id);
      const parsed = head && this.parse(head.content);
      if (!head || !parsed?.ok) throw new Error(`The rule set ${shipped.ruleSet.id} has no version this program can read.`);
      return [{ head, shipped, ruleSet: parsed.ruleSet }];
    });
    // An edited version of an older file may hold a rule that a newer file of another set has taken over; figures name a rule by its id alone.
    const shared = sharedRuleIds(standing.map(({ ruleSet }) => ruleSet));
    this.#standing = new Map(standing.map((each) => [each.ruleSet.id, shared.length === 0 ? each : { ...each, ruleSet: withoutMoved(each, shared) }]));
  }
}

/** A rule in two sets counts in the one whose file has it. */
function withoutMoved({ ruleSet, shipped }: Standing, shared: readonly string[]): RuleSet {
  const own = new Set(shipped.ruleSet.rules.map(({ id }) => id));
  return { ...ruleSet, rules: ruleSet.rules.filter(({ id }) => !shared.includes(id) || own.has(id)) };
}
