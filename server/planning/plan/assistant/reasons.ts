/** Why a boundary runs as it does, as values for sentences. */
import type { Character, Reason, ReasonCode } from './answer.ts';
import { placesInside, type Measures } from './measures.ts';
import type { Outline } from './outline.ts';
import type { Scene } from './scene.ts';
import { followedLines, sideLimits } from './stretches.ts';

const unitClause = 'S000 四(二)';
const demonstrationClause = 'S003 四(一)';
const named = (names: readonly string[]): string => names.filter((name) => name !== '').join('、');
const reason = (code: ReasonCode, params: Reason['params'], clause = ''): Reason => ({ code, params, clause });

export function reasonsOf(scene: Scene, measures: Measures, outline: Outline, character: Character): readonly Reason[] {
  const { rules } = scene;
  return [
    ...sideLimits(scene, outline, rules.values.minSideShare).map(({ side, kind, name, share, lengthM }) => reason('side', { side, kind, name, share, lengthM }, unitClause)),
    ...followedLines(scene, outline).map(({ group, lengthM, share }) => reason('follows', { group, lengthM, share }, unitClause)),
    ...divisionReasons(scene, measures), ...placeReasons(scene, measures), ...unitReasons(scene, measures), ...lockReasons(scene), ...sizeReasons(scene, measures, character),
  ];
}

function divisionReasons({ question: { ground }, rules }: Scene, { areaM2, divisions }: Measures): readonly Reason[] {
  return ['subdistrict', 'community'].flatMap((level): Reason[] => {
    const here = divisions.filter(({ index, insideM2 }) => ground.divisions[index].level === level && insideM2 > rules.values.minShareCut * areaM2).sort((a, b) => b.insideM2 - a.insideM2 || a.index - b.index);
    const names = named(here.map(({ index }) => ground.divisions[index].name));
    const [main] = here;
    if (!main) return [];
    const isWhole = here.length === 1 && main.insideM2 >= rules.values.sameShare * main.wholeM2 && main.insideM2 >= rules.values.sameShare * areaM2;
    return [here.length > 1 ? reason('crosses_divisions', { level, count: here.length, names }, unitClause) : reason(isWhole ? 'whole_division' : 'in_division', { level, name: names }, unitClause)];
  });
}

function placeReasons(scene: Scene, measures: Measures): readonly Reason[] {
  const { oldPlaces } = scene.question.ground;
  const inside = placesInside(scene, measures);
  const kinds = [...new Set(inside.map((index) => oldPlaces[index].kind))];
  const names = (all: readonly number[]): string => named(all.map((index) => oldPlaces[index].name));
  return [
    ...kinds.map((kind) => { const all = inside.filter((index) => oldPlaces[index].kind === kind); return reason('old_places_inside', { kind, count: all.length, names: names(all) }, 'S000 三'); }),
    ...(measures.placesCut.length > 0 ? [reason('old_places_cut', { count: measures.placesCut.length, names: names(measures.placesCut) })] : []),
    ...(measures.parcelsCut.length > 0 ? [reason('parcels_cut', { count: measures.parcelsCut.length }, unitClause)] : []),
  ];
}

function unitReasons({ question: { ground } }: Scene, { unitBorders }: Measures): readonly Reason[] {
  const units = [...unitBorders].sort(([a], [b]) => a - b);
  return units.length === 0 ? [] : [reason('shares_border', { count: units.length, names: named(units.map(([unit]) => ground.units[unit].name)), lengthM: units.reduce((sum, [, lengthM]) => sum + lengthM, 0) })];
}

const lockReasons = ({ question: { locked } }: Scene): readonly Reason[] => (locked.length === 0 ? [] : [reason('keeps_locked', { count: locked.length })]);

function sizeReasons(scene: Scene, measures: Measures, character: Character): readonly Reason[] {
  const { values, characters } = scene.rules;
  const { areaM2 } = measures;
  const [least, most] = characters[character].wantedAreaM2;
  const communities = placesInside(scene, measures, 'old_community').length;
  const isDemonstration = areaM2 >= values.demonstrationMinAreaM2 && areaM2 <= values.demonstrationMaxAreaM2;
  return [
    ...(isDemonstration ? [reason('demonstration_size', { areaM2, communities, minCommunities: values.minCommunities }, demonstrationClause)] : []),
    ...(measures.likeSketch !== null ? [reason('agrees_with_sketch', { share: measures.likeSketch })] : areaM2 < least ? [reason('area_below', { areaM2, least })] : areaM2 > most ? [reason('area_above', { areaM2, most })] : []),
  ];
}
