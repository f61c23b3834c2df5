import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { AppInstance } from '../app-instance.ts';

/** The OpenAPI page at /api/docs and its document at /api/docs/json. Registered before the routes it describes; needs nothing from outside. */
export async function useDocs(app: AppInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '更新一张图 · RenewMap', version: app.appVersion, description: 'Everything the screens do goes through this API. Sign in with POST /api/session; errors are problem documents (RFC 9457).' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'renewmap' } } },
      security: [{ session: [] }],
    },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { docExpansion: 'list', deepLinking: true }, logLevel: 'warn' });
}
