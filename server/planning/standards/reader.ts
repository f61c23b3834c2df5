/** Reads a JSON value piece by piece and collects every problem with its place, instead of stopping at the first. */
export interface RuleProblem {
  readonly code: 'wrong_type' | 'missing' | 'unknown_field' | 'not_allowed' | 'unknown_layer' | 'unknown_attribute' | 'not_in_engine' | 'unknown_value' | 'wrong_geometry' | 'duplicate_id';
  /** e.g. `rules[3].supply[0].where.status`. */
  readonly path: string;
  readonly message: string;
}

type Fields = Readonly<Record<string, unknown>>;

export class Reader {
  readonly problems: RuleProblem[] = [];

  problem(code: RuleProblem['code'], path: string, message: string): void {
    this.problems.push({ code, path, message });
  }

  /** An object with no other fields than these; `{}` in place of anything else, after noting the problem. */
  object(value: unknown, path: string, fields: readonly string[]): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problem(value === undefined ? 'missing' : 'wrong_type', path, 'An object is expected.');
      return {};
    }
    for (const name of Object.keys(value)) {
      if (!fields.includes(name)) this.problem('unknown_field', join(path, name), `There is no field "${name}" here; known are ${fields.join(', ')}.`);
    }
    return value as Fields;
  }

  /** At least one item unless `mayBeEmpty`. */
  list<T>(value: unknown, path: string, item: (value: unknown, path: string) => T, mayBeEmpty = false): readonly T[] {
    if (!Array.isArray(value)) {
      this.problem(value === undefined ? 'missing' : 'wrong_type', path, 'A list is expected.');
      return [];
    }
    if (value.length === 0 && !mayBeEmpty) this.problem('missing', path, 'The list is empty.');
    return value.map((each, i) => item(each, `${path}[${i}]`));
  }

  text(value: unknown, path: string): string {
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.problem(value === undefined ? 'missing' : 'wrong_type', path, 'A text is expected.');
    return '';
  }

  textOrNull(value: unknown, path: string): string | null {
    return value === null ? null : this.text(value, path);
  }

  /** Finite and at least `min`. */
  number(value: unknown, path: string, min = -Infinity): number {
    if (typeof value === 'number' && Number.isFinite(value) && value >= min) return value;
    this.problem(value === undefined ? 'missing' : 'wrong_type', path, min === -Infinity ? 'A number is expected.' : `A number of at least ${min} is expected.`);
    return 0;
  }

  oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
    const found = allowed.find((each) => each === value);
    if (found !== undefined) return found;
    this.problem(value === undefined ? 'missing' : 'not_allowed', path, `${JSON.stringify(value)} is not one of ${allowed.join(', ')}.`);
    return allowed[0];
  }

  bilingual(value: unknown, path: string): { readonly zh: string; readonly en: string } {
    const fields = this.object(value, path, ['zh', 'en']);
    return { zh: this.text(fields['zh'], join(path, 'zh')), en: this.text(fields['en'], join(path, 'en')) };
  }
}

export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
