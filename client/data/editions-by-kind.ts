import type { LayerEdition } from '#contract/layers.ts';

export interface KindEditions { readonly kind: string; /** The current edition, or the newest when none is current. */ readonly latest: LayerEdition; /** Newest first. */ readonly older: readonly LayerEdition[] }

/** Editions by layer in the order of the kinds given; kinds nobody knows come last. */
export function editionsByKind(editions: readonly LayerEdition[], order: readonly string[]): KindEditions[] {
  const kinds = [...new Set(editions.map((edition) => edition.kind))];
  const rank = (kind: string) => { const at = order.indexOf(kind); return at < 0 ? order.length : at; };
  return kinds.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).map((kind) => {
    const own = editions.filter((edition) => edition.kind === kind).sort((a, b) => b.edition - a.edition);
    const latest = own.find((edition) => edition.status === 'current') ?? (own[0] as LayerEdition);
    return { kind, latest, older: own.filter((edition) => edition !== latest) };
  });
}
