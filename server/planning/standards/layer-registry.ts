import type { LandUseCodes } from './land-use-codes.ts';

/** What `data/layers.json` says of the layers a city may have, as far as planning reads it. The file comes in as a value. */
export interface LayerRegistry {
  /** `data/land-use-codes.json`. */
  readonly landUseCodes: LandUseCodes;
  readonly kinds: Readonly<Record<string, LayerKindFacts>>;
}

export interface LayerKindFacts {
  readonly geometry: readonly ('point' | 'line' | 'polygon')[];
  readonly attributes: Readonly<Record<string, {
    readonly type: 'text' | 'number' | 'boolean';
    /** The closed list of a text attribute. */
    readonly values?: readonly string[];
    /** Travels in the coverage dataset, so rules may name it. */
    readonly engine?: boolean;
  }>>;
}
