import { Type } from 'typebox';
import { CityId, closed, Problem } from '#contract/common.ts';
import { FeatureCollection, FeatureDetail, FeatureQuery } from '#contract/layers.ts';
import { findFeature, findFeatures } from '../../db/repositories/features.ts';
import { toLonLat } from '../../ingest/geometry/to-lonlat.ts';
import type { AppInstance } from '../app-instance.ts';
import { cityCrs } from '../city-crs.ts';
import { notFound } from '../problems.ts';
import { CityParams, requireCity } from './cities.ts';

const FeatureParams = Type.Object({ city: CityId, id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }, closed);

export default async function features(app: AppInstance): Promise<void> {
  const tags = ['features'];

  app.get('/cities/:city/features/:id', { schema: { summary: 'A feature with its attributes, geometry and source', tags, params: FeatureParams, response: { 200: FeatureDetail, 404: Problem } } }, async (request) => {
    const city = await requireCity(app, request.params.city);
    const found = await findFeature(app.db.pool, city.id, request.params.id);
    if (!found) throw notFound(`feature ${request.params.id} in this city`);
    const { wkb, ...detail } = found;
    return { ...detail, geometry: toLonLat(wkb, cityCrs(city)) };
  });

  app.post('/cities/:city/features/query', { schema: { summary: 'Features by id as GeoJSON', tags, params: CityParams, body: FeatureQuery, response: { 200: FeatureCollection, 404: Problem } } }, async (request) => {
    const city = await requireCity(app, request.params.city);
    const rows = await findFeatures(app.db.pool, city.id, request.body.ids);
    const features = rows.map(({ id, kind, name, wkb }) => ({ type: 'Feature', id, properties: { kind, name }, geometry: toLonLat(wkb, cityCrs(city)) }));
    return { type: 'FeatureCollection' as const, features };
  });
}
