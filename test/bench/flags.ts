import { parseArgs } from 'node:util';
import type { CitySize } from './measure.ts';

export interface Flags {
  /** Names of measures; empty: all. */
  readonly wanted: readonly string[];
  readonly isJson: boolean;
  readonly quick: boolean;
  readonly size: CitySize;
}

/** @throws Error on a flag it does not know */
export function readFlags(args: readonly string[]): Flags {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { size: { type: 'string', default: 'demo' }, json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } } });
  if (values.size !== 'demo' && values.size !== 'city') throw new Error('--size must be «demo» or «city».');
  return { wanted: positionals, isJson: values.json, quick: values.quick, size: values.size };
}
