import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LandUseCodes } from '#planning/standards/land-use-codes.ts';
import type { Dimension } from './geometry/flat-geometry.ts';

export interface AttributeDef {
  readonly name: { readonly zh: string; readonly en: string };
  readonly type: 'text' | 'number' | 'boolean';
  readonly values?: readonly string[];
  readonly required?: boolean;
  readonly engine?: boolean;
  readonly default?: string | number | boolean;
}
export interface LayerKindDef {
  readonly name: { readonly zh: string; readonly en: string };
  readonly group: string;
  readonly geometry: readonly Dimension[];
  readonly attributes: Readonly<Record<string, AttributeDef>>;
}
export interface LayerRegistry {
  readonly landUseCodes: LandUseCodes;
  readonly groups: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  readonly kinds: Readonly<Record<string, LayerKindDef>>;
}

/** Reads a file of `data/`; facts live there, never in code. */
export function readDataFile<T>(name: string): T {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../../data/${name}`, import.meta.url)), 'utf8')) as T;
}

/** The layer kinds every import is held against (`data/layers.json`). */
export const layerRegistry: LayerRegistry = { ...readDataFile<Omit<LayerRegistry, 'landUseCodes'>>('layers.json'), landUseCodes: readDataFile<LandUseCodes>('land-use-codes.json') };
