import { otherCodesOf } from './land-use-codes.ts';
import type { LayerKindFacts, LayerRegistry } from './layer-registry.ts';
import { join, type Reader } from './reader.ts';
import type { Condition, Selector, SupplyTier } from './rule.ts';

const SELECTOR_FIELDS = ['layer', 'where', 'codes', 'otherCodes', 'minAreaM2', 'maxAreaM2Exclusive'];

const BOUNDS = ['min', 'minExclusive', 'maxExclusive'] as const;

type GeometryType = LayerKindFacts['geometry'][number];
/** A geometry the layer must be able to have; `notLine`: a point or a polygon. */
type Needs = GeometryType | 'notLine';

/** Reads selectors against the layers there can be. `needs`: a geometry the layer must be able to have for the rule to make sense. */
export class SelectorParser {
  readonly #reader: Reader;
  readonly #registry: LayerRegistry;

  constructor(reader: Reader, registry: LayerRegistry) {
    this.#reader = reader;
    this.#registry = registry;
  }

  selector(value: unknown, path: string, needs?: Needs): Selector {
    return this.#selector(this.#reader.object(value, path, SELECTOR_FIELDS), path, needs);
  }

  tier(value: unknown, path: string, needs?: Needs): SupplyTier {
    const fields = this.#reader.object(value, path, [...SELECTOR_FIELDS, 'id', 'radiusM']);
    const id = fields['id'] === undefined ? {} : { id: this.#reader.text(fields['id'], join(path, 'id')) };
    return { ...this.#selector(fields, path, needs), ...id, radiusM: this.#reader.number(fields['radiusM'], join(path, 'radiusM'), 0) };
  }

  /** The name of any layer. */
  anyLayer(value: unknown, path: string): string {
    this.#layer(value, path, undefined);
    return typeof value === 'string' ? value : '';
  }

  /** The name of a layer that can hold polygons, e.g. of `within`. */
  polygonLayer(value: unknown, path: string): string {
    this.#layer(value, path, 'polygon');
    return typeof value === 'string' ? value : '';
  }

  /** The name of a number attribute of a layer that rules may name. */
  numberAttribute(layer: string, name: unknown, path: string): string {
    this.attribute(layer, name, path);
    const type = typeof name === 'string' ? this.#registry.kinds[layer]?.attributes[name]?.type : undefined;
    if (type !== undefined && type !== 'number') this.#reader.problem('wrong_type', path, `The attribute "${String(name)}" of "${layer}" is no number.`);
    return typeof name === 'string' ? name : '';
  }

  /** The name of an attribute of a layer that rules may name, with the closed list of its values where there is one. */
  attribute(layer: string, name: unknown, path: string): readonly string[] | undefined {
    const known = this.#registry.kinds[layer];
    const attribute = typeof name === 'string' ? known?.attributes[name] : undefined;
    if (!attribute) {
      if (known) this.#reader.problem('unknown_attribute', path, `The layer "${layer}" has no attribute ${JSON.stringify(name)}; it has ${Object.keys(known.attributes).join(', ')}.`);
      return undefined;
    }
    if (attribute.engine !== true) this.#reader.problem('not_in_engine', path, `The attribute "${String(name)}" of "${layer}" is not marked "engine" in data/layers.json, so it does not reach the rules.`);
    return attribute.type === 'boolean' ? ['true', 'false'] : attribute.values;
  }

  #layer(value: unknown, path: string, needs: Needs | undefined): LayerKindFacts | null {
    const known = typeof value === 'string' ? this.#registry.kinds[value] : undefined;
    if (!known) {
      this.#reader.problem(value === undefined ? 'missing' : 'unknown_layer', path, `There is no layer ${JSON.stringify(value)} in data/layers.json.`);
      return null;
    }
    if (needs && !(needs === 'notLine' ? known.geometry.some((each) => each !== 'line') : known.geometry.includes(needs))) this.#reader.problem('wrong_geometry', path, `The layer "${String(value)}" holds ${known.geometry.join(' and ')}, the rule needs ${needs === 'notLine' ? 'point or polygon' : needs}.`);
    return known;
  }

  #selector(fields: Readonly<Record<string, unknown>>, path: string, needs: Needs | undefined): Selector {
    const reader = this.#reader;
    const known = this.#layer(fields['layer'], join(path, 'layer'), needs);
    const layer = String(fields['layer']);
    const optionalNumber = (name: string): number | undefined => fields[name] === undefined ? undefined : reader.number(fields[name], join(path, name), 0);
    const minAreaM2 = optionalNumber('minAreaM2');
    const maxAreaM2Exclusive = optionalNumber('maxAreaM2Exclusive');
    if ((minAreaM2 ?? maxAreaM2Exclusive) !== undefined && known && !known.geometry.includes('polygon')) reader.problem('wrong_geometry', path, `Features of "${layer}" have no area.`);
    const codes = fields['codes'] === undefined ? undefined : reader.list(fields['codes'], join(path, 'codes'), (code, at) => reader.text(code, at));
    if (codes) ['code', 'classification_version'].forEach((name) => this.attribute(layer, name, join(path, 'codes')));
    return {
      layer,
      ...fields['where'] === undefined ? {} : { where: this.#where(layer, fields['where'], join(path, 'where')) },
      ...codes ? { codes, otherCodes: otherCodesOf(codes, this.#registry.landUseCodes) } : {},
      ...minAreaM2 === undefined ? {} : { minAreaM2 },
      ...maxAreaM2Exclusive === undefined ? {} : { maxAreaM2Exclusive },
    };
  }

  #where(layer: string, value: unknown, path: string): Readonly<Record<string, Condition>> {
    const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const fields = this.#reader.object(value, path, names);
    return Object.fromEntries(Object.entries(fields).map(([name, condition]) => {
      const values = this.attribute(layer, name, join(path, name));
      return [name, this.#condition(condition, join(path, name), values)];
    }));
  }

  #condition(value: unknown, path: string, allowed: readonly string[] | undefined): Condition {
    const reader = this.#reader;
    const fields = reader.object(value, path, ['in', 'min', 'minExclusive', 'maxExclusive', 'absent']);
    if (fields['absent'] !== undefined && typeof fields['absent'] !== 'boolean') reader.problem('wrong_type', join(path, 'absent'), 'true or false is expected.');
    const absent = fields['absent'] === true ? { absent: true } : {};
    if (fields['in'] === undefined) {
      const stated = BOUNDS.filter((name) => fields[name] !== undefined);
      if (stated.length === 0) reader.problem('missing', path, 'A condition needs "in", "min", "minExclusive" or "maxExclusive".');
      return { ...Object.fromEntries(stated.map((name) => [name, reader.number(fields[name], join(path, name))])), ...absent };
    }
    const wanted = reader.list(fields['in'], join(path, 'in'), (each, at) => {
      if (typeof each !== 'string' && typeof each !== 'number' && typeof each !== 'boolean') reader.problem('wrong_type', at, 'A text, a number or true/false is expected.');
      else if (allowed && !allowed.includes(String(each))) reader.problem('unknown_value', at, `${JSON.stringify(each)} is not one of ${allowed.join(', ')}.`);
      return each as string | number | boolean;
    });
    return { in: wanted, ...absent };
  }
}
