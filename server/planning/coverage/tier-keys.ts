import type { Selector, SupplyTier } from '../standards/rule.ts';

/** Short keys of what tiers mean: asked at every move of a pointer, so a tier is written out once. */
export function tierKeys(): (tiers: readonly (Selector | SupplyTier)[]) => string {
  const known = new WeakMap<object, number>();
  const numbers = new Map<string, number>();
  return (tiers) => {
    let key = '';
    for (const tier of tiers) {
      let number = known.get(tier);
      if (number === undefined) {
        const text = JSON.stringify(tier);
        number = numbers.get(text) ?? numbers.size;
        numbers.set(text, number);
        known.set(tier, number);
      }
      key += `${number},`;
    }
    return key;
  };
}
