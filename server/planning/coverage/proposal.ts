/** A proposed facility, park or gate (拟建设施) as figures count it: a feature of a layer kind that no edition holds. */
import { buildLayerTables, type MetricGeometry } from './dataset-builder.ts';
import type { GeometryType, LayerTable } from './dataset.ts';
import { lonLatToMetric } from '../geometry/lonlat-to-metric.ts';
import type { MetricCrs } from '../geometry/metric-crs.ts';

/**
 * Features with this id and above are proposals: the database counts far below, and `order of layer and id` puts proposals after what exists. A proposal's
 * number in its city (counted up, never used again) plus this base is its feature id in datasets, receipts and on the wire.
 */
export const PROPOSAL_ID_BASE = 2 ** 52;

export const isProposalId = (id: number): boolean => id >= PROPOSAL_ID_BASE;
export const proposalFeatureId = (number: number): number => PROPOSAL_ID_BASE + number;

/** `build` something new, `close` or `move` what exists, `connect` two streets by a footway. */
export type ProposalAction = 'build' | 'close' | 'move' | 'connect';

/** Metres of the city's CRS; polygons valid (OGC). A value once handed over is never changed: the same object is the same proposal in the same place. */
export interface MetricProposal {
  /** `proposalFeatureId` of its number. */
  readonly id: number;
  /** Absent: `build`. */
  readonly action?: ProposalAction;
  /** Of `close` and `move`: the feature of the layer that exists. None of this id: the proposal counts nowhere. */
  readonly featureId?: number;
  readonly layer: string;
  /** `close`: read by nobody; `connect`: a line. */
  readonly geometry: MetricGeometry;
  /** What is moved keeps its own; these are read of `build` alone. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * A table of this one feature with the columns of its layer; the layer's edition is its input, for it is counted as if it stood there.
 * @param columns those of the same proposal with the same attributes at another place, when they are at hand
 */
export function proposalTable(proposal: MetricProposal, like: LayerTable, columns: LayerTable['columns'] | null = null): LayerTable {
  const attributes = columns ? {} : Object.fromEntries(Object.entries(like.columns).map(([name, { type }]) => [name, { type, engine: true }]));
  const [table] = buildLayerTables(proposal.layer, [proposal], like.input, { kinds: { [proposal.layer]: { geometry: [like.geometryType], attributes } } });
  return columns ? { ...table, columns } : table;
}

/** Columns of one row, as a table of its own has them: what is moved keeps what is recorded of it. */
export function columnsOfRow({ columns }: LayerTable, row: number): LayerTable['columns'] {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.type === 'number' ? { ...column, values: column.values.slice(row, row + 1) } : { ...column, codes: column.codes.slice(row, row + 1) }]));
}

/** Whether two say the same of themselves, wherever they are. */
export function isSameProposal(a: MetricProposal, b: MetricProposal): boolean {
  return a.id === b.id && a.layer === b.layer && a.action === b.action && a.featureId === b.featureId && (a.attributes === b.attributes || JSON.stringify(a.attributes) === JSON.stringify(b.attributes));
}

/** Where a table of a layer stands among the layer's tables when several types of geometry are there. */
export const TABLE_ORDER: readonly GeometryType[] = ['point', 'line', 'polygon'];

/** Layer kinds that people propose features of, beside every kind of the group `facility`. */
const OTHER_LAYERS: readonly string[] = ['green_space', 'square', 'gate'];

export function isProposalLayer(kind: string, group: string): boolean {
  return group === 'facility' || OTHER_LAYERS.includes(kind);
}

/** Layer kinds of which existing features can be proposed closed. */
export const isClosableLayer = isProposalLayer;

/** Or moved: a gate is closed, and another one built. */
export const isMovableLayer = (kind: string, group: string): boolean => kind !== 'gate' && isProposalLayer(kind, group);

/** A proposal as it is drawn and sent: degrees. */
export interface DrawnProposal {
  readonly number: number;
  readonly action?: ProposalAction;
  readonly featureId?: number;
  readonly layer: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly geometry: DrawnGeometry;
}
type Place = readonly number[];
export type DrawnGeometry =
  | { readonly type: 'Point'; readonly coordinates: Place }
  | { readonly type: 'LineString'; readonly coordinates: readonly Place[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Place[])[] };

/** The same in metres, as figures count it: in use, whatever else is said. Browser and server both derive it here, so that they count the same bits. */
export function metricProposal({ number, action, featureId, layer, attributes, geometry }: DrawnProposal, crs: MetricCrs): MetricProposal {
  const forward = ([lon, lat]: Place): readonly [number, number] => crs.forward(lon, lat);
  const metric: MetricGeometry = geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: lonLatToMetric(geometry, crs)[0] }
    : geometry.type === 'Point' ? { type: 'Point', coordinates: forward(geometry.coordinates) } : { type: 'LineString', coordinates: geometry.coordinates.map(forward) };
  return { id: proposalFeatureId(number), ...(action ? { action } : {}), ...(featureId === undefined ? {} : { featureId }), layer, attributes: { ...attributes, status: 'in_use' }, geometry: metric };
}
