import type { NumberFacts } from '#planning/standards/rule-numbers.ts';
import text from '../../data/rule-numbers.json?raw';

/** Units, ranges and words of the numbers in rule sets, the same file the server reads. */
export const numberFacts = JSON.parse(text) as NumberFacts;
