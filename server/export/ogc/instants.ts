import { ExportProblem } from '../export-problem.ts';

/** Milliseconds since 1970, ends included; infinite where open. */
export interface Span { readonly from: number; readonly to: number }

const instant = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/i;
const dayMs = 86_400_000;

/** A day, which is a span of its own. */
export function dayOf(date: string): Span {
  const from = Date.parse(`${date}T00:00:00Z`);
  return { from, to: from + dayMs - 1 };
}

function read(text: string, whole: string): Span {
  const found = instant.test(text) ? (text.length === 10 ? dayOf(text) : { from: Date.parse(text), to: Date.parse(text) }) : null;
  if (!found || Number.isNaN(found.from)) throw new ExportProblem('bad_request', `datetime «${whole.slice(0, 80)}» must be an instant such as 2025-11-22T08:00:00Z or two of them with / between, .. where open.`);
  return found;
}

/** `datetime` of a request (RFC 3339, interval with `/`, open ends as `..` or nothing). @throws ExportProblem bad_request */
export function parseDatetime(text: string): Span {
  const parts = text.split('/');
  if (parts.length === 1) return read(text, text);
  const [first, last] = parts as [string, string];
  const isOpen = (part: string): boolean => part === '' || part === '..';
  if (parts.length > 2 || (isOpen(first) && isOpen(last))) return read('', text);
  const span = { from: isOpen(first) ? -Infinity : read(first, text).from, to: isOpen(last) ? Infinity : read(last, text).to };
  return span.from > span.to ? read('', text) : span;
}

export const meets = (a: Span, b: Span): boolean => a.from <= b.to && b.from <= a.to;
