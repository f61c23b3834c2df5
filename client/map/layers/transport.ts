import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { roadClasses, type RoadClass } from '../palette.ts';
import { ofKind, type BareLayer, type StyleContext } from './context.ts';

const roadClass: ExpressionSpecification = ['coalesce', ['get', 'class'], 'branch'];
const byClass = (values: Readonly<Record<RoadClass, string>>): ExpressionSpecification =>
  ['match', roadClass, ...roadClasses.flatMap((name) => [name, values[name]]), values.branch] as unknown as ExpressionSpecification;

/** Widths in pixels at zoom 11, 14 and 17, a lane being about 3 m wide; `extra` is the casing. */
const widths: Readonly<Record<RoadClass, readonly [number, number, number]>> = {
  motorway: [1.5, 6, 30], expressway: [1.4, 5.6, 28], arterial: [1.1, 4.8, 24], secondary: [0.7, 3.4, 17], branch: [0.3, 2, 11], alley: [0.15, 1, 6], path: [0.1, 0.5, 1.6],
};
function width(extra: number): ExpressionSpecification {
  const at = (stop: 0 | 1 | 2) => ['match', roadClass, ...roadClasses.flatMap((name) => [name, widths[name][stop] + extra]), widths.branch[stop] + extra];
  return ['interpolate', ['exponential', 1.5], ['zoom'], 11, at(0), 14, at(1), 17, at(2)] as unknown as ExpressionSpecification;
}
/** Great roads over small ones, bridges over both. */
const order = ['match', roadClass, ...roadClasses.flatMap((name, rank) => [name, roadClasses.length - rank]), 3] as unknown as ExpressionSpecification;
const isTrue = (name: string): ExpressionSpecification => ['in', ['to-string', ['coalesce', ['get', name], false]], ['literal', ['true', '1']]];
const isPath: ExpressionSpecification = ['==', roadClass, 'path'];

function roads(c: StyleContext): BareLayer[] {
  const p = c.palette;
  const round = { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': order } as const;
  const plain: ExpressionSpecification = ['all', ['!', isPath], ['!', isTrue('bridge')], ['!', isTrue('tunnel')]];
  return [
    { id: 'road-tunnel', type: 'line', minzoom: 12, filter: ['all', isTrue('tunnel'), ['!', isPath]], paint: { 'line-color': byClass(p.casing), 'line-width': width(0), 'line-dasharray': [2, 1.4], 'line-opacity': 0.7 } },
    { id: 'road-path', type: 'line', minzoom: 14, filter: isPath, paint: { 'line-color': p.road.path, 'line-width': width(0.3), 'line-dasharray': [2.5, 1.5] } },
    { id: 'road-casing', type: 'line', minzoom: 12, filter: plain, layout: round, paint: { 'line-color': byClass(p.casing), 'line-width': width(1.5) } },
    { id: 'road', type: 'line', filter: plain, layout: round, paint: { 'line-color': byClass(p.road), 'line-width': width(0) } },
  ];
}
function bridges(c: StyleContext): BareLayer[] {
  const p = c.palette;
  const filter: ExpressionSpecification = ['all', isTrue('bridge'), ['!', isPath]];
  const layout = { 'line-join': 'round', 'line-sort-key': order } as const;
  return [
    { id: 'road-bridge-casing', type: 'line', minzoom: 12, filter, layout, paint: { 'line-color': p.textQuiet, 'line-opacity': 0.55, 'line-width': width(2.6) } },
    { id: 'road-bridge', type: 'line', filter, layout: { ...layout, 'line-cap': 'round' }, paint: { 'line-color': byClass(p.road), 'line-width': width(0) } },
  ];
}
function railways(c: StyleContext): BareLayer[] {
  const p = c.palette;
  const isMetro: ExpressionSpecification = ['in', ['coalesce', ['get', 'type'], 'rail'], ['literal', ['metro', 'tram']]];
  return [
    { id: 'railway', type: 'line', minzoom: 10, filter: ['!', isMetro], paint: { 'line-color': p.rail, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1.2, 15, 3, 18, 6] } },
    { id: 'railway-tie', type: 'line', minzoom: 12, filter: ['!', isMetro], paint: { 'line-color': p.railTie, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.7, 15, 1.6, 18, 3.6], 'line-dasharray': [5, 5] } },
    { id: 'railway-metro-casing', type: 'line', minzoom: 10, filter: isMetro, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': p.halo, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 2.4, 15, 5] } },
    { id: 'railway-metro', type: 'line', minzoom: 10, filter: isMetro, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': p.metro, 'line-opacity': 0.85, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1.4, 15, 2.8] } },
  ];
}

/** Roads with casings by class, their surveyed edges, bridges over them, railways. */
export function transportLayers(c: StyleContext): LayerSpecification[] {
  return [...ofKind(c, 'road', roads(c)), ...ofKind(c, 'road_edge', [{ id: 'road_edge', type: 'line', minzoom: 13, paint: { 'line-color': c.palette.textQuiet, 'line-opacity': 0.7, 'line-width': ['interpolate', ['linear'], ['zoom'], 13, 0.6, 17, 1.4], 'line-dasharray': [5, 2] } }]), ...ofKind(c, 'railway', railways(c)), ...ofKind(c, 'road', bridges(c))];
}
