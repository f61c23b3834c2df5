import type { Geometry, Position } from 'geojson';
import { IngestProblem, type Reading, type ReadOptions, type SourceFeature } from '../driver.ts';
import type { Dimension } from '../geometry/flat-geometry.ts';
import { layerRegistry } from '../layer-kinds.ts';
import { isCoastline, readSea } from './coast/read-sea.ts';
import { meansSomething, type OsmRelation, type OsmStore, type OsmWay, type Tags } from './elements.ts';
import { isArea, mapElement, osmMapping, type Subject } from './mapping.ts';
import { areaM2, isClosed, relationArea, wayRuns } from './shapes.ts';

const AREA_RELATIONS = new Set(['multipolygon', 'boundary']);

function subjectOf(id: string, tags: Tags, at: Position, polygons: readonly Position[][][] | null): Subject {
  let area: number | null = null;
  return { id, tags, lon: at[0]!, lat: at[1]!, areaM2: () => (area ??= polygons ? areaM2(polygons) : 0) };
}

/** The middle vertex of a line, for layers of points (a platform drawn as a line). */
function middleOf(line: Geometry): Geometry {
  const positions = line.type === 'LineString' ? line.coordinates : line.type === 'MultiLineString' ? line.coordinates.flat() : [];
  return { type: 'Point', coordinates: positions[positions.length >> 1]! };
}

class Assembler {
  private readonly waysById: ReadonlyMap<number, OsmWay>;
  /** Ways whose tags an old-style multipolygon took over: they are no areas of their own. */
  private readonly lentTags = new Set<number>();
  private readonly store: OsmStore;
  private readonly options: ReadOptions;

  constructor(store: OsmStore, options: ReadOptions) {
    this.store = store;
    this.options = options;
    this.waysById = new Map(store.ways.map((way) => [way.id, way]));
  }

  /** Coastlines are taken together (coast/read-sea.ts), whatever else they become. */
  private takesCoast(): boolean { return this.options.kind === null || this.options.kind === osmMapping.coastline.kind; }

  private *mapped(place: string, subject: Subject, shapes: Partial<Record<Dimension, Geometry>>, dimensions: readonly Dimension[]): Generator<SourceFeature> {
    const found = mapElement(subject, dimensions).filter((feature) => this.options.kind === null || feature.kind === this.options.kind);
    if (found.length === 0 && !(isCoastline(subject.tags) && this.takesCoast())) this.options.onReport('leftOut', 'osm_no_rule', place);
    for (const feature of found) {
      let geometry = shapes[feature.dimension]!;
      if (feature.dimension === 'line' && !layerRegistry.kinds[feature.kind]!.geometry.includes('line')) {
        geometry = middleOf(geometry);
        this.options.onReport('mended', 'line_to_point', place);
      }
      yield { kind: feature.kind, sourceId: place, name: feature.name, attrs: feature.attrs, geometry, place };
    }
  }

  /** Tags of the relation; before 2015 they often stood on its outer ways instead. */
  private relationTags(relation: OsmRelation): Tags | null {
    const own = Object.entries(relation.tags ?? {}).filter(([key]) => key !== 'type');
    if (meansSomething(Object.fromEntries(own))) return relation.tags;
    const outers = relation.members.filter((member) => member.type === 'way' && member.role !== 'inner').map((member) => this.waysById.get(member.id));
    const lender = outers.find((way) => way !== undefined && meansSomething(way.tags));
    if (!lender) return null;
    for (const way of outers) if (way && JSON.stringify(way.tags) === JSON.stringify(lender.tags)) this.lentTags.add(way.id);
    return lender.tags;
  }

  *relation(relation: OsmRelation): Generator<SourceFeature> {
    const place = `relation/${relation.id}`;
    if (!AREA_RELATIONS.has(relation.tags?.['type'] ?? '')) {
      if (meansSomething(relation.tags)) this.options.onReport('leftOut', 'osm_relation_type', place);
      return;
    }
    const tags = this.relationTags(relation);
    if (!tags) { this.options.onReport('leftOut', 'osm_no_rule', place); return; }
    const area = relationArea(this.store, this.waysById, relation);
    if ('fault' in area) { this.options.onReport('leftOut', area.fault, place); return; }
    if (area.looseHoles > 0) this.options.onReport('mended', 'osm_hole_outside', place);
    const polygons = area.geometry.coordinates;
    yield* this.mapped(place, subjectOf(`r${relation.id}`, tags, polygons[0]![0]![0]!, polygons), { polygon: area.geometry }, ['polygon']);
  }

  *way(way: OsmWay): Generator<SourceFeature> {
    if (!meansSomething(way.tags)) return;
    const place = `way/${way.id}`;
    const { runs, missing } = wayRuns(this.store, way.refs);
    if (runs.length === 0) { this.options.onReport('leftOut', 'osm_members_missing', place); return; }
    const whole = missing === 0 && isClosed(way);
    const polygon = whole && isArea(way.tags) && !this.lentTags.has(way.id) ? [[runs[0]!]] : null;
    const dimensions: Dimension[] = [];
    if (polygon) dimensions.push('polygon');
    if (way.tags['area'] !== 'yes') dimensions.push('line');
    if (missing > 0) this.options.onReport('mended', 'osm_nodes_missing', place);
    const line: Geometry = runs.length === 1 ? { type: 'LineString', coordinates: runs[0]! } : { type: 'MultiLineString', coordinates: runs };
    const shapes: Partial<Record<Dimension, Geometry>> = polygon ? { polygon: { type: 'MultiPolygon', coordinates: polygon }, line } : { line };
    yield* this.mapped(place, subjectOf(`w${way.id}`, way.tags, runs[0]![0]!, polygon), shapes, dimensions);
  }

  *all(): Generator<SourceFeature> {
    const { relations, ways, taggedNodes } = this.store;
    if (this.takesCoast()) yield* readSea(this.store, this.options);
    for (const relation of relations) yield* this.relation(relation);
    for (const way of ways) yield* this.way(way);
    for (const node of taggedNodes) {
      const at: Position = [node.lon, node.lat];
      yield* this.mapped(`node/${node.id}`, subjectOf(`n${node.id}`, node.tags, at, null), { point: { type: 'Point', coordinates: at } }, ['point']);
    }
  }
}

/** Features of an extract: the sea first, then areas of relations, then ways, then nodes. `from` is the progress already used for reading the file. */
export function osmReading(format: string, store: OsmStore, options: ReadOptions, from: number): Reading {
  if (store.nodeCount === 0) throw new IngestProblem('nothing_usable', 'The OSM file holds no nodes, so nothing in it has a place.', 'whole file');
  const total = store.relations.length + store.ways.length + store.taggedNodes.length;
  async function* features(): AsyncGenerator<SourceFeature> {
    let count = 0;
    for (const feature of new Assembler(store, options).all()) {
      count += 1;
      if (count % 512 === 0) options.onProgress(from + (1 - from) * Math.min(1, count / Math.max(1, total)));
      yield feature;
    }
  }
  return { format, crs: 'EPSG:4326', attribution: osmMapping.attribution, sourceDate: store.timestamp?.slice(0, 10) ?? null, features: features() };
}
