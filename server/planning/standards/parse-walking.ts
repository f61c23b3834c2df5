/** What walking rules state: the minutes of a rule set in metres, and tiers whose limit is one or the other. */
import type { SelectorParser } from './parse-selector.ts';
import { join, type Reader } from './reader.ts';
import type { Clause, SupplyTier, WalkingTime } from './rule.ts';

export type ClauseParser = (value: unknown, path: string, reader: Reader) => Clause;

/** A tier of a walking rule: a selector with `walkMinutes` (looked up in the rule set's table) or `radiusM`. */
export class WalkTierParser {
  readonly #reader: Reader;
  readonly #selectors: SelectorParser;
  readonly #times: readonly WalkingTime[];

  constructor(reader: Reader, selectors: SelectorParser, times: readonly WalkingTime[]) {
    this.#reader = reader;
    this.#selectors = selectors;
    this.#times = times;
  }

  /** Facilities are points or polygons: a line has no place to walk to. */
  tier(value: unknown, path: string): SupplyTier {
    const minutes = (value as { readonly walkMinutes?: unknown } | null)?.walkMinutes;
    if (minutes === undefined) return this.#selectors.tier(value, path, 'notLine');
    const { walkMinutes, ...rest } = value as Record<string, unknown>;
    if (rest['radiusM'] !== undefined) this.#reader.problem('not_allowed', join(path, 'radiusM'), 'A tier states "walkMinutes" or "radiusM", not both.');
    const time = this.#times.find((each) => each.minutes === minutes);
    if (!time) {
      const known = this.#times.length > 0 ? `it has ${this.#times.map((each) => each.minutes).join(', ')}` : 'it has none';
      this.#reader.problem('unknown_value', join(path, 'walkMinutes'), `The rule set's "walking" table has no ${JSON.stringify(walkMinutes)} minutes; ${known}.`);
    }
    return { ...this.#selectors.tier({ ...rest, radiusM: time?.metres ?? 0 }, path, 'notLine'), walkMinutes: time?.minutes ?? 0 };
  }
}

/** The table `walking` of a rule set; empty when it has none. */
export function parseWalkingTimes(value: unknown, path: string, reader: Reader, parseClause: ClauseParser): readonly WalkingTime[] {
  if (value === undefined) return [];
  const times = reader.list(value, path, (time, each): WalkingTime => {
    const fields = reader.object(time, each, ['minutes', 'metres', 'clause']);
    return {
      minutes: reader.number(fields['minutes'], join(each, 'minutes'), 0), metres: reader.number(fields['metres'], join(each, 'metres'), 0),
      clause: parseClause(fields['clause'], join(each, 'clause'), reader),
    };
  });
  times.forEach(({ minutes }, i) => {
    if (times.findIndex((each) => each.minutes === minutes) < i) reader.problem('duplicate_id', `${path}[${i}].minutes`, `${minutes} minutes stand here twice.`);
  });
  return times;
}
