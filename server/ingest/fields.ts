import type { FieldMapping } from '#contract/deliveries.ts';
import { layerRegistry, readDataFile } from './layer-kinds.ts';

type Scalar = string | number | boolean | null;
type Lists = Readonly<Record<string, readonly string[]>>;
export interface AliasFile {
  readonly name: readonly string[];
  /** Fields that number the things themselves: what pairs two editions. */
  readonly id: readonly string[];
  readonly common: Lists;
  readonly kinds: Readonly<Record<string, Lists>>;
  /** Words in the name of a layer or file that speak for a kind. */
  readonly words: Lists;
  /** Words that hold one of those and mean something else, e.g. `gas_station`. */
  readonly noKind: readonly string[];
  /** Fields that speak for a kind without being an attribute of it, e.g. `childNum` of the maps of ECharts. */
  readonly telling: Lists;
  /** Land-use fields whose name says by which classification their codes are. */
  readonly classifications: Lists;
  /** Columns of a table that hold the coordinates, easting or longitude first; `geometry`: a whole geometry as text. */
  readonly columns: { readonly x: readonly string[]; readonly y: readonly string[]; readonly geometry: readonly string[] };
}
/** Field names of deliveries → our attribute names (`data/field-aliases.json`). */
export const aliases = readDataFile<AliasFile>('field-aliases.json');
/** What the app's own shapefiles call attributes whose names are too long for them. */
export const shortNames = readDataFile<{ readonly short: Readonly<Record<string, string>> }>('short-fields.json').short;

/** Names are compared without regard to case, and to the full-width letters of Chinese keyboards. */
export const plainName = (field: string): string => field.normalize('NFKC').trim().toLowerCase();

const lookups = new Map<string, ReadonlyMap<string, string>>();

function lookupOf(kind: string): ReadonlyMap<string, string> {
  let lookup = lookups.get(kind);
  if (lookup) return lookup;
  const made = new Map<string, string>();
  const put = (field: string, attribute: string) => { const key = plainName(field); if (!made.has(key)) made.set(key, attribute); };
  const attributes = layerRegistry.kinds[kind]?.attributes ?? {};
  for (const [attribute, definition] of Object.entries(attributes)) {
    put(attribute, attribute);
    put(definition.name.zh, attribute);
    put(definition.name.en, attribute);
    if (shortNames[attribute]) put(shortNames[attribute], attribute);
  }
  for (const table of [aliases.kinds[kind] ?? {}, aliases.common]) {
    for (const [attribute, fields] of Object.entries(table)) if (attribute in attributes) fields.forEach((field) => put(field, attribute));
  }
  for (const field of aliases.name) put(field, '#name');
  for (const field of aliases.id) put(field, '#id');
  lookups.set(kind, (lookup = made));
  return lookup;
}

/** Where a field of a kind goes by its name: an attribute, `#name`, `#id`; null when nobody knows it. */
export const targetOf = (kind: string, field: string): string | null => lookupOf(kind).get(plainName(field)) ?? null;

/** Land-use classification that the name of the field with the codes states; null when it states none. */
export function classificationOfField(field: string): string | null {
  const name = plainName(field);
  for (const [version, fields] of Object.entries(aliases.classifications)) if (fields.includes(name)) return version;
  return null;
}

const NAMES_KEPT = 5000;

const isScalar = (value: unknown): value is Scalar => value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
const isBlank = (value: Scalar): boolean => value === null || value === '' || (typeof value === 'string' && value.trim() === '');

export interface MappedFields { readonly name: string | null; readonly id: string | null; readonly attrs: Record<string, Scalar>; readonly unknown: readonly string[]; readonly codeField: string | null }

/** Where the fields of one reading go; names are looked up once each, for a file has a row's names in every row. */
export class FieldTargets {
  private readonly known = new Map<string, string | undefined>();
  private readonly lookup: ReadonlyMap<string, string>;
  private readonly mapping: FieldMapping | null;
  constructor(kind: string, mapping: FieldMapping | null) { this.lookup = lookupOf(kind); this.mapping = mapping; }

  of(field: string): string | undefined {
    let target = this.known.get(field);
    if (target !== undefined || this.known.has(field)) return target;
    target = this.mapping && Object.hasOwn(this.mapping, field) ? this.mapping[field] : this.lookup.get(plainName(field));
    // A document may have other names in every feature.
    if (this.known.size >= NAMES_KEPT) this.known.clear();
    this.known.set(field, target);
    return target;
  }
}

/**
 * A row's fields as our attributes. A mapping says where a field goes; one it does not name goes where its name says. Fields nobody knows are named in
 * `unknown`, those a person leaves out on purpose are not. Of two fields of one meaning the first that is not empty wins. `codeField`: whence a land-use code.
 */
export function mapFields(targets: FieldTargets, fields: Readonly<Record<string, unknown>>): MappedFields {
  const attrs: Record<string, Scalar> = {};
  const unknown: string[] = [];
  let name: string | null = null, id: string | null = null, codeField: string | null = null;
  for (const field of Object.keys(fields)) {
    const value = fields[field], chosen = targets.of(field);
    if (chosen === '' || chosen === '#x' || chosen === '#y' || chosen === '#wkt') continue;
    if (chosen === undefined || !isScalar(value)) { unknown.push(field); continue; }
    if (chosen === '#name') { if (name === null && !isBlank(value)) name = String(value).trim(); }
    else if (chosen === '#id') { if (id === null && !isBlank(value)) id = String(value).trim(); }
    else if (!(chosen in attrs) || isBlank(attrs[chosen]!)) {
      attrs[chosen] = value;
      if (chosen === 'code' && !isBlank(value)) codeField = field;
    }
  }
  return { name, id, attrs, unknown, codeField };
}
