import { useTranslation } from 'react-i18next';
import type { ProposalAction } from '#contract/proposals.ts';
import { useAppState } from '../app/app-state.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { palettes } from '../map/palette.ts';
import { useMapValue } from '../map/use-map-view.ts';
import { proposalLook } from './proposal-look.ts';
import { isProposalMark } from './proposals-overlay.ts';

const actions: readonly ProposalAction[] = ['build', 'close', 'move', 'connect'];

/** What kinds of proposal the map draws within the view, in the order they are chosen from. */
export function useProposalsOnScreen(owner: MapOwner | null): readonly ProposalAction[] {
  const seen = useMapValue(owner, ({ map }) => {
    const layers = map.getLayersOrder().filter(isProposalMark);
    const found = new Set(layers.length === 0 ? [] : map.queryRenderedFeatures({ layers }).map(({ properties }) => properties['action'] as unknown));
    return actions.filter((action) => found.has(action)).join(' ');
  }, '', 'idle');
  return seen === '' ? [] : (seen.split(' ') as ProposalAction[]);
}

/** The sign of an action as the map has it: a ring with its letter, a cross, a dashed line. */
export function ProposalSwatch({ action, className }: { readonly action: ProposalAction; readonly className: string | undefined }) {
  const { t } = useTranslation('proposals');
  const scheme = useAppState((s) => s.scheme);
  const { colour, closed } = proposalLook(scheme);
  return (
    <svg className={className} viewBox="0 0 24 16" width={24} height={16} aria-hidden>
      {action === 'close' && <path d="M7 3L17 13M17 3L7 13" stroke={closed} strokeWidth={2.6} strokeLinecap="round" />}
      {action === 'connect' && <path d="M0 8H24" stroke={colour} strokeWidth={2.5} strokeDasharray="5 2.5" />}
      {(action === 'build' || action === 'move') && (
        <>
          <circle cx={12} cy={8} r={7} fill={palettes[scheme].halo} stroke={colour} strokeWidth={1.6} />
          <text x={12} y={8.4} fontSize={9} fontWeight={700} fill={colour} textAnchor="middle" dominantBaseline="central">{t(`signs.${action}`)}</text>
        </>
      )}
    </svg>
  );
}
