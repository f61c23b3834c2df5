/** Sums and quotients of the decimal numbers people wrote, exactly: 0.1 and 0.2 are 0.3, and a half is a half when it is rounded (D-03). For numbers of at least 0. */

/** `digits` · 10 to the power of minus `places`. */
export interface Decimal { readonly digits: bigint; readonly places: number }

/** One decimal over another, as two whole numbers. */
export interface Quotient { readonly over: bigint; readonly under: bigint }

const tens = (places: number): bigint => 10n ** BigInt(places);

/** The decimal a number is written as: its shortest text, which is what was typed. */
export function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', part = ''] = mantissa.split('.');
  const digits = BigInt(whole + part);
  const places = part.length - Number(exponent);
  return places >= 0 ? { digits, places } : { digits: digits * tens(-places), places: 0 };
}

export function sumOf(values: readonly number[]): Decimal {
  const decimals = values.map(decimalOf);
  const places = Math.max(0, ...decimals.map((each) => each.places));
  return { digits: decimals.reduce((sum, each) => sum + each.digits * tens(places - each.places), 0n), places };
}

/** `a` less `b`; never below 0. */
export function restOf(a: number, b: number): Decimal {
  const [from, less] = [decimalOf(a), decimalOf(b)];
  const places = Math.max(from.places, less.places);
  const digits = from.digits * tens(places - from.places) - less.digits * tens(places - less.places);
  return { digits: digits < 0n ? 0n : digits, places };
}

export const numberOf = ({ digits, places }: Decimal): number => Number(`${digits}e-${places}`);

/** `times` is 100 for per cent. Null where there is nothing to divide by. */
export function quotientOf(a: Decimal, b: Decimal, times: 1 | 100 = 1): Quotient | null {
  return b.digits === 0n ? null : { over: a.digits * tens(b.places) * BigInt(times), under: b.digits * tens(a.places) };
}

/** Rounded half up (四舍五入) on the decimal value. */
export function halfUp({ over, under }: Quotient, places: number): number {
  return Number(`${(2n * over * tens(places) + under) / (2n * under)}e-${places}`);
}

/** Below 0: less than the limit; 0: the same; above 0: more. Of the unrounded value. */
export function compareWith({ over, under }: Quotient, limit: number): -1 | 0 | 1 {
  const { digits, places } = decimalOf(limit);
  const [value, bound] = [over * tens(places), digits * under];
  return value < bound ? -1 : value > bound ? 1 : 0;
}
