import type { LayerKind } from '#contract/layers.ts';

/** A file chosen but not sent, with what its author says about it. */
export interface PendingFile {
  readonly id: string;
  readonly file: File;
  /** Layer kind; null: the format says it itself (OSM). */
  readonly kind: string | null;
  readonly source: string;
  /** ISO date or ''. */
  readonly sourceDate: string;
  readonly crs: string;
  readonly attribution: string;
}

export const isOsmName = (name: string): boolean => /\.(osm|osm\.gz|osm\.pbf|pbf)$/i.test(name);

/** True for a file that is imported with one click: OSM says its layers, GeoJSON its coordinate system; anything else is looked into first. */
export const isQuick = (name: string): boolean => isOsmName(name) || /\.(geo)?json$/i.test(name);

/** The layer a file's name speaks of: its kind's id or its Chinese or English name. The longest match wins; null when none does. */
export function kindByName(fileName: string, kinds: readonly Pick<LayerKind, 'kind' | 'name'>[]): string | null {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');
  const name = plain(fileName);
  const found = kinds.flatMap(({ kind, name: words }) => [kind, words.zh, words.en].map((word) => ({ kind, word: plain(word) }))).filter(({ word }) => name.includes(word));
  return found.sort((a, b) => b.word.length - a.word.length)[0]?.kind ?? null;
}

export function pendingFile(file: File, id: string, kinds: readonly Pick<LayerKind, 'kind' | 'name'>[]): PendingFile {
  const isOsm = isOsmName(file.name);
  return { id, file, kind: isOsm ? null : kindByName(file.name, kinds), source: file.name, sourceDate: '', crs: '', attribution: isOsm ? '© OpenStreetMap contributors' : '' };
}

/** GeoJSON does not say what layer it is. */
export const isComplete = (pending: PendingFile): boolean => isOsmName(pending.file.name) || pending.kind !== null;

/** A city id from a name: its letters and digits in lower case; '' when nothing remains, for then a person must choose. */
export const idFromName = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
