import type { Feature, FeatureCollection } from 'geojson';
import type { Unit } from '#contract/units.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import type { Locale, Scheme } from '../app/app-state.ts';
import { labelPoint } from '#planning/geometry/label-point.ts';
import { areaText } from '../layers/names.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';

/** How a unit stands: all thresholds met, some not, or nothing computed yet. */
export type UnitStanding = 'pass' | 'fail' | 'open';
export interface UnitOnMap { readonly unit: RenewalUnit; readonly areaM2: number | null; readonly figures: Unit['figures']; readonly isBlocked: boolean }

export const standingOf = (figures: Unit['figures']): UnitStanding => (figures === null || figures.pass + figures.fail === 0 ? 'open' : figures.fail > 0 ? 'fail' : 'pass');

/** Blue and vermilion of the map's own signs, ink for what nobody has computed; line and label repeat it. */
export const standingColours: Readonly<Record<Scheme, Readonly<Record<UnitStanding, string>>>> = {
  light: { pass: '#0072b2', fail: '#b34700', open: '#2b3a4a' },
  dark: { pass: '#56b4e9', fail: '#ff8a3d', open: '#dbe4ee' },
};

/** The second line of a label: `15.70 公顷 · ✓12 !3`. */
export function unitSubtitle({ areaM2, figures }: Pick<UnitOnMap, 'areaM2' | 'figures'>, locale: Locale): string {
  const counts = figures ? `✓${figures.pass} !${figures.fail}` : '';
  return [areaM2 === null ? '' : areaText(areaM2, locale), counts].filter(Boolean).join(' · ');
}

/** Units as GeoJSON: one area and one label point each. `hiddenId` is in the drawing library just now. */
export function unitFeatures(units: readonly UnitOnMap[], hiddenId: string | null, selectedId: string | null, locale: Locale): FeatureCollection {
  const features = units.filter(({ unit }) => unit.id !== hiddenId).flatMap((each): Feature[] => {
    const { unit, isBlocked } = each;
    const properties = { id: unit.id, name: `${unit.isPriority ? '★ ' : ''}${unit.name}`, sub: unitSubtitle(each, locale), standing: standingOf(each.figures), selected: unit.id === selectedId, blocked: isBlocked };
    const area: Feature = { type: 'Feature', properties: { ...properties, role: 'area' }, geometry: unit.geometry as unknown as Feature['geometry'] };
    const at = labelPoint(unit.geometry);
    return at ? [area, { type: 'Feature', properties: { ...properties, role: 'label' }, geometry: { type: 'Point', coordinates: at } }] : [area];
  });
  return { type: 'FeatureCollection', features };
}

/** Units with a casing, a dash for what falls short, and two-line labels. */
export function unitsOverlay(data: FeatureCollection, scheme: Scheme): Overlay {
  const { halo, text } = palettes[scheme];
  const colours = standingColours[scheme];
  const colour = ['match', ['get', 'standing'], 'pass', colours.pass, 'fail', colours.fail, colours.open] as unknown as string;
  const area = ['==', ['get', 'role'], 'area'] as unknown as boolean;
  const falls = (standing: string) => ['all', area, ['==', ['get', 'standing'], standing]] as never;
  const width = ['case', ['get', 'selected'], 4, 3] as unknown as number;
  const join = { 'line-join': 'round', 'line-cap': 'round' } as const;
  return {
    data, beforeId: slots.belowLabels, isPickable: true,
    layers: [
      { id: 'units-fill', type: 'fill', filter: ['==', ['get', 'role'], 'area'], paint: { 'fill-color': colour, 'fill-opacity': ['case', ['get', 'selected'], 0.14, 0.09] } },
      { id: 'units-casing', type: 'line', filter: ['==', ['get', 'role'], 'area'], layout: join, paint: { 'line-color': halo, 'line-width': ['case', ['get', 'selected'], 9, 6], 'line-opacity': 0.9 } },
      { id: 'units-line-pass', type: 'line', filter: falls('pass'), layout: join, paint: { 'line-color': colour, 'line-width': width } },
      { id: 'units-line-open', type: 'line', filter: falls('open'), layout: join, paint: { 'line-color': colour, 'line-width': width } },
      { id: 'units-line-fail', type: 'line', filter: falls('fail'), paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': [2.6, 1.3] } },
      {
        id: 'units-label', type: 'symbol', filter: ['==', ['get', 'role'], 'label'], metadata: { slot: slots.top },
        layout: {
          'text-field': ['format', ['get', 'name'], {}, '\n', {}, ['get', 'sub'], { 'font-scale': 0.76, 'text-font': ['literal', ['RenewMap Regular']] }], 'text-font': ['RenewMap Bold'],
          'text-size': ['interpolate', ['linear'], ['zoom'], 11, 12, 16, 16], 'text-max-width': 14, 'text-line-height': 1.25, 'text-padding': 6, 'symbol-sort-key': ['case', ['get', 'selected'], 0, 1],
        },
        paint: { 'text-color': ['case', ['get', 'selected'], colour as never, text], 'text-halo-color': halo, 'text-halo-width': 1.8 },
      },
    ],
  };
}
