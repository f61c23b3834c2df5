/** Classes of a choropleth: class i takes values from `breaks[i]` (inclusive) to `breaks[i + 1]` (exclusive, the last inclusive). */
export interface Classes { readonly breaks: readonly number[] }

export const mostClasses = 5;
const niceSteps = [1, 2, 2.5, 5, 10];

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `step`. */
export function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const nice = niceSteps.find((each) => each * power >= step * (1 - 1e-9)) ?? 10;
  return Number((nice * power).toPrecision(12));
}

/**
 * Equal steps of a round width over the values, at most five. A threshold within the range becomes a break (the nearest one moves onto it), so that
 * no class mixes places that meet it with places that do not. Null without values.
 */
export function classBreaks(values: readonly number[], threshold: number | null): Classes | null {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (low === high) return { breaks: [low, high] };
  let step = niceStep((high - low) / mostClasses);
  const count = () => Math.ceil(high / step - 1e-9) - Math.floor(low / step + 1e-9);
  while (count() > mostClasses) step = niceStep(step * 1.01);
  const first = Math.floor(low / step + 1e-9);
  const breaks = Array.from({ length: count() + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { breaks: threshold !== null && threshold > low && threshold < high ? withThreshold(breaks, threshold) : breaks };
}

function withThreshold(breaks: readonly number[], threshold: number): number[] {
  if (breaks.includes(threshold)) return [...breaks];
  const inner = breaks.slice(1, -1);
  if (inner.length === 0) return [breaks[0] as number, threshold, breaks[1] as number];
  const nearest = inner.reduce((best, each) => (Math.abs(each - threshold) < Math.abs(best - threshold) ? each : best));
  return breaks.map((each) => (each === nearest ? threshold : each));
}

/** Index of a value's class. */
export function classOf(value: number, { breaks }: Classes): number {
  const index = breaks.findIndex((upper, i) => i > 0 && value < upper);
  return index < 0 ? breaks.length - 2 : Math.max(0, index - 1);
}
