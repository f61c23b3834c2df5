import { Type } from 'typebox';
import { CityId, closed, Problem } from '#contract/common.ts';
import { City, NewCity } from '#contract/layers.ts';
import { findCity, insertCity, listCities } from '../../db/repositories/cities.ts';
import type { AppInstance } from '../app-instance.ts';
import { HttpProblem, notFound } from '../problems.ts';

/** Path of everything that belongs to a city. */
export const CityParams = Type.Object({ city: CityId }, closed);

/** The city of the path. @throws HttpProblem not_found */
export async function requireCity(app: AppInstance, id: string): Promise<City> {
  const city = await findCity(app.db.pool, id);
  if (!city) throw notFound(`city «${id}»`);
  return city;
}

/** Spatial reference systems PostGIS knows in metres; others would make every area and distance wrong. */
async function isMetric(app: AppInstance, srid: number): Promise<boolean> {
  const { rowCount } = await app.db.pool.query(`select 1 from spatial_ref_sys where srid = $1 and proj4text like '%+proj=%' and proj4text not like '%+proj=longlat%' and proj4text like '%+units=m %'`, [srid]);
  return rowCount === 1;
}

export default async function cities(app: AppInstance): Promise<void> {
  const tags = ['cities'];

  app.get('/cities', { schema: { summary: 'Cities', tags, response: { 200: Type.Array(City) } } }, () => listCities(app.db.pool));

  app.get('/cities/:city', { schema: { summary: 'A city', tags, params: CityParams, response: { 200: City, 404: Problem } } }, (request) => requireCity(app, request.params.city));

  app.post('/cities', { schema: { summary: 'Make a city', tags, body: NewCity, response: { 201: City, 400: Problem, 409: Problem, 422: Problem } } }, async (request, reply) => {
    const { id, name, nameEn = '', srid = null } = request.body;
    if (name.trim() === '') throw new HttpProblem('bad_request', { detail: 'The name is empty.', errors: [{ path: '/name', message: 'must not be empty' }] });
    if (srid !== null && !(await isMetric(app, srid))) throw new HttpProblem('crs_unknown', { detail: `EPSG:${srid} is not a projected coordinate reference system in metres.`, errors: [{ path: '/srid', message: 'must be a projected CRS in metres' }] });
    const city = await insertCity(app.db.pool, { id, name: name.trim(), nameEn: nameEn.trim(), srid, isFictional: false });
    if (!city) throw new HttpProblem('already_exists', { detail: `There is a city «${id}» already.` });
    return reply.code(201).header('location', `/api/cities/${id}`).send(city);
  });
}
