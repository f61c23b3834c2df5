import { Health } from '#contract/session.ts';
import type { AppInstance } from '../app-instance.ts';

export default async function health(app: AppInstance): Promise<void> {
  app.get('/health', { config: { isOpen: true }, schema: { summary: 'Version, kind of database, ready or not', tags: ['server'], response: { 200: Health, 503: Health } } }, async (_request, reply) => {
    const isReady = await app.db.pool.query('select 1').then(() => true, () => false);
    return reply.code(isReady ? 200 : 503).header('cache-control', 'no-store').send({ version: app.appVersion, database: app.db.kind, ready: isReady, postgis: app.db.postgis || null });
  });
}
