import { describe, expect, it } from 'vitest';
import { buildHomes, type Homes } from '#planning/coverage/homes.ts';
import { select } from '#planning/coverage/selection.ts';
import { buildWalkCity } from '#planning/coverage/walk-city.ts';
import { facilityOf } from '#planning/coverage/walk-reach.ts';
import { homeDoors } from '#planning/network/doors.ts';
import { joinsAt, joinsOf, type Facility, type FacilityJoin } from '#planning/network/facility-joins.ts';
import { FacilityDrag } from '#planning/network/facility-drag.ts';
import { moveGate } from '#planning/network/gate-move.ts';
import { buildService, reachOf, serviceOf, type Service } from '#planning/network/service.ts';
import { datasetOf, seeded, type SceneFeature } from '../../support/scenes.ts';
import { walkScene, LAYERS } from './walk-scene.ts';

const same = (a: Float64Array | Int32Array, b: Float64Array | Int32Array): boolean => a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

describe('a facility dragged', () => {
  it('gives to the bit what searching anew gives, through thousands of moves, drops, additions and removals', () => {
    let [moves, listed, changed] = [0, 0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const { dataset } = walkScene(seed, 8);
      const walk = buildWalkCity(dataset);
      const doors = walk.doorsOfHomes(buildHomes(dataset) as Homes);
      const cutoffM = seed % 3 === 0 ? Infinity : 150 + 300 * random();
      const layers = seed % 2 === 0 ? ['school', 'bus_stop'] : ['green_space', 'school', 'square'];
      let facilities: readonly Facility[] = select(dataset, layers.map((layer) => ({ layer, radiusM: 1 }))).members.map(facilityOf);
      let lists: readonly (readonly FacilityJoin[])[] = facilities.map((facility) => joinsOf(walk.ground, facility));
      let service: Service = buildService(walk.ground, facilities, cutoffM);
      let reached = reachOf(service, doors);
      for (let edit = 0; edit < 8; edit++) {
        const number = random() < 0.2 ? null : Math.floor(random() * facilities.length);
        const drag = new FacilityDrag(service, doors, reached, number);
        const without = lists.map((list, i) => (i === number ? [] : list));
        let shown = drag.distanceM.slice();
        if (number !== null) expect(same(drag.distanceM, reachOf(serviceOf(walk.ground.graph, facilities, without, cutoffM), doors).distanceM), `taken out, seed ${seed}`).toBe(true);
        const shape = facilities[number ?? 0];
        let joins: readonly FacilityJoin[] = [];
        for (let step = 0; step < 8; step++, moves++) {
          // Points anywhere; now and then back along the boundary of a park.
          joins = random() < 0.2 ? joinsOf(walk.ground, shape) : joinsAt(walk.ground, 560 * random(), 560 * random());
          const items = drag.move(joins, shape);
          const moved = [...without];
          moved[drag.dragged] = joins;
          const shapes = [...facilities];
          shapes[drag.dragged] = shape;
          const anew = reachOf(serviceOf(walk.ground.graph, shapes, moved, cutoffM), doors);
          expect(same(drag.distanceM, anew.distanceM), `distances, seed ${seed}, edit ${edit}, step ${step}`).toBe(true);
          expect(same(drag.facility, anew.facility), `facilities, seed ${seed}, edit ${edit}, step ${step}`).toBe(true);
          const told = new Set(items);
          expect(told.size).toBe(items.length);
          drag.distanceM.forEach((metres, item) => { if (metres !== shown[item]) { changed++; expect(told.has(item)).toBe(true); } });
          listed += items.length;
          shown = drag.distanceM.slice();
        }
        const dropped = drag.drop();
        const now = [...without];
        now[drag.dragged] = random() < 0.15 ? [] : joins;
        if (now[drag.dragged].length === 0 && number !== null) {
          // Removed for good: a drag that was never put back.
          ({ service, reached } = new FacilityDrag(service, doors, reached, number).drop());
        } else {
          now[drag.dragged] = joins;
          ({ service, reached } = dropped);
        }
        facilities = service.facilities;
        lists = now;
        const anew = serviceOf(walk.ground.graph, facilities, lists, cutoffM);
        expect(same(service.nodeM, anew.nodeM) && same(service.nodeFacility, anew.nodeFacility), `dropped, seed ${seed}, edit ${edit}`).toBe(true);
        expect(same(reached.distanceM, reachOf(anew, doors).distanceM)).toBe(true);
      }
    }
    expect(moves).toBe(2560);
    expect(changed).toBeGreaterThan(5000);
    expect(listed).toBeLessThan(moves * 20);
  }, 60_000);
});

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
