import { Type } from 'typebox';
import { closed, Enum, Problem } from '#contract/common.ts';
import { Division } from '#contract/layers.ts';
import { listDivisions } from '../../db/repositories/divisions.ts';
import { toLonLat } from '../../ingest/geometry/to-lonlat.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import type { AppInstance } from '../app-instance.ts';
import { cityCrs } from '../city-crs.ts';
import { CityParams, requireCity } from './cities.ts';

const levels = layerRegistry.kinds['admin_division']?.attributes['level']?.values ?? [];
const DivisionFilter = Type.Object({ level: Type.Optional(Enum(levels)) }, closed);

export default async function divisions(app: AppInstance): Promise<void> {
  app.get('/cities/:city/divisions', {
    schema: { summary: 'Administrative divisions, of one level or all', tags: ['layers'], params: CityParams, querystring: DivisionFilter, response: { 200: Type.Array(Division), 404: Problem } },
  }, async (request) => {
    const city = await requireCity(app, request.params.city);
    const rows = await listDivisions(app.db.pool, city.id, request.query.level ?? null);
    return rows.map(({ wkb, ...division }) => ({ ...division, geometry: toLonLat(wkb, cityCrs(city)) }));
  });
}
