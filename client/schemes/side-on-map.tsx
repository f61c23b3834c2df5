import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import { useAppState } from '../app/app-state.ts';
import { HoverCard } from '../layers/hover-card.tsx';
import { useMapClick, useOverlay } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import { proposalName, useChoices } from '../proposals/proposal-choices.ts';
import { proposalsOverlay } from '../proposals/proposals-overlay.ts';
import { useSigns } from '../proposals/proposals-on-map.tsx';
import { useCompareState, type DrawnSides } from './compare-state.ts';
import { comparisonFeatures, comparisonOverlay } from './schemes-overlay.ts';
import { useSideProposals } from './side-proposals.ts';

interface Props { readonly comparison: SchemeComparison | undefined; readonly shown: DrawnSides }

/** One of the two schemes, or both, on the map around, with what they propose; a click opens the pair. */
export function SideOnMap({ comparison, shown }: Props) {
  const { t } = useTranslation('schemes');
  const scheme = useAppState((s) => s.scheme);
  const openKey = useCompareState((s) => s.openKey);
  const overlay = useMemo(() => (comparison ? comparisonOverlay(comparisonFeatures(comparison, shown, openKey), scheme) : null), [comparison, shown, openKey, scheme]);
  useOverlay('schemes', overlay);
  useOverlay('scheme-proposals', useProposalsOverlay({ comparison, shown }));
  useMapClick('schemes', useCallback((hit: MapHit) => { if (typeof hit.id === 'string') useCompareState.setState({ openKey: hit.id }); }, []));
  return <HoverCard of="scheme-proposals" kindName={t('rows.proposals')} />;
}

/** The look of the workbench; where both schemes are on one map, what only one of them proposes says whose it is. */
function useProposalsOverlay({ comparison, shown }: Props) {
  const { t } = useTranslation('schemes');
  const scheme = useAppState((s) => s.scheme);
  const proposals = useSideProposals({ a: comparison?.a.ref ?? null, b: comparison?.b.ref ?? null }, shown);
  const signs = useSigns();
  const choices = useChoices();
  return useMemo(() => {
    if (proposals.length === 0) return null;
    const labels = new Map(proposals.map((each) => [each.id, `${each.side === null ? '' : `${t(each.side === 'a' ? 'sideA' : 'sideB')} · `}${proposalName(each, choices)}`]));
    return proposalsOverlay(proposals, { unitId: null, areAllOwn: true, selectedId: null, labels, signs, line: null, scheme }, 'scheme-proposals');
  }, [proposals, choices, signs, scheme, t]);
}
