/** A gate under the hand: the ways through walls at its old and new place, and the homes of the communities it leaves and enters. */
import KDBush from 'kdbush';
import type { LayerTable } from '../coverage/dataset.ts';
import { boxOf } from '../coverage/features.ts';
import type { Homes } from '../coverage/homes.ts';
import { DoorBuilder, type DoorSet, type Ground } from './doors.ts';
import { hasOpenGate } from './gates.ts';
import { GATE_M } from './parameters.ts';
import { setLink, type StreetGraph } from './street-graph.ts';

export interface GateMove {
  /** Homes with other doors now. */
  readonly homes: readonly number[];
  /** Community grounds whose gates are others now. */
  readonly grounds: readonly (readonly [table: LayerTable, row: number])[];
  /** Ways through walls opened or closed: distances of every service have to be worked out anew. Else only those of `homes`, and of parks near the gate. */
  readonly isNetworkChanged: boolean;
}

/**
 * Moves, opens or closes a gate, in place: the network and the doors of the homes are then what they would be had the data said so. Undone by moving it back.
 * @param doors of `homes`, made by `homeDoors` of this ground
 */
export function moveGate(ground: Ground, homes: Homes, doors: DoorSet, gate: number, x: number, y: number, isOpen: boolean): GateMove {
  const { gates, graph, communities } = ground;
  const links = new Set(linksNear(graph, gates.x[gate], gates.y[gate]));
  const [wasX, wasY] = [gates.x[gate], gates.y[gate]];
  gates.x[gate] = x;
  gates.y[gate] = y;
  gates.open[gate] = isOpen ? 1 : 0;
  ground.gateMoved(gate);
  for (const link of linksNear(graph, x, y)) links.add(link);
  let isNetworkChanged = false;
  for (const link of links) {
    if (setLink(graph, link, hasOpenGate(gates, graph.linkX[link], graph.linkY[link], GATE_M))) isNetworkChanged = true;
  }
  const touched = new Set<number>();
  const grounds = communities.regroup(gate);
  for (const [table, row] of grounds) for (const home of homes.within(boxOf(table, row))) touched.add(home);
  if (wasX !== x || wasY !== y) forgetGate(doors, gate);
  const builder = new DoorBuilder(ground, doors.count, doors);
  for (const home of touched) builder.joinHome(home, homes.x[home], homes.y[home]);
  builder.finish();
  return { grounds, homes: [...touched].sort((a, b) => a - b), isNetworkChanged };
}

/** The place a gate had belongs to no gate any more; homes that used it are joined anew. */
export function forgetGate(doors: DoorSet, gate: number): void {
  for (let place = 0; place < doors.placeCount; place++) if (doors.gate[place] === gate) doors.gate[place] = -1;
}

const indexes = new WeakMap<StreetGraph, KDBush>();

function linksNear(graph: StreetGraph, x: number, y: number): readonly number[] {
  if (graph.linkCount === 0) return [];
  let index = indexes.get(graph);
  if (!index) {
    index = new KDBush(graph.linkCount, 16, Float64Array);
    for (let link = 0; link < graph.linkCount; link++) index.add(graph.linkX[link], graph.linkY[link]);
    indexes.set(graph, index.finish());
  }
  return index.range(x - GATE_M, y - GATE_M, x + GATE_M, y + GATE_M);
}
