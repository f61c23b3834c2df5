import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { AppInstance } from '../app-instance.ts';
import { CityParams } from './cities.ts';

export default async function dataset(app: AppInstance): Promise<void> {
  app.get('/cities/:city/dataset', {
    schema: { summary: 'The coverage dataset, binary (planning/coverage/dataset-codec.ts); its ETag is its hash', tags: ['figures'], params: CityParams },
  }, async (request, reply) => {
    const key = await app.figures.keyOf(request.params.city);
    const etag = `"${key.hash}"`;
    reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' });
    // A proxy may have weakened the tag when it changed the encoding.
    if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return reply.code(304).send();
    const packed = await app.figures.packedDataset(key);
    reply.type('application/octet-stream');
    const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '');
    const pieces = Readable.from(packed, { objectMode: false });
    if (!takesGzip) return reply.send(pieces.pipe(createGunzip()));
    return reply.headers({ 'content-encoding': 'gzip', 'content-length': packed.reduce((bytes, { length }) => bytes + length, 0) }).send(pieces);
  });
}
