/** Where facilities join the network: numbers 5 and 6 of the definition (./README.md). */
import { centroidOf } from '../coverage/features.ts';
import type { LayerTable } from '../coverage/dataset.ts';
import { openGatesAt } from './communities.ts';
import type { Ground } from './doors.ts';
import { nearestEdge, type EdgePlace } from './nearest-edge.ts';
import { boundaryJoins } from './park-joins.ts';

/** Parks and squares are reached along their boundary; everything else has one place. */
const ALONG_BOUNDARY: readonly string[] = ['green_space', 'square'];

/** A thing people walk to. Facilities of one service stand in order of layer and id: the first of two equally near is told. */
export interface Facility {
  readonly layer: string;
  readonly id: number;
  readonly table: LayerTable;
  readonly row: number;
}

/** A stretch of an edge (or one place: from = to) where a facility is `legFromM` and `legToM` off at the ends. */
export interface FacilityJoin {
  readonly edge: number;
  readonly fromM: number;
  readonly toM: number;
  readonly legFromM: number;
  readonly legToM: number;
  /** The gate it is entered by, or -1. */
  readonly gate: number;
}

/** Joins of many facilities as arrays: join j belongs to `facility[j]`. */
export interface FacilityJoins {
  readonly count: number;
  readonly facility: Int32Array;
  readonly edge: Int32Array;
  readonly fromM: Float64Array;
  readonly toM: Float64Array;
  readonly legFromM: Float64Array;
  readonly legToM: Float64Array;
  readonly gate: Int32Array;
}

/** Whether a facility is reached at its gates or along its boundary, and not at one place. */
export function isAlongBoundary({ layer, table }: Facility): boolean {
  return ALONG_BOUNDARY.includes(layer) && table.geometryType === 'polygon';
}

export function joinsOf(ground: Ground, facility: Facility): readonly FacilityJoin[] {
  const { table, row } = facility;
  if (isAlongBoundary(facility)) {
    const gates = openGatesAt(ground.gates, table, row);
    if (gates.length === 0) return boundaryJoins(ground.graph, table, row);
    return gates.flatMap((gate) => atPlace(ground.gatePlace(gate), gate));
  }
  return joinsAt(ground, ...centroidOf(table, row));
}

/** A facility that is a point. */
export function joinsAt(ground: Ground, x: number, y: number): readonly FacilityJoin[] {
  return atPlace(nearestEdge(ground.graph, x, y), -1);
}

function atPlace(place: EdgePlace | null, gate: number): readonly FacilityJoin[] {
  return place ? [{ edge: place.edge, fromM: place.positionM, toM: place.positionM, legFromM: place.legM, legToM: place.legM, gate }] : [];
}

export function collectJoins(lists: readonly (readonly FacilityJoin[])[]): FacilityJoins {
  const count = lists.reduce((sum, { length }) => sum + length, 0);
  const joins = {
    count, facility: new Int32Array(count), edge: new Int32Array(count),
    fromM: new Float64Array(count), toM: new Float64Array(count), legFromM: new Float64Array(count), legToM: new Float64Array(count), gate: new Int32Array(count),
  };
  let j = 0;
  for (let facility = 0; facility < lists.length; facility++) {
    for (const join of lists[facility]) {
      joins.facility[j] = facility;
      joins.edge[j] = join.edge;
      joins.fromM[j] = join.fromM;
      joins.toM[j] = join.toM;
      joins.legFromM[j] = join.legFromM;
      joins.legToM[j] = join.legToM;
      joins.gate[j++] = join.gate;
    }
  }
  return joins;
}
