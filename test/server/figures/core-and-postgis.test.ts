/** Two engines, one answer: every rule of data/standards, computed by the core in its thread and by PostGIS from the definition, agrees to 1e-9. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { EventBus } from '../../../server/jobs/event-bus.ts';
import { FigureService } from '../../../server/jobs/figures/figure-service.ts';
import { verifyArea, verifyFigures } from '../../../server/jobs/figures/verify-area.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';
import type { FigureArea } from '../../../server/db/repositories/figure-areas.ts';
import { citySrid, insertCity, RandomCity, randomFrom, randomUnitWkt } from './random-city.ts';
import { rulesInTurn } from './rules-in-turn.ts';

const quiet = { signal: new AbortController().signal, progress: () => {} };

describe.each(databaseKinds())('core and PostGIS on a made-up city (%s database)', (kind) => {
  let db: TestDatabase;
  let service: FigureService;

  beforeAll(async () => {
    db = await createTestDatabase(kind);
    service = new FigureService(db, new EventBus(), layerRegistry);
    await insertCity(db, 'random', new RandomCity(20240601).features);
    await db.pool.query(`insert into account (login, display_name, role, password_hash) values ('planner', 'Planner', 'planner', 'x')`);
  });
  afterAll(async () => {
    await service.close();
    await db.close();
  });

  async function wkbOf(wkt: string): Promise<Buffer> {
    const { rows } = await db.pool.query<{ wkb: Buffer }>(`select st_asbinary(st_geomfromtext($1, $2::int), 'NDR') as wkb`, [wkt, citySrid]);
    return rows[0]?.wkb as Buffer;
  }

  it('agrees on the city, every district and subdistrict, and no rule is left out', async () => {
    const city = await verifyArea(service, 'random', 'city', quiet);
    expect(city.entries.filter((entry) => !entry.agrees)).toEqual([]);
    expect(city.entries.map(({ ruleId }) => ruleId)).toEqual(service.ruleSets.flatMap(({ rules }) => rules.filter(({ appliesTo }) => appliesTo?.includes('city') ?? true).map(({ id }) => id)));
    // Every rule says something here: an oracle that only compares nothing with nothing would prove nothing.
    expect(city.entries.filter((entry) => entry.numerator === null || entry.numerator === 0).map(({ ruleId }) => ruleId)).toEqual([]);
    for (let i = 1; i <= (kind === 'external' ? 2 : 0); i += 1) {
      for (const code of [`41010${i}`, `41010${i}001`]) {
        const division = await verifyArea(service, 'random', `division:${code}`, quiet);
        expect(division.entries.filter((entry) => !entry.agrees)).toEqual([]);
      }
    }
  }, 300_000);

  it(`agrees on ${kind === 'external' ? 60 : 15} units of every shape, the questions in turn`, async () => {
    const random = randomFrom(7);
    let measured = 0;
    const key = await service.keyOf('random');
    for (let i = 0; i < (kind === 'external' ? 60 : 15); i += 1) {
      const wkt = randomUnitWkt(random);
      const area: FigureArea = { kind: 'unit', id: '', name: '', version: 0, wkb: await wkbOf(wkt) };
      const { figures } = await service.figuresOfArea(key, area, [...rulesInTurn(service.ruleSets, i, 5)]);
      const entries = await verifyFigures(service, { key, area }, figures, quiet);
      measured += entries.filter(({ numerator }) => numerator !== null && numerator > 0).length;
      expect(entries.filter((entry) => !entry.agrees), `unit ${i}: ${wkt}`).toEqual([]);
    }
    expect(measured).toBeGreaterThan(kind === 'external' ? 600 : 150);
  }, 900_000);
});
