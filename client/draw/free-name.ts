/** A name nobody has: the first of a pattern, from 1 on. */
export function freeName(names: ReadonlySet<string>, pattern: (n: number) => string): string {
  let n = 1;
  while (names.has(pattern(n))) n++;
  return pattern(n);
}
