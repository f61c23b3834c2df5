export const TIME_LIMIT_MS = 60_000;
export const MEMORY_LIMIT_MB = 1500;
/** The rest of the process: Node, the module itself, pages of files. */
export const REST_MB = 400;
/** Processes at a time; others wait. */
export const PROCESSES = 2;
