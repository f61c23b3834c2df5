import { facilitiesInArea, measuredOnce } from '../facilities-in-area.ts';
import type { PreparedCity } from '../prepare.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import { textOf } from '../select.ts';
import { distanceToMember, placeOf, type Member } from '../member.ts';
import type { ClassAtPlace } from '../../standards/rule.ts';

interface Placed {
  readonly member: Member;
  readonly context: ClassAtPlace['contexts'][number];
  readonly className: string | null;
}

/** Facilities in the area whose class is at least the class their place demands ÷ facilities in the area. Extras: `context:ID` counts. */
export function classAtPlace(run: RuleRun<ClassAtPlace>): Measured {
  const { city, rule, area, numbersOnly } = run;
  const { inside } = facilitiesInArea(city.selection([rule.supply]), area, true);
  const isKept = numbersOnly && !isFollowing(city, rule);
  return isKept ? measuredOnce(rule, inside, () => ({ ...placesOf(run, inside), ...NO_LISTS })) : placesOf(run, inside);
}

function placesOf({ city, rule, area, numbersOnly }: RuleRun<ClassAtPlace>, inside: readonly Member[]): Measured {
  const supply = city.selection([rule.supply]);
  const missingLayers = inside.every((member) => statedContext(rule, member)) ? []
    : [...new Set(rule.contexts.flatMap(({ near }) => near.map(({ layer }) => layer)))].filter((layer) => !city.hasLayer(layer));
  const placed = inside.map((member): Placed => ({ member, context: contextOf(city, rule, member), className: textOf(member.table, rule.classAttribute, member.row) }));
  const meeting = placed.filter((each) => meets(rule, each));
  const failing = placed.filter((each) => !meets(rule, each));
  const extras: Record<string, number> = {};
  for (const { context } of placed) extras[`context:${context.id}`] = (extras[`context:${context.id}`] ?? 0) + 1;
  const feature = ({ member, context }: Placed): { layer: string; id: number; amount: number; role: string } => ({ layer: member.layer, id: member.id, amount: 1, role: context.id });
  return {
    numerator: meeting.length, denominator: placed.length, value: ratio(meeting.length, placed.length), numeratorUnit: 'count', denominatorUnit: 'count',
    counted: meeting.map(feature),
    leftOut: [
      ...failing.map(({ member, className }) => ({ layer: member.layer, id: member.id, reason: className === null ? 'class_unknown' as const : 'class_too_low' as const })),
      ...numbersOnly ? [] : supply.rejectsNear(area.box).map((index) => supply.rejectAt(index)),
    ],
    uncovered: failing.map(feature), extras, missingLayers,
  };
}

function statedContext(rule: ClassAtPlace, member: Member): ClassAtPlace['contexts'][number] | undefined {
  const stated = textOf(member.table, rule.contextAttribute, member.row);
  return rule.contexts.find(({ id }) => id === stated);
}

const contextsKept = new WeakMap<ClassAtPlace['contexts'], WeakMap<PreparedCity, Map<Member, ClassAtPlace['contexts'][number]>>>();

/** Worked out once for a facility where no context has proposals: as an area is dragged facilities come and go, but stay where they stand. */
function contextOf(city: PreparedCity, rule: ClassAtPlace, member: Member): ClassAtPlace['contexts'][number] {
  if (isFollowing(city, rule)) return contextAt(city, rule, member);
  let ofRule = contextsKept.get(rule.contexts);
  if (!ofRule) contextsKept.set(rule.contexts, ofRule = new WeakMap());
  let ofCity = ofRule.get(city);
  if (!ofCity) ofRule.set(city, ofCity = new Map());
  let context = ofCity.get(member);
  if (!context) ofCity.set(member, context = contextAt(city, rule, member));
  return context;
}

/** Where contexts have proposals, what stands in them changes under the hand. */
function isFollowing(city: PreparedCity, { contexts }: ClassAtPlace): boolean {
  return contexts.some(({ near }) => near.length > 0 && 'base' in city.selection(near));
}

function contextAt(city: PreparedCity, rule: ClassAtPlace, member: Member): ClassAtPlace['contexts'][number] {
  const [x, y] = placeOf(member);
  const near = (context: ClassAtPlace['contexts'][number]): boolean => {
    const places = city.selection(context.near);
    return places.reaching({ minX: x, minY: y, maxX: x, maxY: y }).some((index) => distanceToMember(places.members[index], x, y) <= places.members[index].radiusM);
  };
  return statedContext(rule, member) ?? rule.contexts.slice(0, -1).find((context) => context.near.length > 0 && near(context)) ?? rule.contexts[rule.contexts.length - 1];
}

/** A better class satisfies a lesser demand (D-04). */
function meets(rule: ClassAtPlace, { context, className }: Placed): boolean {
  const rank = className === null ? -1 : rule.classOrder.indexOf(className);
  return rank >= 0 && rank <= rule.classOrder.indexOf(context.requires);
}
