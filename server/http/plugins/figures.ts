import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { FigureService } from '../../jobs/figures/figure-service.ts';
import { verifyJob } from '../../jobs/figures/verify-job.ts';
import type { AppInstance, RoutePlugin } from '../app-instance.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Figures of saved and drawn areas. */
    readonly figures: FigureService;
  }
}

/** `app.figures` for every route registered after it, and the job that verifies. */
const figures: RoutePlugin = async (app: AppInstance) => {
  const service = new FigureService(app.db, app.events, layerRegistry);
  app.decorate('figures', service);
  app.jobs.register('verify', verifyJob(service));
  app.addHook('onClose', () => service.close());
};

/** Fastify's mark of a plugin that decorates its parent instead of a scope of its own. */
export default Object.assign(figures, { [Symbol.for('skip-override')]: true });
