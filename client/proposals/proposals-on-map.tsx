import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapLayerMouseEvent } from 'maplibre-gl';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { subscribeToCover } from '../coverage/session.ts';
import { useDrawState } from '../draw/draw-state.ts';
import { HoverCard } from '../layers/hover-card.tsx';
import { useMapOwner, useOverlay } from '../map/map-context.ts';
import { coverState } from '../map/layers/cover.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { proposalChoices, proposalName } from './proposal-choices.ts';
import { forgetSteps } from './proposal-commands.ts';
import { useProposalState } from './proposal-state.ts';
import { CoverPainter } from './cover-painter.ts';
import { HeldProposal } from './held-proposal.tsx';
import { cancelPlacing, startDrag } from './proposal-tool.ts';
import { proposalsOverlay, type OverlayState } from './proposals-overlay.ts';
import { useRestingProposals, type ShownProposal } from './unit-proposals.ts';

const layers = ['proposals-point', 'proposals-sign', 'proposals-cross', 'proposals-footway-halo', 'proposals-fill'];

/** Tells the map the states that changed, feature by feature; only those cost anything. */
function useCover(owner: MapOwner | null): void {
  useEffect(() => {
    if (!owner) return;
    const { map } = owner;
    const painter = new CoverPainter({
      has: (layer) => map.getSource(layer) !== undefined,
      set: (layer, id, state) => map.setFeatureState({ source: layer, sourceLayer: layer, id }, { [coverState]: state }),
      clear: (layer) => map.removeFeatureState({ source: layer, sourceLayer: layer }),
    }, { now: () => performance.now(), next: (then) => { map.once('render', () => requestAnimationFrame(then)); map.triggerRepaint(); }, later: (then, ms) => void setTimeout(then, ms) });
    const stop = subscribeToCover((change) => painter.hear(change));
    return () => {
      stop();
      painter.stop();
    };
  }, [owner]);
}

/** A proposal is taken into the hand where the pointer goes down on it. */
function useDragging(owner: MapOwner | null, proposals: readonly ShownProposal[]): void {
  useEffect(() => {
    if (!owner) return;
    const onDown = (event: MapLayerMouseEvent) => {
      if (event.defaultPrevented || event.originalEvent.button !== 0 || useDrawState.getState().tool !== null || useProposalState.getState().placing) return;
      const id: unknown = event.features?.[0]?.properties['id'];
      const proposal = proposals.find((each) => each.id === id);
      if (!proposal) return;
      useAppState.getState().select({ type: 'unit', id: proposal.unitId });
      startDrag(owner, proposal, event);
    };
    for (const layer of layers) owner.map.on('mousedown', layer, onDown);
    return () => { for (const layer of layers) owner.map.off('mousedown', layer, onDown); };
  }, [owner, proposals]);
}

/** The letter of each action, by language. */
export function useSigns(): OverlayState['signs'] {
  const { t } = useTranslation('proposals');
  return useMemo(() => ({ build: t('signs.build'), close: t('signs.close'), move: t('signs.move'), connect: t('signs.connect') }), [t]);
}

/** Proposals on the map, the hand that drags them, and the colours of what they reach. */
export function ProposalsOnMap() {
  const owner = useMapOwner();
  const cityId = useAppState((s) => s.cityId);
  const scheme = useAppState((s) => s.scheme);
  const locale = useAppState((s) => s.locale);
  const unitId = useAppState((s) => (s.selection?.type === 'unit' ? s.selection.id : null));
  const selectedId = useProposalState((s) => s.selectedId);
  const proposals = useRestingProposals(cityId);
  const dragId = useProposalState((s) => s.drag?.id ?? null);
  const line = useProposalState((s) => s.placing?.line ?? null);
  const { t } = useTranslation('proposals');
  const signs = useSigns();
  const kinds = useLayerKinds().data?.kinds;
  const choices = useMemo(() => proposalChoices(kinds ?? [], locale), [kinds, locale]);
  const labels = useMemo(() => new Map(proposals.map((proposal) => [proposal.id, proposalName(proposal, choices)])), [proposals, choices]);
  useOverlay('proposals', useMemo(() => proposalsOverlay(proposals.filter(({ id }) => id !== dragId), { unitId, selectedId, labels, signs, line, scheme }), [proposals, dragId, unitId, selectedId, labels, signs, line, scheme]));
  useDragging(owner, proposals);
  useCover(owner);
  useEffect(() => { if (unitId === null) useProposalState.setState({ selectedId: null }); cancelPlacing(); }, [unitId]);
  useEffect(() => forgetSteps, [cityId]);
  return <>{owner && <HeldProposal owner={owner} labels={labels} signs={signs} />}<HoverCard of="proposals" kindName={t('tab')} /></>;
}
