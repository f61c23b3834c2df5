import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Account, Role } from '#contract/session.ts';
import type { Database } from '../db/database.ts';
import type { EventBus } from '../jobs/event-bus.ts';
import type { JobQueue } from '../jobs/job-queue.ts';

/**
 * What a route file gets. Each `routes/<resource>.ts` exports `default async function (app: AppInstance)` and is listed in `routes/index.ts`;
 * its paths begin after `/api`. A route asks for sign-in unless its config says `{ isOpen: true }`, and for roles with `{ roles: ['admin'] }`.
 */
export type AppInstance = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;
export type RoutePlugin = (app: AppInstance) => Promise<void>;

declare module 'fastify' {
  interface FastifyInstance {
    readonly db: Database;
    readonly jobs: JobQueue;
    readonly events: EventBus;
    /** Absolute path of the folder for tiles, uploads and the embedded database. */
    readonly dataDir: string;
    readonly appVersion: string;
  }
  interface FastifyRequest {
    /** Who is asking; null only on open routes. */
    account: Account | null;
  }
  interface FastifyContextConfig {
    isOpen?: boolean;
    roles?: readonly Role[];
    /** Pages of other sites that the environment names may read it (plugins/reading-elsewhere.ts). */
    isForMaps?: boolean;
  }
  interface Session {
    accountId?: number;
  }
}
