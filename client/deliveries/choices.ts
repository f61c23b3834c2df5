import type { CrsCandidate, Delivery, DeliveryImport, FieldMapping, SourceLayer } from '#contract/deliveries.ts';
import type { LayerKind } from '#contract/layers.ts';
import { isOldDatum, isUnverified, withUnverified } from './crs-names.ts';

/** What a person wants of one layer of a delivery. */
export interface Choice {
  readonly isTaken: boolean;
  readonly kind: string | null;
  readonly crs: string | null;
  readonly encoding: string | null;
  readonly mapping: FieldMapping;
  /** A classification of land-use codes; '' as the data say; null: has to be chosen first. */
  readonly classification: string | null;
}
export interface ReviewedLayer { readonly layer: SourceLayer; readonly choice: Choice }
/** A delivery under review: its layers as last read, with what was chosen; and what is said about all of them. */
export interface Review {
  readonly layers: readonly ReviewedLayer[];
  readonly source: string; readonly sourceDate: string; readonly attribution: string;
  readonly acceptance: DeliveryImport['acceptance'];
}

/** OSM says by its tags which kinds its things are. */
export const saysItsKinds = (format: string): boolean => format.startsWith('osm');
const isUnreadable = ({ findings }: SourceLayer): boolean => findings.some(({ code }) => code === 'layer_unreadable');
/** A table has no geometry of its own: two of its columns say where, or one that holds geometries as text. */
export const isTable = ({ geometry, mapping, findings }: SourceLayer): boolean =>
  geometry.length === 0 || findings.some(({ code }) => code === 'columns_missing') || Object.values(mapping).some((target) => target === '#x' || target === '#y' || target === '#wkt');

/** The classification a finding proposes (`0701, 08H1 → SD3`); null when the codes leave it open and a person has to say; '' when nothing was found. */
function proposedClassification({ findings }: SourceLayer): string | null {
  const proposed = findings.find(({ code }) => code === 'classification_proposed')?.examples[0];
  const version = proposed === undefined ? undefined : /→\s*(\S+)$/.exec(proposed)?.[1];
  if (version !== undefined) return version;
  return findings.some(({ code }) => code === 'classification_unsure') ? null : '';
}

/** What is proposed of a layer, to begin with. */
export const proposedChoice = (layer: SourceLayer, isTaken: boolean): Choice => ({
  isTaken, kind: layer.kind, crs: layer.crs.candidates[0]?.crs ?? layer.crs.stated, encoding: layer.encoding?.name ?? null, mapping: layer.mapping, classification: proposedClassification(layer),
});

/** The review a delivery begins with: layers that a kind was found for are taken, and a layer that is alone. */
export function beginReview({ layers, format, fileName }: Pick<Delivery, 'layers' | 'format' | 'fileName'>): Review {
  const isWanted = (layer: SourceLayer) => !isUnreadable(layer) && layer.featureCount !== 0 && (layers.length === 1 || layer.kind !== null || saysItsKinds(format));
  return {
    layers: layers.map((layer) => ({ layer, choice: proposedChoice(layer, isWanted(layer)) })),
    source: fileName, sourceDate: '', attribution: saysItsKinds(format) ? '© OpenStreetMap contributors' : '', acceptance: 'ask',
  };
}

/** A layer read again: what its new reading proposes takes the place of what it was; a chosen CRS and classification stay. */
export function readAgain({ choice }: ReviewedLayer, layer: SourceLayer, change: Partial<Choice>): ReviewedLayer {
  const proposed = proposedChoice(layer, choice.isTaken);
  return { layer, choice: { ...proposed, crs: choice.crs ?? proposed.crs, classification: choice.classification === null || choice.kind !== layer.kind ? proposed.classification : choice.classification, ...change } };
}

/** Sends a field to a target. One target has one field: whoever had it goes nowhere then. */
export function mapField(mapping: FieldMapping, field: string, target: string): FieldMapping {
  const others = Object.fromEntries(Object.entries(mapping).map(([name, to]) => [name, to === target ? '' : to]));
  return { ...others, [field]: target };
}

export type Fault = { readonly code: 'unreadable' | 'kind' | 'crs' | 'datum' | 'columns' | 'classification' | 'place' | 'guess' } | { readonly code: 'attribute'; readonly attribute: string };
/** A missing attribute leaves rows out and a doubtful place may be right; everything else keeps the layer from being imported at all. */
export const isBlocking = ({ code }: Fault): boolean => code !== 'attribute' && code !== 'place' && code !== 'guess';

type Box = NonNullable<CrsCandidate['bounds']>;
/** True when two extents share ground. */
export const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

/** What is doubtful of the chosen CRS, of what was found out about it. */
function doubtsOf({ layer, choice }: ReviewedLayer, city: Box | null): Fault[] {
  const candidate = layer.crs.candidates.find(({ crs }) => choice.crs !== null && withUnverified(crs, false) === withUnverified(choice.crs, false));
  if (candidate?.bounds && city && !meet(candidate.bounds, city)) return [{ code: 'place' }];
  return candidate?.confidence === 'possible' && candidate === layer.crs.candidates[0] ? [{ code: 'guess' }] : [];
}

/** What is still missing of a layer before it can be imported, required attributes that no field gives, and whether it lies in the city (its extent in degrees; null: it has none). */
export function faultsOf(reviewed: ReviewedLayer, format: string, kinds: readonly LayerKind[], city: Box | null): Fault[] {
  const { layer, choice } = reviewed;
  if (isUnreadable(layer)) return [{ code: 'unreadable' }];
  if (saysItsKinds(format)) return [];
  const faults: Fault[] = [];
  const targets = new Set(Object.values(choice.mapping));
  const kind = kinds.find((each) => each.kind === choice.kind);
  if (choice.kind === null) faults.push({ code: 'kind' });
  if (isTable(layer) && !targets.has('#wkt') && !(targets.has('#x') && targets.has('#y'))) faults.push({ code: 'columns' });
  else if (choice.crs === null) faults.push({ code: 'crs' });
  if (choice.crs !== null && isOldDatum(choice.crs) && !isUnverified(choice.crs)) faults.push({ code: 'datum' });
  if (choice.kind === 'land_use' && choice.classification === null) faults.push({ code: 'classification' });
  for (const [attribute, { required, default: otherwise }] of Object.entries(kind?.attributes ?? {})) if (required && otherwise === undefined && !targets.has(attribute)) faults.push({ code: 'attribute', attribute });
  return [...faults, ...doubtsOf(reviewed, city)];
}

/** The request that imports what is taken. */
export function importOf({ layers, source, sourceDate, attribution, acceptance }: Review): DeliveryImport {
  return {
    layers: layers.filter(({ choice }) => choice.isTaken).map(({ layer, choice: { kind, crs, encoding, mapping, classification } }) => ({
      layer: layer.name, kind, crs, encoding, mapping, classification: kind === 'land_use' && classification ? classification : null,
    })),
    ...(source.trim() ? { source: source.trim() } : {}), ...(sourceDate ? { sourceDate } : {}), ...(attribution.trim() ? { attribution: attribution.trim() } : {}), acceptance,
  };
}
