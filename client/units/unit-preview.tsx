import { useEffect, useMemo } from 'react';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { DrawnProposal } from '#planning/coverage/proposal.ts';
import { useAppState } from '../app/app-state.ts';
import type { CoverQuestion } from '../coverage/protocol.ts';
import { previewFigures, stopPreview } from '../coverage/session.ts';
import { useOpenFigure } from '../figures/open-figure.ts';
import { useShownProposals, type ShownProposal } from '../proposals/unit-proposals.ts';

/** Only what figures follow from goes to the engine. */
const drawnOf = ({ number, action = 'build', featureId, layer, attributes, geometry }: ShownProposal): DrawnProposal => ({ number, action, ...(featureId === undefined ? {} : { featureId }), layer, attributes, geometry });

interface Props { readonly unitId: string; readonly geometry: LonLatArea; readonly cover: CoverQuestion | null }
/** Asks for draft figures of a unit as long as it stands: at every move of the hand, and shows nothing, so that a move draws nothing again but the answer. */
export function UnitPreview({ unitId, geometry, cover }: Props) {
  const receiptRuleId = useOpenFigure((s) => (s.open?.area === `unit:${unitId}` ? s.open.ruleId : null));
  const all = useShownProposals(useAppState((s) => s.cityId));
  const proposals = useMemo(() => all.filter((proposal) => proposal.unitId === unitId).map(drawnOf), [all, unitId]);
  useEffect(() => previewFigures({ subject: unitId, area: geometry, receiptRuleId, proposals, cover }), [unitId, geometry, receiptRuleId, proposals, cover]);
  useEffect(() => () => stopPreview(unitId), [unitId]);
  return null;
}
