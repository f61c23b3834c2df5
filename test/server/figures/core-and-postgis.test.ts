/** Two engines, one answer: every rule of data/standards, computed by the core in its thread and by PostGIS from the definition, agrees to 1e-9. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { EventBus } from '../../../server/jobs/event-bus.ts';
import { lookup } from '#planning/standards/parse.ts';
import { layersOf } from '#planning/standards/rule-layers.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { proposalFeatureId } from '#planning/coverage/proposal.ts';
import { figuresIn, saveSecondVerification } from '../../../server/db/repositories/figures.ts';
import { secondReadingOf } from '../../../server/jobs/figures/second-reading.ts';
import { beginVerification } from '../../../server/jobs/figures/verification.ts';
import { FigureService } from '../../../server/jobs/figures/figure-service.ts';
import { verifyArea, verifyFigures } from '../../../server/jobs/figures/verify-area.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';
import type { FigureArea } from '../../../server/db/repositories/figure-areas.ts';
import { citySrid, insertCity, RandomCity, randomFrom, randomUnitWkt } from './random-city.ts';
import { xingyang } from './random-surveys.ts';
import { rulesInTurn } from './rules-in-turn.ts';
import { unitWithProposals } from './second-reading.ts';

const quiet = { signal: new AbortController().signal, progress: () => {} };

describe.each(databaseKinds())('core and PostGIS on a made-up city (%s database)', (kind) => {
  let db: TestDatabase;
  let service: FigureService;

  beforeAll(async () => {
    db = await createTestDatabase(kind);
    service = new FigureService(db, new EventBus(), layerRegistry);
    await insertCity(db, 'random', [...new RandomCity(20240601).features, xingyang()]);
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

  it('agrees that a city has nothing to answer with: no offices, no gates, none of the divisions', async () => {
    const elsewhere = new RandomCity(20240601).features.map((feature) => (feature.kind === 'admin_division' ? { ...feature, attrs: { ...feature.attrs, code: String(feature.attrs['code']).replace('4101', '4199') } } : feature));
    await insertCity(db, 'bare', elsewhere.filter(({ kind: layer, attrs }) => layer !== 'gate' && layer !== 'land_use' || layer === 'land_use' && !/^(08|0902)/.test(String(attrs['code']))));
    const key = await service.keyOf('bare');
    const asked = service.ruleSets.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'walking_links' || (rule.kind === 'count_in_area' && rule.place)).map(({ id }) => id));
    const area: FigureArea = { kind: 'city', id: '', name: '', version: 0, wkb: null };
    const { figures } = await service.figuresOfArea(key, area, asked);
    expect(figures.map(({ ruleId, verdict, missingLayers }) => [ruleId, verdict, missingLayers.length > 0])).toEqual(asked.map((id) => [id, 'not_assessed', true]));
    const entries = await verifyFigures(service, { key, area }, figures, quiet);
    expect(entries.map(({ agrees }) => agrees)).toEqual(asked.map(() => true));
    // What the other city has, it does not take for missing.
    const full = await service.keyOf('random');
    expect((await verifyFigures(service, { key: full, area }, figures, quiet)).map(({ agrees }) => agrees)).toEqual(asked.map(() => false));
  }, 120_000);

  it('agrees on the second reading of a unit, and finds the one park that it holds otherwise', async () => {
    const unitId = await unitWithProposals(db, 'random', 1);
    const known = await service.known('random', `unit:${unitId}`, null, 'batch');
    const { key, area, stored } = known;
    const second = (await secondReadingOf(db.pool, key, area, stored.inputsHash))!;
    const reads = (ruleId: string, ...layers: readonly string[]): boolean => layersOf(lookup(service.ruleSets, ruleId)!.rule).some((layer) => layers.includes(layer));
    const all = await service.proposedFigures(key, area, second.proposals);
    const numerators = new Map(figuresIn(stored).map((figure) => [figure.ruleId, figure.numerator]));
    const moved = all.filter(({ ruleId, numerator }) => numerator !== numerators.get(ruleId));
    // Rules that the school, the park and the stops closed and moved change, straight and on foot, where the gate makes a network of the unit's own; and some that nothing changes.
    const chosen = ['school', 'green_space', 'gate', 'bus_stop'].map((layer) => moved.filter(({ ruleId }) => reads(ruleId, layer)).slice(0, 3));
    expect(chosen.map((list) => list.length)).toEqual([3, 3, 3, 3]);
    // And those that the footways change.
    const unconnected = new Map((await service.proposedFigures(key, area, second.proposals.filter(({ action }) => action !== 'connect'))).map((figure) => [figure.ruleId, figure.numerator]));
    const connected = all.filter(({ ruleId, numerator }) => numerator !== unconnected.get(ruleId)).slice(0, 2);
    expect(connected.length).toBeGreaterThan(0);
    const figures = [...new Set([...chosen.flat(), ...connected, ...all.filter((figure) => !moved.includes(figure)).slice(0, 3)])];
    const verify = async (list: readonly Figure[]) => (await beginVerification(service, known, quiet)).entriesOfSecond(list, second, { figures: [], entries: [] });
    const entries = await verify(figures);
    expect(entries.map(({ ruleId }) => ruleId)).toEqual(figures.map(({ ruleId }) => ruleId));
    expect(entries.filter(({ agrees }) => !agrees)).toEqual([]);
    expect((await db.pool.query('select from walk_graph where unit_id is not null')).rowCount).toBe(0);

    // A wrong number of the core's is the only one that is disputed.
    const wrong = moved[0]!;
    const one = await verify(figures.slice(0, figures.indexOf(wrong) + 3).map((figure) => (figure === wrong ? { ...figure, numerator: figure.numerator! + 1 } : figure)));
    expect(one.filter(({ agrees }) => !agrees).map(({ ruleId }) => ruleId)).toEqual([wrong.ruleId]);

    // Footways that lie elsewhere in the database.
    await db.pool.query(`update proposal set geom = st_translate(geom, 9000, 0) where unit_id = $1 and action = 'connect'`, [unitId]);
    expect((await verify(connected)).filter(({ agrees }) => agrees)).toEqual([]);
    await db.pool.query(`update proposal set geom = st_translate(geom, -9000, 0) where unit_id = $1 and action = 'connect'`, [unitId]);

    // A park whose metres in the database are not those of its degrees.
    await db.pool.query(`update proposal set geom = st_translate(st_scale(geom, st_makepoint(0.5, 0.5), st_centroid(geom)), 40, 0) where unit_id = $1 and layer = 'green_space'`, [unitId]);
    const planted = await verify(figures);
    const disputed = planted.filter(({ agrees }) => !agrees);
    expect(disputed.length).toBeGreaterThan(0);
    for (const { ruleId, features } of disputed) {
      expect(reads(ruleId, 'green_space'), ruleId).toBe(true);
      expect(features[0]).toMatchObject({ layer: 'green_space', id: proposalFeatureId(2) });
      expect(features[0]!.core / features[0]!.postgis).toBeCloseTo(4, 6);
      expect(features.filter(({ layer }) => layer === 'green_space').map(({ id }) => id)).toEqual([proposalFeatureId(2)]);
    }

    // Stored with the proposals it was about, and gone with them.
    expect(await saveSecondVerification(db.pool, 'random', area, stored.inputsHash, second.hash, planted)).toBe(true);
    expect((await service.figuresOf('random', `unit:${unitId}`, null)).withProposals).toMatchObject({ state: 'disputed', verification: planted });
    await db.pool.query(`update proposal set version = version + 1 where unit_id = $1 and layer = 'school'`, [unitId]);
    expect((await service.figuresOf('random', `unit:${unitId}`, null)).withProposals).toMatchObject({ state: 'computed', verification: null, verifiedAt: null });
  }, 300_000);
});
