/** Above this a number is rounded to whole steps of the fine grid times 2^12; sums of areas and lengths of a country stay far below. */
const COARSE = 1.5 * 2 ** 40;
/** Steps of 2^-44. */
const FINE = 1.5 * 2 ** 8;

/**
 * A sum that comes out the same to the bit in whatever order numbers are put in and taken out again. Each is split into steps of 2^-12 and of 2^-44, which add
 * up without rounding: for up to two million numbers below 2^39 in amount. What a number has below 2^-44 is left away.
 */
export class ExactSum {
  #coarse = 0;
  #fine = 0;

  add(value: number): void {
    // Adding and taking away a large number leaves what is above its last digit.
    const coarse = (value + COARSE) - COARSE;
    this.#coarse += coarse;
    this.#fine += ((value - coarse) + FINE) - FINE;
  }

  take(value: number): void {
    const coarse = (value + COARSE) - COARSE;
    this.#coarse -= coarse;
    this.#fine -= ((value - coarse) + FINE) - FINE;
  }

  get total(): number { return this.#coarse + this.#fine; }
}

export function exactSum(values: Iterable<number>): number {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum.total;
}
