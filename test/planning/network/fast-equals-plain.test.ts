import { describe, expect, it } from 'vitest';
import { buildHomes, type Homes } from '#planning/coverage/homes.ts';
import { plainWalk } from '#planning/coverage/plain-walk.ts';
import { select } from '#planning/coverage/selection.ts';
import { buildWalkCity } from '#planning/coverage/walk-city.ts';
import { walkReachOf } from '#planning/coverage/walk-reach.ts';
import { parcelDoors } from '#planning/network/doors.ts';
import { withRandomFootways } from '../../support/random-footways.ts';
import { movedScene, walkScene } from './walk-scene.ts';

const LAYERS = ['school', 'green_space', 'square', 'bus_stop'];
const supplyOf = (layer: string, radiusM: number) => [{ layer, radiusM }];

describe('walking: the fast version equals the plain one', () => {
  it('for homes and parcels on random streets with walls, gates, levels, parks and footways', () => {
    let compared = 0;
    let unreached = 0;
    let loose = 0;
    for (let seed = 1; seed <= 32; seed++) {
      const { dataset: existing } = seed % 4 === 0 ? movedScene(seed, 463_000, 3_846_000) : walkScene(seed);
      const dataset = seed % 2 === 0 ? withRandomFootways(existing, seed) : existing;
      const walk = buildWalkCity(dataset);
      loose += walk.ground.graph.loose.length;
      const plain = plainWalk(dataset);
      const homes = buildHomes(dataset) as Homes;
      const parcels = select(dataset, [{ layer: 'land_use' }]).members;
      const [homesDoors, parcelsDoors] = [walk.doorsOfHomes(homes), parcelDoors(walk.ground, parcels)];
      for (const layer of LAYERS) {
        const supply = select(dataset, supplyOf(layer, 1e6));
        const check = (fast: number, distances: readonly number[], what: string): void => {
          const plainM = Math.min(Infinity, ...distances);
          compared++;
          if (plainM === Infinity) unreached++;
          if (plainM === Infinity) expect(fast, what).toBe(Infinity);
          else expect(Math.abs(fast - plainM), `${what}: ${fast} against ${plainM}`).toBeLessThan(1e-6);
        };
        const reach = walkReachOf(walk, homesDoors, supply);
        for (let home = 0; home < homes.count; home++) check(reach.distanceM[home], supply.members.map((member) => plain.fromHome(homes.x[home], homes.y[home], member)), `seed ${seed}, ${layer}, home ${homes.ids[home]}`);
        const land = walkReachOf(walk, parcelsDoors, supply);
        parcels.forEach((parcel, i) => check(land.distanceM[i], supply.members.map((member) => plain.fromParcel(parcel, member)), `seed ${seed}, ${layer}, parcel ${parcel.id}`));
      }
    }
    expect(compared).toBeGreaterThan(2500);
    expect(unreached).toBeGreaterThan(100);
    expect(unreached).toBeLessThan(compared / 2);
    expect(loose).toBeGreaterThan(2);
    expect(loose).toBeLessThan(30);
  }, 60_000);
});
