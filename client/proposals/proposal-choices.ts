import { useMemo } from 'react';
import type { LayerKind } from '#contract/layers.ts';
import type { ProposalInput } from '#contract/proposals.ts';
import { isProposalLayer } from '#planning/coverage/proposal.ts';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState, type Locale } from '../app/app-state.ts';
import { attributeRows } from '../layers/attribute-values.ts';
import { inLocale } from '../layers/names.ts';
import i18n from '../app/i18n.ts';
import type { Placing, SentProposal } from './proposal-state.ts';

/** One thing to propose: a layer, and the class or type that rules ask for. */
export interface ProposalChoice {
  readonly key: string;
  readonly layer: string;
  readonly layerName: string;
  readonly name: string;
  readonly attributes: ProposalInput['attributes'];
  readonly shapes: readonly Placing['shape'][];
}

/** Attributes by which rules tell features of a layer apart. */
const telling = ['type', 'class'] as const;
/** Values nobody proposes: protective, attached and regional green are no parks. */
const unproposed = new Set(['G2', 'XG', 'EG']);

export function proposalChoices(kinds: readonly LayerKind[], locale: Locale): readonly ProposalChoice[] {
  return kinds.filter(({ kind, group }) => isProposalLayer(kind, group)).flatMap((kind): ProposalChoice[] => {
    const layerName = inLocale(kind.name, locale, kind.kind);
    const shapes: readonly Placing['shape'][] = kind.kind === 'gate' ? ['gate'] : [...kind.geometry.includes('point') ? ['point' as const] : [], ...kind.geometry.includes('polygon') ? ['polygon' as const, 'parcel' as const] : []];
    const attribute = telling.find((name) => kind.attributes[name]?.values);
    if (!attribute) return [{ key: kind.kind, layer: kind.kind, layerName, name: layerName, attributes: {}, shapes }];
    return (kind.attributes[attribute]?.values ?? []).filter((value) => !unproposed.has(value)).map((value) => ({
      key: `${kind.kind}/${value}`, layer: kind.kind, layerName, shapes,
      name: attributeRows({ [attribute]: value }, kind, locale, '', '')[0]?.value ?? value,
      attributes: { [attribute]: value, ...kind.kind === 'green_space' ? { open_to_public: true } : {} },
    }));
  });
}

/** What a proposal is called: its own name, else what it is. */
export function proposalName({ name, action = 'build', existing, layer, attributes }: Pick<SentProposal, 'name' | 'action' | 'existing' | 'layer' | 'attributes'>, choices: readonly ProposalChoice[]): string {
  if (action === 'connect') return name === '' ? i18n.t('proposals:footway') : name;
  if (action !== 'build') return i18n.t(`proposals:named.${action}`, { name: name || existing?.name || choices.find((choice) => choice.layer === layer)?.layerName || layer });
  if (name !== '') return name;
  return choices.find((choice) => choice.layer === layer && telling.every((key) => choice.attributes[key] === attributes[key]))?.name ?? layer;
}

export function useChoices(): readonly ProposalChoice[] {
  const kinds = useLayerKinds().data?.kinds;
  const locale = useAppState((s) => s.locale);
  return useMemo(() => proposalChoices(kinds ?? [], locale), [kinds, locale]);
}
