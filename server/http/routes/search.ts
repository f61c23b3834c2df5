import { Type } from 'typebox';
import { closed, Problem } from '#contract/common.ts';
import { SearchHit } from '#contract/layers.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { searchNames } from '../../db/repositories/search.ts';
import type { AppInstance } from '../app-instance.ts';
import { cityCrs } from '../city-crs.ts';
import { CityParams, requireCity } from './cities.ts';

const SearchQuery = Type.Object({ q: Type.String({ maxLength: 100 }) }, closed);
const LIMIT = 20;

const PAIR = /^\s*[(（]?\s*(-?\d+(?:\.\d+)?)\s*°?\s*[,，;；\s]\s*(-?\d+(?:\.\d+)?)\s*°?\s*[)）]?\s*$/;

/** A pair of numbers as a place: longitude and latitude, the other way round when only that can be, or metres of the city's CRS. */
export function coordinateIn(text: string, crs: MetricCrs | null): [lon: number, lat: number] | null {
  const found = PAIR.exec(text);
  if (!found) return null;
  const a = Number(found[1]), b = Number(found[2]);
  if (Math.abs(a) <= 180 && Math.abs(b) <= 90) return [a, b];
  if (Math.abs(a) <= 90 && Math.abs(b) <= 180) return [b, a];
  const place = crs?.inverse(a, b);
  return place && Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 90 ? place : null;
}

export default async function search(app: AppInstance): Promise<void> {
  app.get('/cities/:city/search', {
    schema: { summary: 'Places by name or coordinate', tags: ['features'], params: CityParams, querystring: SearchQuery, response: { 200: Type.Array(SearchHit), 404: Problem } },
  }, async (request) => {
    const city = await requireCity(app, request.params.city);
    const text = request.query.q.trim();
    if (text === '') return [];
    const coordinate = coordinateIn(text, city.srid === null ? null : metricCrs(city.srid));
    if (coordinate) {
      const name = coordinate.map((degrees) => degrees.toFixed(6)).join(', ');
      return [{ type: 'coordinate' as const, id: name, kind: 'coordinate', name, context: '', center: coordinate, bounds: null }];
    }
    if (city.srid === null) return [];
    const crs = cityCrs(city);
    const found = await searchNames(app.db.pool, city.id, text, LIMIT);
    return found.map(({ center, bounds, ...hit }) => ({
      ...hit, center: crs.inverse(...center),
      bounds: bounds && [...crs.inverse(bounds[0], bounds[1]), ...crs.inverse(bounds[2], bounds[3])] as [number, number, number, number],
    }));
  });
}
