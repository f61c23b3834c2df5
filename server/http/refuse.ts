import { HttpProblem } from './problems.ts';

/** A day of the calendar: the 30th of February is none. */
export function isDate(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Answers 400 for what a schema cannot say. */
export function refuse(path: string, message: string): never {
  throw new HttpProblem('bad_request', { detail: `${path.slice(1)} ${message}`, errors: [{ path, message }] });
}
