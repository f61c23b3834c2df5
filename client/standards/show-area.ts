import type { Division } from '#contract/layers.ts';
import { useAppState } from '../app/app-state.ts';
import { parseSelection } from '../app/selection.ts';
import { useOpenFigure } from '../figures/open-figure.ts';
import { boundsOf } from '../layers/bounds.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { planStore } from '../units/plan.ts';

/** Leaves for the map: the area selected and in view, the receipt of a rule there open. The city stands on the dashboard. One step back returns. */
export function showArea(owner: MapOwner | null, area: string, rule: { readonly ruleId: string; readonly ruleSetId: string }, divisions: readonly Division[]): void {
  const selection = parseSelection(area);
  useOpenFigure.getState().show({ area, ...rule });
  useAppState.setState({ page: selection === null ? 'dashboard' : 'workbench', selection, rightCollapsed: false });
  const geometry = selection?.type === 'unit' ? planStore().getState().plan.units.get(selection.id)?.geometry : divisions.find(({ code }) => selection?.type === 'division' && selection.code === code)?.geometry;
  const bounds = boundsOf(geometry as { coordinates?: unknown } | undefined);
  // Once the panel has opened and taken its room.
  if (bounds) setTimeout(() => owner?.fit(bounds, { maxZoom: 15 }));
}
