import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrayOf, binaryArray } from '../../../server/db/binary-array.ts';
import { insertFeatures, reserveFeatureIds } from '../../../server/db/repositories/features.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';

const SQUARE = 'polygon((0 0, 0 1, 1 1, 1 0, 0 0))', BOW_TIE = 'polygon((0 0, 1 1, 1 0, 0 1, 0 0))';

describe.each(databaseKinds())('what the table of features lets in: %s', (kind) => {
  let db: TestDatabase;
  beforeAll(async () => { db = await createTestDatabase(kind); await db.pool.query(`insert into city (id, name, srid) values ('walls', 'walls', 4547)`); });
  afterAll(async () => { await db.close(); });

  const edition = async (): Promise<number> => (await db.pool.query<{ id: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, format, sha256, crs) values ('walls', 'building', (select count(*) + 1 from layer_edition), 'superseded', $1, '', '', '', '') returning id`, [randomUUID()])).rows[0]!.id;
  const insert = (editionId: number, wkt: string) => db.pool.query('insert into feature (edition_id, geom) values ($1, st_geomfromtext($2, 4547))', [editionId, wkt]);
  const count = async (editionId: number): Promise<number> => (await db.pool.query<{ n: number }>('select count(*) as n from feature where edition_id = $1', [editionId])).rows[0]!.n;
  const ewkb = async (wkt: string): Promise<Buffer> => (await db.pool.query<{ wkb: Buffer }>(`select st_asewkb(st_geomfromtext($1, 4547), 'NDR') as wkb`, [wkt])).rows[0]!.wkb;

  it('no area that crosses itself, and nothing empty', async () => {
    const id = await edition();
    await insert(id, SQUARE);
    await expect(insert(id, BOW_TIE)).rejects.toMatchObject({ code: '23514' });
    await expect(insert(id, 'polygon empty')).rejects.toMatchObject({ code: '23514' });
    await expect(db.pool.query('update feature set geom = st_geomfromtext($2, 4547) where edition_id = $1', [id, BOW_TIE])).rejects.toMatchObject({ code: '23514' });
    expect(await count(id)).toBe(1);
  });

  it('what an import declares mended, to the end of its statement and no longer', async () => {
    const id = await edition();
    const row = { sourceId: null, name: '“一”\\{,}号楼', attrs: { floors: 6, use: '住宅 "A"' }, ewkb: await ewkb(SQUARE) };
    const [run] = await reserveFeatureIds(db.pool, 2);
    await insertFeatures(db.pool, id, run!.first, [row, { ...row, sourceId: 'b', name: null, attrs: {} }]);
    const { rows } = await db.pool.query('select id, source_id, name, attrs, st_area(geom) as area, st_srid(geom) as srid from feature where edition_id = $1 order by id', [id]);
    expect(rows).toEqual([{ id: run!.first, source_id: null, name: row.name, attrs: row.attrs, area: 1, srid: 4547 }, { id: run!.first + 1, source_id: 'b', name: null, attrs: {}, area: 1, srid: 4547 }]);
    for (let i = 0; i < 8; i += 1) await expect(insert(id, BOW_TIE)).rejects.toMatchObject({ code: '23514' });
  });

  it('no row of an edition that is not there; rows go with theirs', async () => {
    const [kept, gone] = [await edition(), await edition()];
    for (const id of [kept, gone]) await insert(id, SQUARE);
    await expect(insert(987654, SQUARE)).rejects.toMatchObject({ code: '23503' });
    await expect(db.pool.query('update feature set edition_id = 987654 where edition_id = $1', [kept])).rejects.toMatchObject({ code: '23503' });
    await db.pool.query('delete from layer_edition where id = $1', [gone]);
    expect([await count(kept), await count(gone)]).toEqual([1, 0]);
    await db.pool.query(`delete from city where id = 'walls'`);
    expect(await count(kept)).toBe(0);
  });

  it('an array without elements', async () => {
    expect((await db.pool.query('select cardinality($1::text[]) as n', [binaryArray(arrayOf.text, [])])).rows).toEqual([{ n: 0 }]);
  });
});
