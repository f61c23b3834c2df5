import { readDataFile } from '../layer-kinds.ts';
import type { Dimension } from '../geometry/flat-geometry.ts';
import type { Tags } from './elements.ts';

type Value = string | number | boolean;
/** One tag: `*` any value but `no`, a text, or a list of texts. A key that ends in `~` holds a regular expression for the tag before it. */
type Match = string | readonly string[];
interface Condition {
  readonly when?: Readonly<Record<string, Match>>;
  readonly unless?: Readonly<Record<string, Match>>;
  readonly minAreaM2?: number;
  readonly maxAreaM2?: number;
  readonly region?: string;
  /** Only when the element is taken in this shape. */
  readonly shape?: Dimension;
}
type Reading = 'text' | 'number' | 'metres' | 'flag' | 'access' | 'year' | 'all_hours' | 'area_m2';
interface AttributeRule {
  readonly cases?: readonly (Condition & { readonly value: Value })[];
  readonly from?: readonly string[];
  readonly as?: Reading;
  readonly else?: Value;
}
interface KindRule {
  readonly geometry: readonly Dimension[];
  readonly match: readonly Condition[];
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  readonly required?: readonly string[];
}
/** How `natural=coastline` becomes sea, which no single element is. */
interface CoastlineRule {
  readonly kind: string;
  readonly attributes: Readonly<Record<string, Value>>;
  /** A coast may end this far inside the bounds (share of their width or height); the sea then ends there too. */
  readonly drawInLimit: number;
  /** Share of the landmarks that may lie in a sea. */
  readonly landmarkLimit: number;
  readonly landmarks: readonly Condition[];
}
interface Mapping {
  readonly attribution: string;
  readonly nameTags: readonly string[];
  readonly regions: Readonly<Record<string, { readonly bbox: readonly [number, number, number, number] }>>;
  readonly areaKeys: Readonly<Record<string, { readonly except: readonly string[] }>>;
  readonly coastline: CoastlineRule;
  readonly kinds: Readonly<Record<string, KindRule>>;
}

/** What OSM tags mean in our layers: `data/osm-mapping.json`. */
export const osmMapping = readDataFile<Mapping>('osm-mapping.json');

/** What the rules are asked about. `areaM2` is only called by rules that look at size. */
export interface Subject { readonly id: string; readonly tags: Tags; readonly lon: number; readonly lat: number; areaM2(): number }
export interface Mapped { readonly kind: string; readonly dimension: Dimension; readonly name: string | null; readonly attrs: Readonly<Record<string, Value>> }

const patterns = new Map<string, RegExp>();
function pattern(source: string): RegExp {
  let made = patterns.get(source);
  if (!made) patterns.set(source, (made = new RegExp(source, 'iu')));
  return made;
}

function matches(tags: Tags, key: string, match: Match): boolean {
  if (key.endsWith('~')) { const value = tags[key.slice(0, -1)]; return value !== undefined && typeof match === 'string' && pattern(match).test(value); }
  const value = tags[key];
  if (value === undefined) return false;
  if (match === '*') return value !== 'no';
  // OSM lists several values with semicolons: any of them may match.
  const values = value.split(';').map((part) => part.trim());
  return typeof match === 'string' ? values.includes(match) : match.some((wanted) => values.includes(wanted));
}

function inRegion(name: string, subject: Subject): boolean {
  const negated = name.startsWith('!');
  const box = osmMapping.regions[negated ? name.slice(1) : name]?.bbox;
  if (!box) return false;
  return (subject.lon >= box[0] && subject.lat >= box[1] && subject.lon <= box[2] && subject.lat <= box[3]) !== negated;
}

function holds(condition: Condition, subject: Subject, dimension: Dimension): boolean {
  if (condition.shape !== undefined && condition.shape !== dimension) return false;
  for (const key in condition.when) if (!matches(subject.tags, key, condition.when[key]!)) return false;
  for (const key in condition.unless) if (matches(subject.tags, key, condition.unless[key]!)) return false;
  if (condition.region !== undefined && !inRegion(condition.region, subject)) return false;
  if (condition.minAreaM2 !== undefined && subject.areaM2() < condition.minAreaM2) return false;
  if (condition.maxAreaM2 !== undefined && subject.areaM2() >= condition.maxAreaM2) return false;
  return true;
}

/** True for what stands on land and can testify against a sea. */
export function isCoastLandmark(tags: Tags): boolean {
  const subject: Subject = { id: '', tags, lon: NaN, lat: NaN, areaM2: () => NaN };
  return osmMapping.coastline.landmarks.some((condition) => holds(condition, subject, 'line'));
}

/** The largest number of `3`, `3;4`, `12 m`, `12.5`. */
function numberIn(text: string): number | null {
  const numbers = text.split(';').map((part) => parseFloat(part.replace(',', '.'))).filter((value) => Number.isFinite(value));
  return numbers.length > 0 ? Math.max(...numbers) : null;
}

function metresIn(text: string): number | null {
  const value = numberIn(text);
  if (value === null) return null;
  return /'|ft|feet/.test(text) ? value * 0.3048 : value;
}

const readings: Readonly<Record<Reading, (text: string, subject: Subject) => Value | null>> = {
  text: (text) => text,
  number: numberIn,
  metres: metresIn,
  flag: (text) => text !== 'no',
  access: (text) => (/^(?:yes|permissive|public|designated)$/.test(text) ? true : /^(?:no|private|customers|residents|employees|delivery)$/.test(text) ? false : null),
  year: (text) => { const found = /\b(1[0-9]{3}|20[0-9]{2})\b/.exec(text); return found ? Number(found[1]) : null; },
  all_hours: (text) => /24\s*\/\s*7|00:00-24:00/.test(text),
  area_m2: (_text, subject) => Math.round(subject.areaM2()),
};

function valueOf(rule: AttributeRule, subject: Subject, dimension: Dimension): Value | null {
  for (const candidate of rule.cases ?? []) if (holds(candidate, subject, dimension)) return candidate.value;
  const reading = rule.as ? readings[rule.as] : null;
  for (const tag of rule.from ?? []) {
    const text = subject.tags[tag];
    const value = text === undefined || !reading ? null : reading(text, subject);
    if (value !== null) return value;
  }
  if (rule.from === undefined && reading) { const area = reading('', subject); if (area !== 0) return area; }
  return rule.else === '$id' ? `osm-${subject.id}` : rule.else ?? null;
}

/** True when a closed way with these tags is an area and not a line that comes back to its start. */
export function isArea(tags: Tags): boolean {
  if (tags['area'] === 'yes') return true;
  if (tags['area'] === 'no') return false;
  for (const key in tags) {
    const rule = osmMapping.areaKeys[key];
    if (rule && tags[key] !== 'no' && !rule.except.includes(tags[key]!)) return true;
  }
  return false;
}

function nameOf(tags: Tags): string | null {
  for (const key of osmMapping.nameTags) { const name = tags[key]?.trim(); if (name) return name; }
  return null;
}

/**
 * The features an element becomes: none, one, or one a kind (a school building is a building and a school). `dimensions` are the shapes
 * the element can take, the preferred first.
 */
export function mapElement(subject: Subject, dimensions: readonly Dimension[]): Mapped[] {
  const mapped: Mapped[] = [];
  for (const [kind, rule] of Object.entries(osmMapping.kinds)) {
    const dimension = dimensions.find((candidate) => rule.geometry.includes(candidate));
    if (dimension === undefined || !rule.match.some((condition) => holds(condition, subject, dimension))) continue;
    const attrs: Record<string, Value> = {};
    for (const [attribute, attributeRule] of Object.entries(rule.attributes)) {
      const value = valueOf(attributeRule, subject, dimension);
      if (value !== null) attrs[attribute] = value;
    }
    if (rule.required?.some((attribute) => !(attribute in attrs))) continue;
    mapped.push({ kind, dimension, name: nameOf(subject.tags), attrs });
  }
  return mapped;
}
