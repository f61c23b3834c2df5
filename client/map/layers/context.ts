import type { LayerSpecification } from 'maplibre-gl';
import type { Scheme } from '../../app/app-state.ts';
import { palettes, type Palette } from '../palette.ts';

/** One layer edition as the style sees it. */
export interface TileEdition { readonly kind: string; readonly url: string }

/** Everything the base style depends on. */
export interface BaseMap {
  readonly scheme: Scheme;
  readonly is3d: boolean;
  /** How much larger than on an ordinary screen names and signs are. */
  readonly textScale: number;
  readonly editions: readonly TileEdition[];
  /** Kinds switched off. A kind without an edition is never drawn. */
  readonly hidden: ReadonlySet<string>;
  /** 0..1 of kinds that have an opacity of their own. */
  readonly opacity: Readonly<Record<string, number>>;
}

export interface StyleContext extends BaseMap {
  readonly palette: Palette;
  has(kind: string): boolean;
  opacityOf(kind: string): number;
}

export function styleContext(base: BaseMap): StyleContext {
  const kinds = new Set(base.editions.map((edition) => edition.kind));
  return { ...base, palette: palettes[base.scheme], has: (kind) => kinds.has(kind), opacityOf: (kind) => base.opacity[kind] ?? 1 };
}

type Bare<T> = T extends { source: unknown } ? Omit<T, 'source' | 'source-layer'> & { /** True: of the one point inside each area (layer KIND_sign, data/tiles.json), not of the shapes. */ ofSigns?: true } : never;
/** A layer of a tile kind, as the layer files write it. */
export type BareLayer = Bare<LayerSpecification>;

/** Gives layers their source, their visibility and their kind; nothing when the city has no such layer. */
export function ofKind(context: StyleContext, kind: string, layers: readonly BareLayer[]): LayerSpecification[] {
  if (!context.has(kind)) return [];
  const visibility = context.hidden.has(kind) ? 'none' as const : 'visible' as const;
  return layers.map(({ ofSigns, ...layer }) => ({
    ...layer, source: kind, 'source-layer': ofSigns ? `${kind}_sign` : kind, metadata: { kind }, layout: { ...layer.layout, visibility },
  } as LayerSpecification));
}
