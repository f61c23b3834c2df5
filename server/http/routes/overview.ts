import { Problem } from '#contract/common.ts';
import { Overview } from '#contract/figures.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { cityOverview } from '../../jobs/figures/city-overview.ts';
import type { AppInstance } from '../app-instance.ts';
import { CityParams } from './cities.ts';

/** The layer kinds of the group «四旧一村与片区». */
const oldKinds = Object.entries(layerRegistry.kinds).filter(([, { group }]) => group === 'old').map(([kind]) => kind);

export default async function overview(app: AppInstance): Promise<void> {
  app.get('/cities/:city/overview', {
    schema: { summary: 'The leaders’ first screen in one answer; receipts with their longest entries only', tags: ['figures'], params: CityParams, response: { 200: Overview, 404: Problem, 422: Problem, 503: Problem } },
  }, (request) => cityOverview(app.figures, oldKinds, request.params.city, request.account));
}
