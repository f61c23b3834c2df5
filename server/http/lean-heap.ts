/**
 * Keeps garbage small beside what is held, in every thread of the process; loaded before anything else. By itself V8 lets a heap grow to four times what it holds
 * before it looks, on a machine with much memory; a large city's receipts pass through here by the hundred megabytes.
 */
import { setFlagsFromString } from 'node:v8';

/** How far a heap may grow past what the last collection left, in percent of that. */
const growthPercent = 25;

setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
