import { aliases, plainName } from '../fields.ts';
import type { Dimension } from '../geometry/flat-geometry.ts';
import { layerRegistry } from '../layer-kinds.ts';

/** What a word in the name of the layer weighs against fields with telling names. */
const LAYER_WORD = 3, FILE_WORD = 2, FIELD = 1, REQUIRED_FIELD = 2;
/** A proposal needs a word, or a field only this kind has. */
const ENOUGH = 2;

/** A few Latin letters are a word only where they stand alone: `poi` is none of `Defpoints`. */
const isIn = (word: string, name: string): boolean => (/^[a-z]{1,3}$/.test(word) ? name.split(/[^a-z]+/).includes(word) : name.includes(word));

/** A name as words are looked for in it: one sign between its parts, and without what only looks like one of the words. */
function wordsOf(name: string): string {
  const joined = plainName(name).replace(/[\s.-]+/g, '_');
  return aliases.noKind.reduce((rest, word) => (rest.includes(word) ? rest.replaceAll(word, '_') : rest), joined);
}

/** The longest word of a kind in a name: `老旧小区` speaks louder than `小区`. */
function wordLength(kind: string, name: string): number {
  const plain = wordsOf(name);
  return Math.max(0, ...[...(aliases.words[kind] ?? []), kind, plainName(layerRegistry.kinds[kind]!.name.zh)].filter((word) => isIn(word, plain)).map((word) => word.length));
}

function fieldScore(kind: string, fields: readonly string[]): number {
  const plain = new Set(fields.map(plainName));
  const attributes = layerRegistry.kinds[kind]!.attributes;
  let score = (aliases.telling[kind] ?? []).some((name) => plain.has(name)) ? REQUIRED_FIELD : 0;
  for (const [attribute, names] of Object.entries(aliases.kinds[kind] ?? {})) {
    if (names.some((name) => plain.has(name)) || plain.has(plainName(attributes[attribute]?.name.zh ?? ''))) score += attributes[attribute]?.required ? REQUIRED_FIELD : FIELD;
  }
  return score;
}

const takes = (kind: string, geometry: readonly Dimension[]): boolean => {
  const allowed = layerRegistry.kinds[kind]!.geometry;
  return geometry.length === 0 || geometry.some((dimension) => allowed.includes(dimension) || (dimension === 'polygon' && allowed.includes('point')));
};

/** Outlines of districts are often filed by nothing but their code: `410104.json`, `410100_full.json` (GB/T 2260: six digits, the first 1 to 8). */
const isDivisionCode = (name: string): boolean => /^[1-8]\d{5}(?:_full|\.decoded)?(?:\.\w+)?$/.test(plainName(name));

/** The layer kind that the names of layer, file and fields speak for, among those that take the geometry; null when none does, or two equally. */
export function proposeKind(layer: string, file: string, fields: readonly string[], geometry: readonly Dimension[]): string | null {
  const scored = Object.keys(layerRegistry.kinds).filter((kind) => takes(kind, geometry)).map((kind) => {
    const inLayer = wordLength(kind, layer), inFile = wordLength(kind, file);
    // Longer words settle between kinds that share one.
    const words = (inLayer > 0 ? LAYER_WORD + inLayer / 10 : 0) + (inFile > 0 ? FILE_WORD + inFile / 10 : 0);
    // The geometry as the kind has it, not a point made of an area.
    const exact = geometry.some((dimension) => layerRegistry.kinds[kind]!.geometry.includes(dimension)) ? 0.05 : 0;
    const score = words + fieldScore(kind, fields);
    return { kind, score: score > 0 ? score + exact : 0 };
  }).sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (best?.score === 0 && geometry.includes('polygon') && (isDivisionCode(layer) || isDivisionCode(file))) return 'admin_division';
  return best && best.score >= ENOUGH && best.score > (next?.score ?? 0) ? best.kind : null;
}
