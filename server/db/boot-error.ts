/** Why the program cannot start, in one line a person can act on. */
export class BootError extends Error {}

/** First line of an error, short: database errors may carry whole statements and the embedded engine its minified source. */
export function shortMessage(error: unknown): string {
  const text = error instanceof AggregateError && error.errors.length > 0 ? shortMessage(error.errors[0]) : error instanceof Error ? error.message : String(error);
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
