import type { LayerSpecification } from 'maplibre-gl';

/** A size times k. Zoom may only be asked for at the top of an expression, so its outputs are scaled one by one. */
export function scaled(size: unknown, k: number): unknown {
  if (typeof size === 'number') return size * k;
  if (!Array.isArray(size)) return size;
  const [operator] = size as unknown[];
  if (operator === 'interpolate') return size.map((part: unknown, i) => (i >= 4 && i % 2 === 0 ? scaled(part, k) : part));
  if (operator === 'step') return size.map((part: unknown, i) => (i >= 2 && i % 2 === 0 ? scaled(part, k) : part));
  return ['*', k, size];
}

/** MapLibre's own defaults, where a layer says nothing. */
const defaults = { 'text-size': 16, 'icon-size': 1 } as const;

/** The layers with names and signs k times as large: the map grows with the interface on a wall of 4K. */
export function withTextScale(layers: readonly LayerSpecification[], k: number): LayerSpecification[] {
  if (k === 1) return [...layers];
  return layers.map((layer) => {
    if (layer.type !== 'symbol') return layer;
    const sizes = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, scaled(layer.layout?.[name as keyof typeof defaults] ?? value, k)]));
    return { ...layer, layout: { ...layer.layout, ...sizes } } as LayerSpecification;
  });
}
