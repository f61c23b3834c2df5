import { Type, type Static } from 'typebox';
import { Bilingual, closed, Problem } from '#contract/common.ts';
import { LayerEdition, LayerKind } from '#contract/layers.ts';
import { allEditions, currentEditions } from '../../db/repositories/editions.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import type { AppInstance } from '../app-instance.ts';
import { CityParams, requireCity } from './cities.ts';

const Registry = Type.Object({ groups: Type.Record(Type.String(), Bilingual), kinds: Type.Array(LayerKind) }, closed);

const registry = {
  groups: layerRegistry.groups,
  kinds: Object.entries(layerRegistry.kinds).map(([kind, definition]) => ({ kind, ...definition })),
} as unknown as Static<typeof Registry>;

export default async function layers(app: AppInstance): Promise<void> {
  const tags = ['layers'];

  app.get('/layer-kinds', { schema: { summary: 'Layer kinds and their attributes', tags, response: { 200: Registry } } }, async () => registry);

  app.get('/cities/:city/layers', { schema: { summary: 'The editions in use, one a kind', tags, params: CityParams, response: { 200: Type.Array(LayerEdition), 404: Problem } } }, async (request) => {
    await requireCity(app, request.params.city);
    return currentEditions(app.db.pool, request.params.city);
  });

  app.get('/cities/:city/editions', { schema: { summary: 'Every edition, newest first', tags, params: CityParams, response: { 200: Type.Array(LayerEdition), 404: Problem } } }, async (request) => {
    await requireCity(app, request.params.city);
    return allEditions(app.db.pool, request.params.city);
  });
}
