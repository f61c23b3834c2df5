import { describe, expect, it } from 'vitest';
import { buildHomes, type Homes } from '#planning/coverage/homes.ts';
import { select } from '#planning/coverage/selection.ts';
import { buildWalkCity } from '#planning/coverage/walk-city.ts';
import { facilityOf } from '#planning/coverage/walk-reach.ts';
import { homeDoors } from '#planning/network/doors.ts';
import { moveGate } from '#planning/network/gate-move.ts';
import { buildService, reachOf } from '#planning/network/service.ts';
import { datasetOf, seeded, type SceneFeature } from '../../support/scenes.ts';
import { walkScene, LAYERS } from './walk-scene.ts';

const same = (a: Float64Array | Int32Array, b: Float64Array | Int32Array): boolean => a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

describe('a gate moved', () => {
  it('leaves the network and the homes as if the data had it there', () => {
    let [moves, opened, rejoined] = [0, 0, 0];
    for (let seed = 1; seed <= 20; seed++) {
      const random = seeded(seed + 1000);
      const { dataset, features } = walkScene(seed, 8);
      const gates = features.filter(({ layer }) => layer === 'gate');
      if (gates.length === 0) continue;
      const walls = features.filter(({ layer, geometry }) => layer === 'wall' && geometry.type === 'LineString');
      const walk = buildWalkCity(dataset);
      const homes = buildHomes(dataset) as Homes;
      const doors = homeDoors(walk.ground, homes);
      let current: readonly SceneFeature[] = features;
      for (let step = 0; step < 12; step++, moves++) {
        const gate = Math.floor(random() * gates.length);
        // Onto a wall, beside it, or onto a way through one.
        const { geometry } = walls[Math.floor(random() * walls.length)];
        const [a, b] = (geometry.coordinates as [number, number][]).slice(0, 2);
        const share = random();
        const { linkCount, linkX, linkY } = walk.ground.graph;
        const link = linkCount > 0 && random() < 0.4 ? Math.floor(random() * linkCount) : -1;
        const x = link >= 0 ? linkX[link] + 4 * random() : a[0] + share * (b[0] - a[0]) + 4 * random();
        const y = link >= 0 ? linkY[link] : a[1] + share * (b[1] - a[1]);
        const isOpen = random() < 0.7;
        const result = moveGate(walk.ground, homes, doors, gate, x, y, isOpen);
        if (result.isNetworkChanged) opened++;
        rejoined += result.homes.length;
        current = current.map((feature) => (feature.id === gates[gate].id ? { ...feature, geometry: { type: 'Point', coordinates: [x, y] }, attributes: { open: isOpen } } : feature));
        const moved = datasetOf(current, LAYERS);
        const anew = buildWalkCity(moved);
        expect([...walk.ground.graph.linkOpen], `links, seed ${seed}`).toEqual([...anew.ground.graph.linkOpen]);
        const anewDoors = anew.doorsOfHomes(homes);
        const facilities = select(moved, ['school', 'green_space'].map((layer) => ({ layer, radiusM: 1 }))).members.map(facilityOf);
        const [here, there] = [reachOf(buildService(walk.ground, facilities, Infinity), doors), reachOf(buildService(anew.ground, facilities, Infinity), anewDoors)];
        expect(same(here.distanceM, there.distanceM), `distances, seed ${seed}, step ${step}`).toBe(true);
      }
    }
    expect(moves).toBeGreaterThan(150);
    expect(opened).toBeGreaterThan(10);
    expect(rejoined).toBeGreaterThan(50);
  }, 60_000);
});
