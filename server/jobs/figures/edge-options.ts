import { readFileSync } from 'node:fs';
import { parseEdgeOptions, type EdgeOptions } from '#planning/coverage/edges-robustness.ts';

const file: unknown = JSON.parse(readFileSync(new URL('../../../data/robustness.json', import.meta.url), 'utf8'));

/** What every stored figure's robustness follows from, but for the day it was computed, which it tells (`Robustness.asOf`). */
export const edgeParameters: Omit<EdgeOptions, 'asOf'> = (({ marginM, maxDataAgeYears }) => ({ marginM, maxDataAgeYears }))(parseEdgeOptions(file, ''));

/** For figures computed today, in UTC. */
export const edgeOptions = (): EdgeOptions => ({ ...edgeParameters, asOf: new Date().toISOString().slice(0, 10) });
