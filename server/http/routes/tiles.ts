import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { closed, Problem } from '#contract/common.ts';
import { TILE_FILE, tilesFolder } from '../../ingest/tiles/build-tiles.ts';
import { sweepTiles } from '../../ingest/tiles/sweep-tiles.ts';
import type { AppInstance } from '../app-instance.ts';
import { notFound } from '../problems.ts';

/** Bytes as they are: no schema to write them by. */
const Archive = Type.Unsafe<ReadStream>({});
const TileParams = Type.Object({ file: Type.String({ maxLength: 200 }) }, closed);

interface Range { readonly from: number; readonly to: number }

/** One byte range of RFC 9110; null without one, `outside` when it cannot be met. Several ranges are answered with the whole, as the RFC allows. */
export function parseRange(header: string | undefined, size: number): Range | null | 'outside' {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return null;
  if (found[1] === '') {
    const last = Number(found[2]);
    return last === 0 ? 'outside' : { from: Math.max(0, size - last), to: size - 1 };
  }
  const from = Number(found[1]);
  const to = found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1);
  if (from >= size) return 'outside';
  return to < from ? null : { from, to };
}

const SWEEP_MS = 6 * 3600 * 1000;

export default async function tiles(app: AppInstance): Promise<void> {
  app.addHook('onReady', () => sweepTiles(app.db, app.dataDir));
  const sweep = setInterval(() => { sweepTiles(app.db, app.dataDir).catch((error: unknown) => app.log.error(error, 'old tiles')); }, SWEEP_MS).unref();
  app.addHook('onClose', () => { clearInterval(sweep); });

  app.get('/tiles/:file', {
    // Tiles are gzipped inside the archive, and a range of a compressed answer would be another range.
    compress: false, config: { isForMaps: true },
    schema: { summary: 'A PMTiles archive, whole or by byte range; its name is of its contents, so it never changes', tags: ['layers'], params: TileParams, response: { 200: Archive, 206: Archive, 304: Type.Null(), 404: Problem, 416: Type.Null() } },
  }, async (request, reply) => {
    const { file } = request.params;
    if (!TILE_FILE.test(file)) throw notFound('such archive');
    const path = join(tilesFolder(app.dataDir), file);
    const size = await stat(path).then((found) => found.size, () => null);
    if (size === null) throw notFound('such archive');
    const etag = `"${file}"`;
    reply.header('accept-ranges', 'bytes').header('etag', etag).header('cache-control', 'private, max-age=31536000, immutable').type('application/vnd.pmtiles');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
    const range = parseRange(request.headers.range, size);
    if (range === 'outside') return reply.code(416).header('content-range', `bytes */${size}`).send(null);
    if (range === null) return reply.header('content-length', size).send(createReadStream(path));
    return reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${size}`).header('content-length', range.to - range.from + 1)
      .send(createReadStream(path, { start: range.from, end: range.to }));
  });
}
