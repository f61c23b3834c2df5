/** The walking network of the fictional city asked of pgRouting: the same distance at every node and home in reach. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHomes, type Homes } from '#planning/coverage/homes.ts';
import { select } from '#planning/coverage/selection.ts';
import { buildWalkCity } from '#planning/coverage/walk-city.ts';
import { facilityOf } from '#planning/coverage/walk-reach.ts';
import { buildService, reachOf } from '#planning/network/service.ts';
import { demoDataset } from '../../bench/demo-dataset.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';
import { itemDistances, loadFacilities, loadNetwork, nodeDistances, withPgRouting } from '../../support/pgrouting.ts';

const TOLERANCE_M = 1e-6;

/** Why the suite cannot run here, or the database it runs on. */
async function prepared(): Promise<{ readonly db: TestDatabase } | { readonly reason: string }> {
  if (!databaseKinds().includes('external')) return { reason: 'needs a native PostgreSQL' };
  const db = await createTestDatabase('external');
  const reason = await withPgRouting(db.pool);
  if (reason === null) return { db };
  await db.close();
  return { reason };
}

const ready = await prepared();

describe.skipIf('reason' in ready)(`walking distances and pgRouting${'reason' in ready ? ` (skipped: ${ready.reason})` : ''}`, () => {
  const { db } = ready as { db: TestDatabase };
  const dataset = demoDataset('demo');
  const walk = buildWalkCity(dataset);
  const doors = walk.doorsOfHomes(buildHomes(dataset) as Homes);
  beforeAll(() => loadNetwork(db.pool, walk.ground.graph, doors));
  afterAll(() => db.close());

  it.each([
    ['schools, of points and polygons', 'school', 800], ['health facilities', 'health_facility', 1000], ['fire stations, as far as streets lead', 'fire_station', 1e6],
  ])('are the same from %s', async (_, layer, cutoffM) => {
    const facilities = select(dataset, [{ layer }]).members.map(facilityOf).sort((a, b) => a.id - b.id);
    const service = buildService(walk.ground, facilities, cutoffM);
    await loadFacilities(db.pool, service);
    const ours = [service.nodeM, reachOf(service, doors).distanceM];
    const theirs = [await nodeDistances(db.pool, service), await itemDistances(db.pool, cutoffM)];
    ours.forEach((distances, i) => {
      let reached = 0;
      distances.forEach((metres, at) => {
        if (metres < Infinity) reached += 1;
        const other = theirs[i]?.get(at) ?? Infinity;
        if (metres !== other && !(Math.abs(metres - other) <= TOLERANCE_M)) expect(metres, `${i === 0 ? 'node' : 'home'} ${at}`).toBe(other);
      });
      expect(reached).toBe(theirs[i]?.size);
      expect(reached).toBeGreaterThan(distances.length / 4);
    });
  });
});
