import { useCallback, useEffect, useMemo } from 'react';
import { useAppState } from '../app/app-state.ts';
import { useDrawState } from '../draw/draw-state.ts';
import { useMapClick, useMapOwner, useOverlay } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import { usePlan } from './plan.ts';
import { unitFeatures, unitsOverlay, type UnitOnMap } from './units-overlay.ts';

/** The units of the plan, saved or not, as they are shown in lists and on the map. */
export function useUnitsOnMap(): readonly UnitOnMap[] {
  const plan = usePlan((s) => s.plan);
  const rows = usePlan((s) => s.rows);
  const blocked = usePlan((s) => s.blocked);
  return useMemo(() => [...plan.units.values()].map((unit): UnitOnMap => {
    const row = rows.get(unit.id);
    return { unit, areaM2: row?.areaM2 ?? null, figures: row?.figures ?? null, isBlocked: blocked.has(unit.id) };
  }), [plan, rows, blocked]);
}

/** Draws the units and selects the one clicked. What is being edited is left to the drawing library. */
export function UnitsOnMap() {
  const owner = useMapOwner();
  const scheme = useAppState((s) => s.scheme);
  const locale = useAppState((s) => s.locale);
  const selection = useAppState((s) => s.selection);
  const editedId = useDrawState((s) => s.unitId);
  const units = useUnitsOnMap();
  const selectedId = selection?.type === 'unit' ? selection.id : null;
  const data = useMemo(() => unitFeatures(units, editedId, selectedId, locale), [units, editedId, selectedId, locale]);
  useOverlay('units', useMemo(() => unitsOverlay(data, scheme), [data, scheme]));
  useMapClick('units', useCallback((hit: MapHit) => { if (typeof hit.id === 'string') useAppState.getState().select({ type: 'unit', id: hit.id }); }, []));
  useEffect(() => owner?.setPassOver(selectedId === null ? null : { overlay: 'units', id: selectedId }), [owner, selectedId]);
  return null;
}
