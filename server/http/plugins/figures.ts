import type { NumberFacts } from '#planning/standards/rule-numbers.ts';
import { layerRegistry, readDataFile } from '../../ingest/layer-kinds.ts';
import { FigureService } from '../../jobs/figures/figure-service.ts';
import { recomputeJob } from '../../jobs/figures/recompute-job.ts';
import { RuleSetStore } from '../../jobs/figures/rule-set-store.ts';
import { trialJob } from '../../jobs/figures/rule-set-trial.ts';
import { verifyJob } from '../../jobs/figures/verify-job.ts';
import type { AppInstance, RoutePlugin } from '../app-instance.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Figures of saved and drawn areas. */
    readonly figures: FigureService;
    /** Versions of the rule sets; those in force are the ones `figures` computes by. */
    readonly ruleSets: RuleSetStore;
  }
}

/** `app.figures` for every route registered after it, and the job that verifies. */
const figures: RoutePlugin = async (app: AppInstance) => {
  const store = await RuleSetStore.open(app.db.pool, layerRegistry, readDataFile<NumberFacts>('rule-numbers.json'));
  const service = new FigureService(app.db, app.events, layerRegistry, store.inForce);
  app.decorate('figures', service);
  app.decorate('ruleSets', store);
  app.jobs.register('verify', verifyJob(service));
  app.jobs.register('trial', trialJob(service, store));
  app.jobs.register('recompute', recomputeJob(service));
  app.addHook('onClose', () => service.close());
};

/** Fastify's mark of a plugin that decorates its parent instead of a scope of its own. */
export default Object.assign(figures, { [Symbol.for('skip-override')]: true });
