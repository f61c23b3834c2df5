import { layerRegistry, readDataFile } from './layer-kinds.ts';

type Scalar = string | number | boolean | null;
interface AliasFile {
  readonly name: readonly string[];
  readonly common: Readonly<Record<string, readonly string[]>>;
  readonly kinds: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
/** Field names of deliveries → our attribute names (`data/field-aliases.json`). */
const aliases = readDataFile<AliasFile>('field-aliases.json');

const lookups = new Map<string, ReadonlyMap<string, string>>();

function lookupOf(kind: string): ReadonlyMap<string, string> {
  let lookup = lookups.get(kind);
  if (lookup) return lookup;
  const made = new Map<string, string>();
  const put = (field: string, attribute: string) => { const key = field.toLowerCase(); if (!made.has(key)) made.set(key, attribute); };
  const attributes = layerRegistry.kinds[kind]?.attributes ?? {};
  for (const [attribute, definition] of Object.entries(attributes)) {
    put(attribute, attribute);
    put(definition.name.zh, attribute);
    put(definition.name.en, attribute);
  }
  for (const table of [aliases.kinds[kind] ?? {}, aliases.common]) {
    for (const [attribute, fields] of Object.entries(table)) if (attribute in attributes) fields.forEach((field) => put(field, attribute));
  }
  for (const field of aliases.name) put(field, '#name');
  lookups.set(kind, (lookup = made));
  return lookup;
}

const isScalar = (value: unknown): value is Scalar => value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** A row's fields as our attributes. Fields nobody knows keep their name, so that the report can tell of them. The first field of a meaning wins. */
export function mapFields(kind: string, fields: Readonly<Record<string, unknown>>): { name: string | null; attrs: Record<string, Scalar>; unknown: string[] } {
  const lookup = lookupOf(kind);
  const attrs: Record<string, Scalar> = {};
  const unknown: string[] = [];
  let name: string | null = null;
  for (const [field, value] of Object.entries(fields)) {
    const attribute = lookup.get(field.trim().toLowerCase());
    if (attribute === undefined || !isScalar(value)) { unknown.push(field); continue; }
    if (attribute === '#name') { if (name === null && value !== null && String(value).trim() !== '') name = String(value).trim(); }
    else if (!(attribute in attrs)) attrs[attribute] = value;
  }
  return { name, attrs, unknown };
}
