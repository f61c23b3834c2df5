/** Collects the values of one parameterised statement; `add` gives the placeholder to write into the text. */
export class SqlValues {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}
