import { IngestProblem } from './driver.ts';

/** A pick that cannot be followed, with what there is. */
export const pickProblem = (wanted: string | null, names: readonly string[]): IngestProblem => new IngestProblem('layer_mismatch',
  `${wanted === null ? 'The delivery holds several layers; state which one' : `The delivery has no layer “${wanted}”`}. There are: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ` … (${names.length})` : ''}.`, 'layer');

/** The layer that is meant: the stated one, or the only one. Throws `layer_mismatch` listing the layers. */
export function pickLayer(names: readonly string[], wanted: string | null | undefined): string {
  if (wanted) { if (names.includes(wanted)) return wanted; throw pickProblem(wanted, names); }
  if (names.length === 1) return names[0]!;
  throw pickProblem(null, names);
}
