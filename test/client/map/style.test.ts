import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import { emptyHighlight, highlightOverlay } from '../../../client/map/highlight.ts';
import type { BaseMap } from '../../../client/map/layers/context.ts';
import type { Overlay } from '../../../client/map/overlay.ts';
import { slots } from '../../../client/map/slots.ts';
import { composeStyle, overlaySource } from '../../../client/map/style.ts';
import { scaled } from '../../../client/map/text-scale.ts';
import { layerKinds } from '../layers/layer-kinds.ts';

const kinds = layerKinds.kinds.map(({ kind }) => kind);
const fonts = { faces: { A: [{ url: 'http://here.test/a.woff2', 'unicode-range': ['U+0-ff'] }] }, regular: ['A'], bold: ['A'] };
const city = (change: Partial<BaseMap> = {}): BaseMap => ({
  scheme: 'light', is3d: true, textScale: 1, editions: kinds.map((kind) => ({ kind, url: `http://here.test/api/tiles/${kind}.pmtiles` })), hidden: new Set(), opacity: {}, ...change,
});
const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };
const overlay = (beforeId?: Overlay['beforeId']): Overlay => ({ data: nothing, ...(beforeId ? { beforeId } : {}), layers: [{ id: 'mine', type: 'line', paint: { 'line-color': '#000' } }] });
const ids = (base: BaseMap, overlays = new Map<string, Overlay>()) => composeStyle(base, overlays, fonts).layers.map((layer) => layer.id);

describe('the style of the map', () => {
  it.each([['light', true], ['light', false], ['dark', true], ['dark', false]] as const)('is valid for every layer kind: %s, standing buildings %s', (scheme, is3d) => {
    const style = composeStyle(city({ scheme, is3d }), new Map([['highlight', highlightOverlay(emptyHighlight, scheme)], ['x', overlay()]]), fonts);
    expect(validateStyleMin(style).map((fault) => fault.message)).toEqual([]);
  });

  it('is valid when names are larger, and leaves no symbol at its old size', () => {
    const style = composeStyle(city({ textScale: 1.5 }), new Map(), fonts);
    expect(validateStyleMin(style).map((fault) => fault.message)).toEqual([]);
    const sizes = (textScale: number) => composeStyle(city({ textScale }), new Map(), fonts).layers.filter((layer) => layer.type === 'symbol').map((layer) => JSON.stringify(layer.layout?.['text-size']));
    const [small, large] = [sizes(1), sizes(1.5)];
    expect(small.length).toBeGreaterThan(20);
    small.forEach((size, i) => expect(large[i]).not.toBe(size));
    expect(scaled(12, 1.5)).toBe(18);
    expect(scaled(['interpolate', ['linear'], ['zoom'], 10, 8, 14, 12], 2)).toEqual(['interpolate', ['linear'], ['zoom'], 10, 16, 14, 24]);
    expect(scaled(['step', ['zoom'], 8, 14, ['match', ['get', 'a'], 'b', 10, 12]], 2)).toEqual(['step', ['zoom'], 16, 14, ['*', 2, ['match', ['get', 'a'], 'b', 10, 12]]]);
  });

  it('asks nobody outside: no sprite, no glyph server, sources of this server only', () => {
    const style = composeStyle(city(), new Map(), fonts);
    expect(style.sprite).toBeUndefined();
    expect(style.glyphs).toBeUndefined();
    for (const source of Object.values(style.sources)) expect(source.type === 'vector' && source.url?.startsWith('pmtiles://http://here.test/')).toBe(true);
  });

  it('has every layer once, and draws every kind it has tiles of', () => {
    const style = composeStyle(city(), new Map(), fonts);
    const all = style.layers.map((layer) => layer.id);
    expect(new Set(all).size).toBe(all.length);
    const drawn = new Set(style.layers.map((layer) => ('source-layer' in layer ? layer['source-layer'] : null)));
    for (const kind of kinds) expect(drawn, kind).toContain(kind);
  });

  it('draws nothing of kinds without tiles', () => {
    const style = composeStyle(city({ editions: [{ kind: 'road', url: 'http://here.test/r' }] }), new Map(), fonts);
    expect(Object.keys(style.sources)).toEqual(['road']);
    expect(new Set(style.layers.flatMap((layer) => ('source' in layer ? [layer.source] : [])))).toEqual(new Set(['road']));
  });

  it('lies in order: land, sea, green, roads, old places, buildings, names', () => {
    const order = ids(city());
    const places = ['land', 'sea', 'built_up_area', 'land_use', 'green_space', 'water_body', 'road', 'old_community', slots.belowBuildings, 'building', slots.belowLabels, 'road-name', 'public_toilet', slots.top].map((id) => order.indexOf(id));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('hides a kind without taking it away, so that showing it again needs no tile', () => {
    const style = composeStyle(city({ hidden: new Set(['building']) }), new Map(), fonts);
    const visibility = style.layers.filter((layer) => 'source' in layer && layer.source === 'building').map((layer) => layer.layout?.visibility);
    expect(visibility.length).toBeGreaterThan(0);
    expect(new Set(visibility)).toEqual(new Set(['none']));
    expect(style.sources['building']).toBeDefined();
  });

  it('has no standing buildings when flat', () => {
    expect(composeStyle(city({ is3d: false }), new Map(), fonts).layers.some((layer) => layer.type === 'fill-extrusion')).toBe(false);
  });

  it.each(Object.values(slots))('puts an overlay just below %s', (slot) => {
    const order = ids(city(), new Map([['units', overlay(slot)]]));
    expect(order.indexOf('mine')).toBe(order.indexOf(slot) - 1);
  });

  it('gives an overlay its source, and one layer a slot of its own', () => {
    const two: Overlay = { data: nothing, beforeId: slots.belowBuildings, layers: [{ id: 'a', type: 'line' }, { id: 'b', type: 'circle', metadata: { slot: slots.top } }] };
    const style = composeStyle(city(), new Map([['units', two]]), fonts);
    const order = style.layers.map((layer) => layer.id);
    expect(order.indexOf('a')).toBe(order.indexOf(slots.belowBuildings) - 1);
    expect(order.indexOf('b')).toBe(order.indexOf(slots.top) - 1);
    expect(style.layers.filter((layer) => 'source' in layer && layer.source === overlaySource('units'))).toHaveLength(2);
  });
});
