import type { Feature } from 'geojson';
import { labelPoint } from '#planning/geometry/label-point.ts';
import type { FlatGeometry } from '../geometry/flat-geometry.ts';
import { toGeometry } from '../geometry/to-lonlat.ts';
import { layerRegistry, readDataFile } from '../layer-kinds.ts';
import { SmallShapes } from './small-shapes.ts';
import { keyDictionary, valueDictionary, type TagValue } from './vector-tile-writer.ts';

interface Zooms { readonly min: number; readonly max: number; readonly from?: Readonly<Record<string, Readonly<Record<string, number>>>> }
interface TileRules { readonly properties: readonly string[]; readonly signs: readonly string[]; readonly default: Zooms; readonly zooms: Readonly<Record<string, Zooms>> }

/** Zooms and properties of every layer: `data/tiles.json`. */
export const tileRules = readDataFile<TileRules>('tiles.json');
export const zoomsOf = (kind: string): Zooms => tileRules.zooms[kind] ?? tileRules.default;

/** The layer of the points where an area's name or sign stands. */
export const signLayerOf = (kind: string): string => `${kind}_sign`;

const asItIs = { inverse: (x: number, y: number): [number, number] => [x, y] };

/** A shape that has to be cut: as GeoJSON, its tags as numbers of the dictionaries, and the zoom it begins at. */
export type LargeFeature = Feature & { readonly properties: { readonly tags: readonly number[]; readonly from: number } };

/** The features of one layer on their way into tiles: small shapes apart from those that have to be cut. */
export class TilePyramid {
  readonly kind: string;
  readonly keys = keyDictionary();
  readonly values = valueDictionary();
  readonly small: SmallShapes;
  readonly signs: SmallShapes;
  /** Let go of when they are cut. */
  readonly large: LargeFeature[] = [];
  /** West, south, east, north in degrees. */
  readonly bounds: [number, number, number, number] = [180, 90, -180, -90];
  count = 0;
  private readonly zooms: Zooms;
  private readonly hasSigns: boolean;
  private readonly properties: readonly string[];
  /** Numbers of `name` and of the properties in the dictionary. */
  private readonly nameKey = this.keys.numberOf('name');
  private readonly propertyKeys: readonly number[];

  constructor(kind: string) {
    this.kind = kind;
    this.zooms = zoomsOf(kind);
    this.hasSigns = tileRules.signs.includes(kind);
    const attributes = layerRegistry.kinds[kind]?.attributes;
    this.properties = attributes ? tileRules.properties.filter((key) => key in attributes) : tileRules.properties;
    this.propertyKeys = this.properties.map((key) => this.keys.numberOf(key));
    this.small = new SmallShapes(this.zooms.max);
    this.signs = new SmallShapes(this.zooms.max);
  }

  /** Geometry in degrees; of the attributes those the style and hovering need go along. */
  add(id: number, name: string | null, attrs: Readonly<Record<string, unknown>>, flat: FlatGeometry): void {
    const tags: number[] = [];
    if (name !== null) tags.push(this.nameKey, this.values.numberOf(name));
    for (let i = 0; i < this.properties.length; i += 1) { const value = attrs[this.properties[i]!]; if (value !== undefined && value !== null) tags.push(this.propertyKeys[i]!, this.values.numberOf(value as TagValue)); }
    const from = this.startZoom(attrs);
    this.count += 1;
    this.widen(flat.coords);
    const isSmall = this.small.add(id, tags, from, flat);
    const geometry = isSmall && !(this.hasSigns && flat.dimension === 'polygon') ? null : toGeometry(flat, asItIs);
    if (!isSmall) this.large.push({ type: 'Feature', id, properties: { tags, from }, geometry: geometry! });
    const place = this.hasSigns && geometry ? labelPoint(geometry) : null;
    if (place) this.signs.add(id, tags, from, { dimension: 'point', coords: place, ringEnds: [1], partEnds: [1] });
  }

  /** Features were added by their place among all; now their ids are known. */
  renumber(ids: ArrayLike<number>): void {
    this.small.renumber(ids);
    this.signs.renumber(ids);
    for (const feature of this.large) feature.id = ids[feature.id as number]!;
  }

  private startZoom(attrs: Readonly<Record<string, unknown>>): number {
    let start = this.zooms.min;
    for (const attribute in this.zooms.from) {
      const zoom = this.zooms.from[attribute]![String(attrs[attribute])];
      if (zoom !== undefined) start = Math.max(start, zoom);
    }
    return start;
  }

  private widen(coords: readonly number[]): void {
    const { bounds } = this;
    for (let i = 0; i < coords.length; i += 2) {
      const lon = coords[i]!, lat = coords[i + 1]!;
      if (lon < bounds[0]) bounds[0] = lon;
      if (lat < bounds[1]) bounds[1] = lat;
      if (lon > bounds[2]) bounds[2] = lon;
      if (lat > bounds[3]) bounds[3] = lat;
    }
  }
}
