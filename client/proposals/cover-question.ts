import { useEffect, useMemo, useState } from 'react';
import type { CoverQuestion } from '../coverage/protocol.ts';
import { useMapOwner } from '../map/map-context.ts';
import { useProposalState } from './proposal-state.ts';

/** Room around the view, so that a small move of the map shows nothing uncoloured; a share of its size. */
const margin = 0.25;

/** What the map colours now: the chosen rule, where the map looks. */
export function useCoverQuestion(): CoverQuestion | null {
  const owner = useMapOwner();
  const ruleId = useProposalState((s) => s.coverRuleId);
  const [bounds, setBounds] = useState<CoverQuestion['bounds'] | null>(null);
  useEffect(() => {
    if (!owner || ruleId === null) return;
    const read = () => {
      const seen = owner.map.getBounds();
      const [dx, dy] = [margin * (seen.getEast() - seen.getWest()), margin * (seen.getNorth() - seen.getSouth())];
      setBounds([seen.getWest() - dx, seen.getSouth() - dy, seen.getEast() + dx, seen.getNorth() + dy]);
    };
    read();
    owner.map.on('moveend', read);
    return () => void owner.map.off('moveend', read);
  }, [owner, ruleId]);
  return useMemo(() => (ruleId !== null && bounds ? { ruleId, bounds } : null), [ruleId, bounds]);
}
