import { readFileSync } from 'node:fs';
import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyServerOptions } from 'fastify';
import type { Database } from '../db/database.ts';
import { EventBus } from '../jobs/event-bus.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import type { AppInstance } from './app-instance.ts';
import { useBasicSignIn } from './plugins/basic-sign-in.ts';
import { serveClient } from './plugins/client-files.ts';
import { answerErrors } from './plugins/errors.ts';
import { allowReadingElsewhere } from './plugins/reading-elsewhere.ts';
import { useSecurityHeaders } from './plugins/security-headers.ts';
import { useSessions } from './plugins/sessions.ts';
import { validatorCompiler } from './plugins/validation.ts';
import { useDocs } from './routes/docs.ts';
import { routePlugins } from './routes/index.ts';
import ogc from './routes/ogc.ts';

export interface AppParts {
  readonly db: Database;
  readonly dataDir: string;
  /** Signs the session cookie; at least 32 characters. */
  readonly sessionSecret: string;
  /** The built client, or null for the API alone. */
  readonly clientFolder: string | null;
  /** Sites whose pages may read layers and tiles; none where absent. */
  readonly mapOrigins?: readonly string[];
  readonly logger?: FastifyServerOptions['logger'];
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** Largest body that is not a file: a drawn unit with very many vertices. */
const bodyLimit = 8 * 1024 * 1024;
/** What is tidied on start may take long on a slow disk or a busy machine; a start that hangs for good still ends. */
const startTimeoutMs = 120_000;

/**
 * The whole server without a port. `ready()` starts the jobs, `close()` ends them and the open event streams; the database stays the caller's.
 */
export async function buildApp(parts: AppParts): Promise<AppInstance> {
  const app = Fastify({ bodyLimit, pluginTimeout: startTimeoutMs, logger: parts.logger ?? false, logController: new LogController({ disableRequestLogging: true }), forceCloseConnections: 'idle' }).withTypeProvider<TypeBoxTypeProvider>() as AppInstance;
  const events = new EventBus();
  const jobs = new JobQueue({ db: parts.db, events, onError: (message, error) => app.log.error({ message: error instanceof Error ? error.message.slice(0, 500) : String(error), stack: error instanceof Error ? error.stack?.split('\n').slice(1, 8) : undefined }, message) });
  app.decorate('db', parts.db);
  app.decorate('dataDir', parts.dataDir);
  app.decorate('events', events);
  app.decorate('jobs', jobs);
  app.decorate('appVersion', version);
  app.setValidatorCompiler(validatorCompiler);
  answerErrors(app);

  await useSecurityHeaders(app);
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1024 });
  await app.register(rateLimit, { global: false });
  await useDocs(app);
  await app.register(async (features) => {
    features.addHook('onRoute', (route) => { route.config = { ...route.config, isForMaps: true }; });
    allowReadingElsewhere(features as AppInstance, parts.mapOrigins ?? [], ['/', '/*']);
    await useBasicSignIn(features as AppInstance, true);
    await useSessions(features as AppInstance, parts.sessionSecret);
    await features.register(ogc as (instance: typeof features) => Promise<void>);
  }, { prefix: '/ogc' });
  await app.register(async (api) => {
    allowReadingElsewhere(api as AppInstance, parts.mapOrigins ?? [], ['/cities/:city/tilejson/:kind', '/cities/:city/tiles/*', '/tiles/:file']);
    await useBasicSignIn(api as AppInstance, false);
    await useSessions(api as AppInstance, parts.sessionSecret);
    for (const plugin of routePlugins) await api.register(plugin as (instance: typeof api) => Promise<void>);
  }, { prefix: '/api' });
  await serveClient(app, parts.clientFolder);

  // Last of all that is done before listening: what other rooms tidy on start needs the database, too.
  await app.register(async (last) => { last.addHook('onReady', () => jobs.start()); });
  app.addHook('preClose', () => jobs.stop());
  return app;
}
