import type { AttributeDef, LayerKindDef } from './layer-kinds.ts';

type Value = string | number | boolean;
export type RawAttributes = Readonly<Record<string, string | number | boolean | null>>;

export interface Conformed {
  readonly attrs: Readonly<Record<string, Value>>;
  /** Attributes the layer does not know. */
  readonly unknown: readonly string[];
  /** Values that do not fit and were left away, as `class=foo`. */
  readonly dropped: readonly string[];
  /** A required attribute that is absent or does not fit: the row cannot be taken. */
  readonly missing: string | null;
}

const YES = /^(?:true|yes|y|1|是|有|t)$/i;
const NO = /^(?:false|no|n|0|否|无|f)$/i;

function fit(definition: AttributeDef, raw: Value): Value | null {
  const text = String(raw).trim();
  switch (definition.type) {
    case 'number': {
      const value = typeof raw === 'number' ? raw : text === '' ? NaN : Number(text);
      return Number.isFinite(value) ? value : null;
    }
    case 'boolean': return typeof raw === 'boolean' ? raw : YES.test(text) ? true : NO.test(text) ? false : null;
    case 'text': {
      if (!definition.values) return text;
      return definition.values.find((value) => value === text) ?? definition.values.find((value) => value.toLowerCase() === text.toLowerCase()) ?? null;
    }
  }
}

/** Codes of the land-use guide may come right-padded with zeros: 070100 is 0701 (standards.md §3.4, trap 4). */
const unpadded = (code: string): string => (/^\d{6}$/.test(code) ? code.replace(/(?:00)+$/, '') : code);

interface Expected { readonly name: string; readonly definition: AttributeDef }
const expected = new WeakMap<LayerKindDef, readonly Expected[]>();
/** The attributes of a kind that a row has even where its source says nothing, or must have. */
function expectedOf(kind: LayerKindDef): readonly Expected[] {
  let found = expected.get(kind);
  if (!found) expected.set(kind, (found = Object.entries(kind.attributes).map(([name, definition]) => ({ name, definition })).filter(({ definition }) => definition.default !== undefined || definition.required)));
  return found;
}

/** Holds a row's attributes against its layer kind: types, closed lists, what is required, defaults. */
export function conform(kind: string, definition: LayerKindDef, raw: RawAttributes): Conformed {
  const attrs: Record<string, Value> = {};
  const unknown: string[] = [];
  const dropped: string[] = [];
  for (const name of Object.keys(raw)) {
    const value = raw[name]!;
    const attribute = definition.attributes[name];
    if (!attribute) { unknown.push(name); continue; }
    if (value === null || value === '') continue;
    const fitted = fit(attribute, value);
    if (fitted === null) dropped.push(`${name}=${String(value).slice(0, 60)}`);
    else attrs[name] = fitted;
  }
  if (kind === 'land_use' && typeof attrs['code'] === 'string') attrs['code'] = unpadded(attrs['code']);
  let missing: string | null = null;
  for (const { name, definition: attribute } of expectedOf(definition)) {
    if (name in attrs) continue;
    if (attribute.default !== undefined) attrs[name] = attribute.default;
    else if (attribute.required) missing ??= name;
  }
  return { attrs, unknown, dropped, missing };
}
