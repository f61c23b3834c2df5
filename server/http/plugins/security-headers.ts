import helmet from '@fastify/helmet';
import type { AppInstance } from '../app-instance.ts';

/**
 * Everything comes from this server. Workers start from blobs (MapLibre) and compile WebAssembly (GEOS); Mantine and MapLibre set styles inline.
 * The app is also used over plain HTTP inside an office network, so nothing here may demand HTTPS.
 */
export async function useSecurityHeaders(app: AppInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'self'`], baseUri: [`'self'`], objectSrc: [`'none'`], formAction: [`'self'`], frameAncestors: [`'self'`],
        scriptSrc: [`'self'`, `'wasm-unsafe-eval'`, 'blob:'], scriptSrcAttr: [`'none'`],
        workerSrc: [`'self'`, 'blob:'], childSrc: [`'self'`, 'blob:'],
        styleSrc: [`'self'`, `'unsafe-inline'`], fontSrc: [`'self'`, 'data:'],
        imgSrc: [`'self'`, 'data:', 'blob:'], connectSrc: [`'self'`, 'data:', 'blob:'],
      },
    },
    strictTransportSecurity: false, crossOriginOpenerPolicy: false, originAgentCluster: false, crossOriginEmbedderPolicy: false,
  });
}
