import type { Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../server/db/database.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';

describe.each(databaseKinds())('the %s database', (kind) => {
  let db: TestDatabase;
  beforeAll(async () => { db = await createTestDatabase(kind); });
  afterAll(() => db.close());

  it('is migrated once', async () => {
    expect(await migrate(db)).toEqual([]);
    expect((await db.pool.query('select count(*) as n from city')).rows).toEqual([{ n: 0 }]);
  });

  it('projects to a CGCS2000 zone', async () => {
    const { rows } = await db.analysis.query<{ x: number; y: number }>(`select st_x(p) as x, st_y(p) as y from st_transform(st_setsrid(st_makepoint(113.6, 34.75), 4490), 4547) p`);
    expect(rows[0]?.x).toBeCloseTo(463373.915, 2);
    expect(rows[0]?.y).toBeCloseTo(3846931.204, 2);
  });

  it('reads bigint as number and date as text', async () => {
    const { rows } = await db.pool.query(`select 9007199254740991::bigint as big, date '2026-11-22' as day`);
    expect(rows).toEqual([{ big: 9007199254740991, day: '2026-11-22' }]);
  });

  it('rolls a failed transaction back', async () => {
    await expect(transaction(db, async (client) => {
      await client.query(`insert into city (id, name) values ('gone', 'Gone')`);
      throw new Error('no');
    })).rejects.toThrow('no');
    expect((await db.pool.query(`select 1 from city where id = 'gone'`)).rowCount).toBe(0);
  });

  it('gives every client its own answer while large parameters arrive in pieces', async () => {
    const large = 'z'.repeat(3_000_000);
    const answers = await Promise.all(Array.from({ length: 40 }, async (_, i) => {
      const { rows } = i % 2 === 0
        ? await db.pool.query<{ n: number }>('select length($1::text) as n', [large])
        : await db.pool.query<{ n: number }>('select $1::int as n', [i]);
      return rows[0]?.n;
    }));
    expect(answers).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? large.length : i)));
  });

  it('gives every client its own answer while statements of others fail inside transactions', async () => {
    const answers = await Promise.all([1, 2, 3].map(async (worker) => {
      const got: (number | undefined)[] = [];
      for (let i = 0; i < 40; i++) {
        await expect(transaction(db, (client) => client.query('select 1 / $1::int', [0]))).rejects.toMatchObject({ code: '22012' });
        got.push((await db.pool.query<{ n: number }>('select $1::int as n', [100 * worker + i])).rows[0]?.n);
      }
      return got;
    }));
    expect(answers).toEqual([1, 2, 3].map((worker) => Array.from({ length: 40 }, (_, i) => 100 * worker + i)));
  });

  it('isolates the transactions of many clients', async () => {
    await db.pool.query(`insert into city (id, name, srid) values ('count', 'Count', 0)`);
    await Promise.all(Array.from({ length: 25 }, () => transaction(db, async (client) => {
      const { rows } = await client.query<{ srid: number }>(`select srid from city where id = 'count' for update`);
      await client.query(`update city set srid = $1 where id = 'count'`, [(rows[0]?.srid ?? 0) + 1]);
    })));
    expect((await db.pool.query(`select srid from city where id = 'count'`)).rows).toEqual([{ srid: 25 }]);
  });

  it('goes on when a client goes away in the middle of a transaction or of a statement', async () => {
    const { options } = db.pool;
    const rude = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
      const client = new pg.Client(options.connectionString ?? '');
      client.on('error', () => {});
      await client.connect();
      await work(client);
      (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    };
    await rude(async (client) => {
      await client.query('begin');
      await client.query(`insert into city (id, name) values ('unfinished', 'Unfinished')`);
    });
    await rude(async (client) => {
      client.query('select length($1::text)', ['z'.repeat(20_000_000)]).catch(() => {});
      await new Promise((resolve) => { setTimeout(resolve, 30); });
    });
    expect((await db.pool.query(`select 1 from city where id = 'unfinished'`)).rowCount).toBe(0);
    expect((await db.pool.query('select $1::int as n', [7])).rows).toEqual([{ n: 7 }]);
  });

  it('survives statements that fail', async () => {
    await expect(db.pool.query('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
    await expect(db.pool.query('selec')).rejects.toMatchObject({ code: '42601' });
    expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
