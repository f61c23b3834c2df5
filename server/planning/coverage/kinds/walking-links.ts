import type { CountedFeature, LeftOutFeature } from '../figure.ts';
import type { Homes } from '../homes.ts';
import type { Member } from '../member.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { WalkingLinks } from '../../standards/rule.ts';
import { walkCityOf } from '../walk-city.ts';
import type { WalkLinks } from '../walk-links.ts';
import { homeWithout, nobodyCounted } from './people-within-radius.ts';

/** Of a category the city has nothing: whether it is out of reach is then not known. */
export const CATEGORY_MISSING_NOTE = 'category_missing';

/**
 * People whose home is joined on foot, however far, to at least one of each category ÷ people. Extras `category:ID`: the share of people joined to one of the category.
 * A counted feature's amount is the people it is joined to.
 */
export function walkingLinks({ city, rule, area, numbersOnly }: RuleRun<WalkingLinks>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('people');
  const supplies = rule.categories.map(({ supply }) => city.selection(supply));
  const missingLayers = [...new Set(rule.categories.filter((_, i) => supplies[i].members.length === 0).flatMap(({ supply }) => supply.map(({ layer }) => layer)))];
  if (missingLayers.length > 0) return { ...nobodyCounted('people'), missingLayers, notes: [CATEGORY_MISSING_NOTE] };
  const links = city.walkLinks(homes);
  const linked = supplies.map((supply) => links.homesLinked(supply));
  const inAll = links.homesInAll(linked);
  const numerator = area.peopleTimes(homes, inAll);
  const denominator = area.people(homes);
  const extras: Record<string, number> = {};
  if (denominator > 0) rule.categories.forEach(({ id }, i) => { extras[`category:${id}`] = area.peopleTimes(homes, linked[i]) / denominator; });
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'people', denominatorUnit: 'people', extras, notes: walkCityOf(city).notes };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const inside = area.homes(homes);
  const peopleOn = peopleByPieces(homes, inside, links);
  const all = rule.categories.flatMap(({ id }, i) => supplies[i].members.map((member) => ({ member, role: id, people: peopleJoined(member, peopleOn, links) })));
  const rejects = supplies.flatMap((supply) => supply.rejectsNear(area.box).map((index) => supply.rejectAt(index))).filter(({ reason }) => reason !== 'wrong_class');
  return {
    ...numbers,
    counted: all.filter(({ people }) => people > 0).map(({ member: { layer, id }, role, people }): CountedFeature => ({ layer, id, amount: people, role })),
    leftOut: [...rejects, ...all.filter(({ people }) => people === 0).map(({ member: { layer, id } }): LeftOutFeature => ({ layer, id, reason: 'out_of_reach' }))],
    uncovered: inside.filter((home) => inAll[home] === 0).map((home) => homeWithout(homes, home)),
  };
}

interface OnPieces { readonly pieces: ReadonlySet<number>; people: number }

/** People of the homes by the pieces of the network that their doors open on: nearly always one. */
function peopleByPieces(homes: Homes, inside: readonly number[], links: WalkLinks): readonly OnPieces[] {
  const groups = new Map<string, OnPieces>();
  for (const home of inside) {
    const pieces = links.piecesOfHome(home);
    const key = [...pieces].sort((a, b) => a - b).join();
    const group = groups.get(key);
    if (group) group.people += homes.people[home];
    else groups.set(key, { pieces, people: homes.people[home] });
  }
  return [...groups.values()];
}

function peopleJoined(member: Member, groups: readonly OnPieces[], links: WalkLinks): number {
  const own = links.piecesOf(member);
  return groups.reduce((total, { pieces, people }) => ([...pieces].some((piece) => own.has(piece)) ? total + people : total), 0);
}
