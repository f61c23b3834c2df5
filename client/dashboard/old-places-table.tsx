import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#contract/figures.ts';
import { useAppState } from '../app/app-state.ts';
import { queryFeatures } from '../figures/queries.ts';
import { useKindName } from '../figures/receipt/receipt-method.tsx';
import { boundsOf } from '../layers/bounds.ts';
import { Swatch } from '../layers/swatch.tsx';
import { useMapOwner, useOverlay } from '../map/map-context.ts';
import { isOldPlace, oldPlaceColour, palettes, type OldPlaceKind } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import type { Overlay } from '../map/overlay.ts';
import { FailedState } from '../ui/states.tsx';
import classes from './dashboard.module.css';

type Cell = Overview['oldPlaces'][number];
export interface PlaceTable { readonly kinds: readonly string[]; readonly divisions: readonly { readonly code: string; readonly name: string }[]; readonly cell: (kind: string, code: string) => Cell | undefined }
/** Rows are kinds that occur, columns are divisions, those in none last. */
export function placeTable(cells: readonly Cell[]): PlaceTable {
  const divisions = [...new Map(cells.map(({ division, divisionName }) => [division, { code: division, name: divisionName }])).values()].sort((a, b) => Number(a.code === '') - Number(b.code === '') || a.code.localeCompare(b.code));
  const byKey = new Map(cells.map((cell) => [`${cell.kind}/${cell.division}`, cell]));
  return { kinds: [...new Set(cells.map(({ kind }) => kind))], divisions, cell: (kind, code) => byKey.get(`${kind}/${code}`) };
}

function placesOverlay(features: Overlay['data'], kind: string, scheme: 'light' | 'dark'): Overlay {
  const colour = isOldPlace(kind) ? oldPlaceColour(kind as OldPlaceKind, scheme) : palettes[scheme].selected;
  return {
    data: features, beforeId: slots.top,
    layers: [
      { id: 'dashboard-places-fill', type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': 0.45 } },
      { id: 'dashboard-places-casing', type: 'line', paint: { 'line-color': palettes[scheme].halo, 'line-width': 5 } },
      { id: 'dashboard-places-line', type: 'line', paint: { 'line-color': colour, 'line-width': 2.6 } },
    ],
  };
}

/** How many old places of each kind lie in each division; a count shows its places on the map. */
export function OldPlacesTable({ cells }: { readonly cells: readonly Cell[] }) {
  const { t } = useTranslation('dashboard');
  const owner = useMapOwner();
  const cityId = useAppState((s) => s.cityId);
  const scheme = useAppState((s) => s.scheme);
  const kindName = useKindName();
  const [shown, setShown] = useState<{ cell: Cell; data: Overlay['data'] } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useOverlay('dashboard-places', shown ? placesOverlay(shown.data, shown.cell.kind, scheme) : null);
  const table = placeTable(cells);
  const show = async (cell: Cell) => {
    if (cityId === null) return;
    if (shown?.cell === cell) return setShown(null);
    try {
      const data = await queryFeatures(cityId, cell.featureIds.slice(0, 5000));
      setShown({ cell, data });
      setError(null);
      const bounds = boundsOf({ coordinates: data.features.map(({ geometry }) => ('coordinates' in geometry ? geometry.coordinates : [])) });
      if (bounds) owner?.fit(bounds, { maxZoom: 15 });
    } catch (failure) {
      setError(failure);
    }
  };
  if (cells.length === 0) return <p className={classes['quiet']}>{t('noOldPlaces')}</p>;
  return (
    <div className={classes['tableScroll']}>
      <table className={classes['table']}>
        <thead><tr><td />{table.divisions.map(({ code, name }) => <th key={code} scope="col">{name || t('elsewhere')}</th>)}</tr></thead>
        <tbody>
          {table.kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row"><span className={classes['kind']}><Swatch kind={kind} />{kindName(kind)}</span></th>
              {table.divisions.map(({ code }) => {
                const cell = table.cell(kind, code);
                return <td key={code}>{cell ? <button type="button" className={classes['cell']} aria-pressed={shown?.cell === cell} title={t('showOnMap')} onClick={() => void show(cell)}>{cell.count}</button> : <span className={classes['zero']}>0</span>}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {error !== null && <FailedState error={error} />}
    </div>
  );
}
