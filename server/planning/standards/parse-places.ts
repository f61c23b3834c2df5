/** The fields of the kinds that ask where land lies: beside other land, in a part of the city, at the end of a way. */
import type { SelectorParser } from './parse-selector.ts';
import { join, type Reader } from './reader.ts';
import type { BorderSide, Confidence, CountInArea, Reading, SectorPlace, SharedBorder, WalkingLinks } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;
type At = (name: string) => string;

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
const FULL_CIRCLE = 360;

export function sharedBorder(fields: Fields, at: At, reader: Reader, selectors: SelectorParser): Pick<SharedBorder, 'border' | 'along' | 'nearness'> {
  const side = (name: string): BorderSide => {
    const own = reader.object(fields[name], at(name), ['name', 'of']);
    const path = join(at(name), 'of');
    return { name: reader.bilingual(own['name'], join(at(name), 'name')), of: reader.list(own['of'], path, (selector, each) => selectors.selector(selector, each, 'polygon')) };
  };
  const nearness = reader.object(fields['nearness'], at('nearness'), ['withinM', 'confidence', 'basis']);
  return { border: side('border'), along: side('along'), nearness: { withinM: reader.number(nearness['withinM'], join(at('nearness'), 'withinM'), 0), ...reading(nearness, at('nearness'), reader) } };
}

export function walkingLinks(fields: Fields, at: At, reader: Reader, selectors: SelectorParser): Pick<WalkingLinks, 'categories'> {
  return {
    categories: reader.list(fields['categories'], at('categories'), (category, each) => {
      const own = reader.object(category, each, ['id', 'name', 'supply']);
      return {
        id: reader.text(own['id'], join(each, 'id')), name: reader.bilingual(own['name'], join(each, 'name')),
        supply: reader.list(own['supply'], join(each, 'supply'), (selector, where) => selectors.selector(selector, where, 'notLine')),
      };
    }),
  };
}

/** `place` of a count. */
export function countPlace(fields: Fields, at: At, reader: Reader, selectors: SelectorParser): Pick<CountInArea, 'place'> {
  if (fields['place'] === undefined) return {};
  const own = reader.object(fields['place'], at('place'), ['divisionCodes', 'sector']);
  selectors.attribute('admin_division', 'code', join(at('place'), 'divisionCodes'));
  const divisionCodes = reader.list(own['divisionCodes'], join(at('place'), 'divisionCodes'), (code, each) => reader.text(code, each));
  return { place: own['sector'] === undefined ? { divisionCodes } : { divisionCodes, sector: sector(own['sector'], join(at('place'), 'sector'), reader) } };
}

function sector(value: unknown, path: string, reader: Reader): SectorPlace['sector'] {
  const own = reader.object(value, path, ['centre', 'fromDeg', 'toDeg', 'confidence', 'basis']);
  const centre = reader.object(own['centre'], join(path, 'centre'), ['lon', 'lat']);
  const degrees = (name: string): number => {
    const number = reader.number(own[name], join(path, name), 0);
    if (number >= FULL_CIRCLE) reader.problem('not_allowed', join(path, name), `A direction is from 0 to below ${FULL_CIRCLE} degrees.`);
    return number;
  };
  const ordinate = (name: string, most: number): number => {
    const number = reader.number(centre[name], join(join(path, 'centre'), name), -most);
    if (number > most) reader.problem('not_allowed', join(join(path, 'centre'), name), `A number of at most ${most} is expected.`);
    return number;
  };
  return { centre: { lon: ordinate('lon', 180), lat: ordinate('lat', 90) }, fromDeg: degrees('fromDeg'), toDeg: degrees('toDeg'), ...reading(own, path, reader) };
}

function reading(fields: Fields, path: string, reader: Reader): Reading {
  return { confidence: reader.oneOf(fields['confidence'], join(path, 'confidence'), CONFIDENCES), basis: reader.text(fields['basis'], join(path, 'basis')) };
}
