import { describe, expect, it } from 'vitest';
import { buildHomes, type Homes } from '#planning/coverage/homes.ts';
import { select } from '#planning/coverage/selection.ts';
import { buildWalkCity } from '#planning/coverage/walk-city.ts';
import { facilityOf } from '#planning/coverage/walk-reach.ts';
import { pointAt } from '#planning/network/nearest-edge.ts';
import { nearestKOfItems, nearestKOfNodes } from '#planning/network/nearest-k.ts';
import { buildService, nearestFrom, reachOf, type Found } from '#planning/network/service.ts';
import { coveredStreets, streetsFrom } from '#planning/network/street-cover.ts';
import { wayOf } from '#planning/network/way.ts';
import { scene, type Scene } from '../../support/scenes.ts';
import { walkScene } from './walk-scene.ts';

/** Everything needed to ask one scene. */
function asked(dataset: ReturnType<Scene['dataset']>, layers: readonly string[], cutoffM = Infinity) {
  const walk = buildWalkCity(dataset);
  const homes = buildHomes(dataset) as Homes;
  const doors = walk.doorsOfHomes(homes);
  const members = select(dataset, layers.map((layer) => ({ layer, radiusM: 1 }))).members;
  const facilities = members.map(facilityOf).sort((a, b) => (a.layer < b.layer ? -1 : a.layer > b.layer ? 1 : a.id - b.id));
  const service = buildService(walk.ground, facilities, cutoffM);
  return { walk, graph: walk.ground.graph, homes, doors, facilities, service, reached: reachOf(service, doors) };
}

const lengthOf = (path: readonly (readonly [number, number])[]): number => path.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - path[i][0], y - path[i][1]), 0);

describe('the way to a facility', () => {
  it('is as long as the distance says, in its legs and on the map, and begins and ends where it should', () => {
    let ways = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { walk, homes, doors, service, reached } = asked(walkScene(seed).dataset, ['school', 'green_space', 'bus_stop', 'square']);
      for (let home = 0; home < homes.count; home++) {
        const way = wayOf(walk.ground, service, doors, home, [homes.x[home], homes.y[home]]);
        if (!way) {
          expect(reached.facility[home], `seed ${seed}`).toBe(-1);
          continue;
        }
        ways++;
        expect([way.distanceM, way.facility], `seed ${seed}, home ${home}`).toEqual([reached.distanceM[home], reached.facility[home]]);
        expect(Math.abs(way.legs.homeM + way.legs.streetM + way.legs.facilityM - way.distanceM)).toBeLessThan(1e-8);
        expect(Math.abs(lengthOf(way.path) - way.distanceM), `drawn, seed ${seed}, home ${home}`).toBeLessThan(1e-6);
        expect(way.path[0]).toEqual([homes.x[home], homes.y[home]]);
      }
    }
    expect(ways).toBeGreaterThan(400);
  }, 30_000);

  it('goes over the bridge and not down from it, through the gate and not through the wall', () => {
    const city = scene()
      .line('road', [[0, 0], [50, 0], [100, 0]], { class: 'branch', layer: 1 })
      .line('road', [[50, -100], [50, 0], [50, 100]], { class: 'branch' })
      .line('road', [[100, 0], [100, 100], [50, 100]], { class: 'branch' })
      .point('school', 50, -100, { type: 'primary' }).home(0, 0, 1);
    const { walk, doors, service } = asked(city.dataset(), ['school']);
    expect(wayOf(walk.ground, service, doors, 0, [0, 0])).toMatchObject({ distanceM: 450, path: [[0, 0], [50, 0], [100, 0], [100, 100], [50, 100], [50, 0], [50, -100]] });
    const walled = city.line('wall', [[40, 50], [60, 50]]);
    const blocked = asked(walled.dataset(), ['school']);
    expect(wayOf(blocked.walk.ground, blocked.service, blocked.doors, 0, [0, 0])).toBeNull();
    const gated = asked(walled.point('gate', 53, 54, { open: true }).dataset(), ['school']);
    expect(gated.reached.distanceM[0]).toBe(450);
    expect(asked(walled.point('gate', 53, 54.001, { open: true }).dataset(), ['school']).reached.distanceM[0]).toBe(Infinity);
  });
});

describe('the k nearest', () => {
  it('are the nearest one by one, by distance and then by layer and id', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const { walk, doors, facilities, service, reached } = asked(walkScene(seed).dataset, ['school', 'green_space', 'bus_stop', 'square']);
      const rows = nearestKOfItems(service, nearestKOfNodes(service, 3), doors);
      const alone = facilities.map((facility) => reachOf(buildService(walk.ground, [facility], Infinity), doors).distanceM);
      for (let item = 0; item < doors.count; item++) {
        const order = facilities.map((_, i) => i).filter((i) => alone[i][item] < Infinity).sort((a, b) => alone[a][item] - alone[b][item] || a - b).slice(0, 3);
        expect([0, 1, 2].map((i) => rows.facility[3 * item + i]).filter((each) => each >= 0), `seed ${seed}, item ${item}`).toEqual(order);
        order.forEach((each, i) => expect(Math.abs(rows.distanceM[3 * item + i] - alone[each][item])).toBeLessThan(1e-9));
        expect(rows.facility[3 * item]).toBe(reached.facility[item]);
      }
    }
  }, 30_000);

  it('settles a tie by layer and id', () => {
    const city = scene().line('road', [[0, 0], [100, 0], [200, 0]], { class: 'alley' }).point('school', 200, 0).point('bus_stop', 0, 0).point('bus_stop', 200, 0).home(100, 0, 1);
    const { doors, service, facilities } = asked(city.dataset(), ['school', 'bus_stop']);
    const rows = nearestKOfItems(service, nearestKOfNodes(service, 3), doors);
    expect([...rows.facility].map((i) => `${facilities[i].layer} ${facilities[i].id}`)).toEqual(['bus_stop 3', 'bus_stop 4', 'school 2']);
  });
});

describe('streets within a distance', () => {
  it('are as long as a walk along every edge in small steps finds them', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { graph, service } = asked(walkScene(seed).dataset, ['school', 'green_space', 'bus_stop']);
      const found: Found = { distanceM: 0, facility: -1 };
      for (const limitM of [12, 90, 300]) {
        const { stretches, lengthM } = coveredStreets(service, limitM);
        expect(Math.abs(stretches.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0) - lengthM)).toBeLessThan(1e-6);
        let walkedM = 0;
        let edgesCut = 0;
        for (let edge = 0; edge < graph.edgeCount; edge++) {
          const steps = Math.ceil(graph.lengthM[edge] / 0.5);
          for (let i = 0; i < steps; i++) {
            nearestFrom(service, edge, ((i + 0.5) * graph.lengthM[edge]) / steps, found);
            if (found.distanceM <= limitM) walkedM += graph.lengthM[edge] / steps;
          }
          edgesCut += 1;
        }
        // Each end of a stretch is found to half a step.
        expect(Math.abs(walkedM - lengthM), `seed ${seed}, ${limitM} m`).toBeLessThan(0.25 * 2 * Math.max(4, stretches.length) + 1e-6 * edgesCut);
      }
    }
  }, 30_000);

  it('worked out on paper: a facility in the middle of an edge, and a home that walks from it', () => {
    const city = scene().line('road', [[0, 0], [1000, 0]], { class: 'alley' }).line('road', [[1000, 0], [1000, 500]], { class: 'alley' }).point('school', 700, 10).home(700, 10, 1);
    const { graph, doors, service } = asked(city.dataset(), ['school'], 400);
    expect(coveredStreets(service, 30)).toEqual({ stretches: [{ edge: 0, fromM: 680, toM: 720 }], lengthM: 40 });
    expect(coveredStreets(service, 400)).toEqual({ stretches: [{ edge: 0, fromM: 310, toM: 1000 }, { edge: 1, fromM: 0, toM: 90 }], lengthM: 780 });
    expect(streetsFrom(graph, doors, 0, 400)).toEqual(coveredStreets(service, 400));
    expect(() => coveredStreets(service, 401)).toThrow(RangeError);
    expect(pointAt(graph, 0, 310)).toEqual([310, 0]);
  });
});
