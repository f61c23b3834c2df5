import { buildHomes } from '#planning/coverage/homes.ts';
import { select } from '#planning/coverage/selection.ts';
import { buildWalkCity } from '#planning/coverage/walk-city.ts';
import { facilityOf } from '#planning/coverage/walk-reach.ts';
import { BucketQueue } from '#planning/network/bucket-queue.ts';
import { buildService, reachOf, type Reached, type Service } from '#planning/network/service.ts';
import type { Selector } from '#planning/standards/rule.ts';
import { itemDistances, loadFacilities, loadNetwork, nodeDistances, withPgRouting } from '../../support/pgrouting.ts';
import { quantiles, type Measure } from '../measure.ts';

const CUTOFF_M = 1000;
/** The demand: 1e-6 m. */
const TOLERANCE_M = 1e-6;

const ofType = (layer: string, ...types: string[]): Selector => ({ layer, where: { type: { in: types } } });
const categories: readonly Selector[] = [
  ofType('school', 'kindergarten'), ofType('school', 'primary', 'nine_year'), ofType('school', 'middle', 'nine_year'), ofType('health_facility', 'chc'), ofType('health_facility', 'station'),
  { layer: 'culture_facility' }, { layer: 'sports_site' }, { layer: 'elderly_facility' }, { layer: 'community_service' }, ofType('commerce_poi', 'market', 'supermarket'),
  ofType('commerce_poi', 'pharmacy'), { layer: 'bus_stop' }, { layer: 'public_toilet' }, { layer: 'parking' }, { layer: 'waste_station' },
];

/**
 * The nearest of 15 categories on foot within 1 km, for every node of the network and every home of the city. Ours includes joining the facilities to the
 * streets; pgRouting is given the network and all joins ready, indexed and analysed. Nothing is kept between repetitions.
 */
export const measure: Measure = {
  name: 'walking-15-categories',
  async run({ quick, dataset, postgis }) {
    const city = dataset();
    const homes = buildHomes(city);
    if (!homes) return { skipped: 'nobody lives in this city' };
    const built = performance.now();
    const walk = buildWalkCity(city);
    const doors = walk.doorsOfHomes(homes);
    const buildMs = performance.now() - built;
    const supplies = categories.map((selector) => select(city, [selector]).members.map(facilityOf).sort((a, b) => a.id - b.id));
    const queue = new BucketQueue();
    let answers: { service: Service; reached: Reached }[] = [];
    const times = Array.from({ length: quick ? 3 : 7 }, () => {
      const start = performance.now();
      answers = supplies.map((facilities) => {
        const service = buildService(walk.ground, facilities, CUTOFF_M, queue);
        return { service, reached: reachOf(service, doors) };
      });
      return performance.now() - start;
    });
    const { graph } = walk.ground;
    const result = {
      ...quantiles(times), unit: 'ms', n: times.length,
      more: { buildAndJoinMs: Math.round(buildMs), nodes: graph.nodeCount, edges: graph.edgeCount, homes: homes.count, facilities: supplies.reduce((sum, { length }) => sum + length, 0) },
      note: `${CUTOFF_M} m, every node and home`,
    };
    const database = await postgis();
    const missing = database ? await withPgRouting(database.db.pool) : 'no PostgreSQL';
    if (!database || missing !== null) return { ...result, note: `${result.note}; no peer: ${missing ?? ''}` };
    const { pool } = database.db;
    await loadNetwork(pool, graph, doors);
    let peerMs = 0;
    let differing = 0;
    for (const { service, reached } of answers) {
      await loadFacilities(pool, service);
      const start = performance.now();
      const nodes = await nodeDistances(pool, service);
      const items = await itemDistances(pool, CUTOFF_M);
      peerMs += performance.now() - start;
      differing += differences(service.nodeM, nodes) + differences(reached.distanceM, items);
    }
    return {
      ...result, peer: 'pgRouting', peerMedian: peerMs, ratio: peerMs / result.median, isEqual: differing === 0,
      targets: [{ what: 'times faster than pgRouting', is: peerMs / result.median, atLeast: 40 }],
      note: `${result.note}${differing > 0 ? `; ${differing} DISTANCES DIFFER` : ', equal to 1e-6 m'}`,
    };
  },
};

/** How many distances are not the same; one at the cut-off may be in or out. */
function differences(ours: Float64Array, theirs: ReadonlyMap<number, number>): number {
  let differing = 0;
  for (let i = 0; i < ours.length; i++) {
    const a = ours[i] as number;
    const b = theirs.get(i) ?? Infinity;
    if (Math.abs(a - b) <= TOLERANCE_M || a === b) continue;
    if (Math.abs(Math.min(a, b) - CUTOFF_M) <= TOLERANCE_M) continue;
    differing += 1;
  }
  return differing;
}
