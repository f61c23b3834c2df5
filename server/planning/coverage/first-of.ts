/**
 * The first `limit` of a list by an order, as a stable sort of all of it would put them; the list itself stays as it is. A receipt of a large city lists a few
 * thousand of hundreds of thousands: those that come too late are passed over and never sorted.
 */
export function firstOf<T>(list: readonly T[], order: (a: T, b: T) => number, limit: number): readonly T[] {
  if (list.length <= limit) return [...list].sort(order);
  if (limit <= 0) return [];
  const kept: T[] = [];
  // The last that is in as things stand; of equals the earlier stays.
  let last: T | null = null;
  for (const each of list) {
    if (last !== null && order(each, last) >= 0) continue;
    kept.push(each);
    if (kept.length < 2 * limit) continue;
    kept.sort(order).length = limit;
    last = kept[limit - 1];
  }
  return kept.sort(order).slice(0, limit);
}
