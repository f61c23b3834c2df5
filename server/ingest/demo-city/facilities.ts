import { readCityData } from './plan-file.ts';
import type { Names } from './names.ts';
import { shuffled, spacing, type Parcel } from './parcels.ts';
import { centroid, type Pt, type Ring } from './polygon.ts';
import type { Random } from './random.ts';
import type { Street } from './streets.ts';
import type { Fabric, Green } from './yard.ts';

export interface Facility { readonly kind: string; readonly name: string | null; readonly at: Pt | null; readonly ring: Ring | null; readonly attrs: Readonly<Record<string, string | number | boolean>> }

interface ScatterRule { readonly kind: string; readonly host: 'shop' | 'home' | 'garden'; readonly types: Readonly<Record<string, number>>; readonly names: Readonly<Record<string, string>>; readonly apartM: Readonly<Record<string, number>>; readonly notYet: number }
interface FacilityFile {
  readonly scatter: readonly ScatterRule[];
  readonly busStops: { readonly apartM: Readonly<Record<string, number>>; readonly classes: readonly string[]; readonly branchFromM: number };
  readonly toilets: { readonly alongM: Readonly<Record<string, number>>; readonly keep: Readonly<Record<string, number>>; readonly classes: Readonly<Record<string, readonly string[]>>; readonly statesItsPlace: number };
}

export interface FacilityInput { readonly parcels: readonly Parcel[]; readonly parcelNames: readonly (string | null)[]; readonly fabric: Fabric; readonly streets: readonly Street[]; readonly squares: readonly { readonly ring: Ring; readonly name: string }[]; readonly stations: readonly { readonly name: string; readonly at: Pt }[]; readonly names: Names; readonly seed: Random }

/** Every facility of the city: those on land of their own, those in other houses, bus stops and toilets. */
export function placeFacilities(input: FacilityInput): Facility[] {
  const rules = readCityData<FacilityFile>('facilities.json');
  return [
    ...onOwnLand(input), ...rules.scatter.flatMap((rule, i) => scatter(input, rule, input.seed.fork(`scatter ${i}`))),
    ...busStops(input, rules.busStops), ...toilets(input, rules.toilets), ...stations(input),
  ];
}

function status(rng: Random, notYet: number): string {
  return rng.chance(notYet) ? rng.pick(['closed', 'planned', 'construction', 'construction']) : 'in_use';
}

/** What a parcel of a use is as a facility; areas in m², places and beds by area. */
function onOwnLand({ parcels, parcelNames, fabric, seed }: FacilityInput): Facility[] {
  const rng = seed.fork('own land');
  const culture = dealer(['centre', 'library', 'theatre', 'museum', 'centre']);
  const sports = dealer(['gym', 'swimming', 'gym']);
  const result: Facility[] = [];
  parcels.forEach((parcel, i) => {
    const name = parcelNames[i]!;
    const state = status(rng, 0.035);
    const add = (kind: string, attrs: Facility['attrs'], point = false): void => { result.push({ kind, name, at: point ? parcel.centre : null, ring: point ? null : parcel.ring, attrs: { ...attrs, status: state } }); };
    const area = parcel.areaM2;
    switch (parcel.use) {
      case 'kindergarten': return add('school', { type: 'kindergarten', places: Math.round(area / 13 / 30) * 30 || 90 });
      case 'primary': return add('school', { type: 'primary', places: Math.round(area / 13 / 45) * 45 });
      case 'middle': return add('school', { type: 'middle', places: Math.round(area / 17 / 50) * 50 });
      case 'nine_year': return add('school', { type: 'nine_year', places: Math.round(area / 15 / 50) * 50 });
      case 'high': return add('school', { type: 'high', places: Math.round(area / 19 / 50) * 50 });
      case 'college': return add('school', { type: 'college', places: Math.round(area / 22 / 100) * 100 });
      case 'hospital': return add('health_facility', { type: 'hospital', beds: Math.round(area / 55 / 10) * 10 });
      case 'chc': return add('health_facility', { type: 'chc', beds: rng.int(0, 40) }, true);
      case 'culture': return add('culture_facility', { type: culture(), floor_area_m2: Math.round(area * rng.range(0.5, 1.3)) });
      case 'sports': return add('sports_site', { type: sports(), area_m2: Math.round(area) });
      case 'nursing': return add('elderly_facility', { type: 'nursing_home' });
      case 'market': return add('commerce_poi', { type: 'market' });
      case 'parkinglot': return add('parking', { public: true, spaces: Math.round(area / 32), ev_chargers: rng.chance(0.6) ? rng.int(2, 24) : 0 });
      case 'fire': return add('fire_station', {}, true);
      case 'transfer': return add('waste_station', { type: 'transfer' }, true);
      default:
    }
  });
  for (const ground of fabric.grounds) result.push({ kind: 'sports_site', name: null, at: null, ring: ground.ring, attrs: { type: ground.type, status: 'in_use' } });
  return result;
}

/** Deals the cards round and round, so that every kind occurs even in a small city. */
function dealer(cards: readonly string[]): () => string {
  let next = 0;
  return () => cards[next++ % cards.length]!;
}

interface Host { readonly at: Pt; readonly zone: string }

function hostsOf({ fabric, parcels }: FacilityInput, host: ScatterRule['host']): Host[] {
  if (host === 'garden') return fabric.greens.filter(({ cls }) => cls === 'XG').map((green: Green) => ({ at: centroid(green.ring), zone: green.zone }));
  return fabric.buildings.filter((building) => (host === 'shop' ? building.shop : building.use === 'residential'))
    .map((building) => ({ at: inner(building.ring), zone: parcels[building.parcel]!.zone }));
}

/** A point inside a footprint: beside the middle of its first edge, which is inside whatever the shape. */
function inner(ring: Ring): Pt {
  const [a, b] = [ring[0]!, ring[1]!];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [(a[0] + b[0]) / 2 - ((b[1] - a[1]) / length) * 1.5, (a[1] + b[1]) / 2 + ((b[0] - a[0]) / length) * 1.5];
}

function scatter(input: FacilityInput, rule: ScatterRule, rng: Random): Facility[] {
  const hosts = hostsOf(input, rule.host);
  const taken = spacing();
  const deal = dealer(Object.entries(rule.types).flatMap(([type, weight]) => Array.from({ length: weight }, () => type)));
  const result: Facility[] = [];
  for (const i of shuffled(hosts.length, rng)) {
    const { at, zone } = hosts[i]!;
    const apart = rule.apartM[zone];
    if (apart === undefined || taken.near(at, apart * rng.range(0.8, 1.3))) continue;
    taken.add(at);
    const type = deal();
    const extra: Record<string, string | number | boolean> = rule.kind === 'culture_facility' ? { floor_area_m2: rng.int(6, 60) * 10 } : type === 'station' && rule.kind === 'health_facility' ? { beds: 0 } : type === 'fitness_point' ? { area_m2: rng.int(15, 60) * 10 } : {};
    result.push({ kind: rule.kind, name: `${input.names.stem()}${rule.names[type]!}`, at, ring: null, attrs: { type, status: status(rng, rule.notYet), ...extra } });
  }
  return result;
}

/** Stops on either side of the bigger streets, a block apart, each with the routes that serve it. */
function busStops({ streets, names, seed }: FacilityInput, rules: FacilityFile['busStops']): Facility[] {
  const rng = seed.fork('bus');
  const taken = spacing();
  const result: Facility[] = [];
  for (const street of streets) {
    if (!rules.classes.includes(street.cls) && !(street.cls === 'branch' && street.lengthM > rules.branchFromM)) continue;
    const apart = rules.apartM[street.zone] ?? 800;
    const routes = Array.from({ length: rng.int(1, 4) }, () => rng.int(1, 68)).sort((a, b) => a - b);
    for (const { at, along } of stepsAlong(street.points, apart, rng.range(70, 200))) {
      if (taken.near(at, apart * 0.55)) continue;
      taken.add(at);
      const name = names.stem();
      const extra = rng.chance(0.5) ? [rng.int(101, 139)] : [];
      const label = [...new Set([...routes, ...extra])].map((n) => `${n}路`).join(',');
      const state = status(rng, 0.02);
      for (const side of [1, -1]) {
        const off = (street.cls === 'arterial' ? 16 : street.cls === 'secondary' ? 10 : 6) * side;
        const slip = side * 18;
        result.push({ kind: 'bus_stop', name: `${name}站`, at: [at[0] + along[0] * slip - along[1] * off, at[1] + along[1] * slip + along[0] * off], ring: null, attrs: { status: state, routes: label } });
      }
    }
  }
  return result;
}

/** Points every `stepM` of the way with the direction of travel. */
function stepsAlong(points: readonly Pt[], stepM: number, firstM: number): { at: Pt; along: Pt }[] {
  const result: { at: Pt; along: Pt }[] = [];
  let next = firstM;
  let gone = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const a = points[i]!, b = points[i + 1]!;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    while (next <= gone + length) {
      const t = (next - gone) / length;
      result.push({ at: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t], along: [(b[0] - a[0]) / length, (b[1] - a[1]) / length] });
      next += stepM;
    }
    gone += length;
  }
  return result;
}

/** Toilets in parks, squares, markets and stations and along the streets; some of a class below what their place asks for. */
function toilets({ streets, fabric, squares, stations: stops, parcels, names, seed }: FacilityInput, rules: FacilityFile['toilets']): Facility[] {
  const rng = seed.fork('toilets');
  const taken = spacing();
  const result: Facility[] = [];
  const add = (at: Pt, context: string, apartM: number): void => {
    if (taken.near(at, apartM)) return;
    taken.add(at);
    const states = rng.chance(rules.statesItsPlace);
    result.push({ kind: 'public_toilet', name: `${names.stem()}公厕`, at, ring: null, attrs: { status: status(rng, 0.05), class: rng.pick(rules.classes[context]!), open_24h: rng.chance(0.3), ...(states ? { siting_context: context } : {}) } });
  };
  for (const { at } of stops) add([at[0] - 45, at[1] + 30], 'station', 20);
  for (const green of fabric.greens) if (green.cls !== 'XG' && green.areaM2 > 7000 && green.status === 'in_use') for (let k = 0; k < Math.min(4, Math.ceil(green.areaM2 / 45000)); k++) add(besideEdge(green.ring, rng), 'park', 120);
  for (const { ring } of squares) add(besideEdge(ring, rng), 'square', 80);
  for (const parcel of parcels) if (parcel.use === 'market' || parcel.use === 'wholesale') add(besideEdge(parcel.ring, rng), 'commercial_area', 90);
  for (const street of streets) {
    const step = rules.alongM[street.cls];
    if (!step || street.bridge) continue;
    for (const { at, along } of stepsAlong(street.points, step, rng.range(30, step))) {
      const off = (street.cls === 'arterial' ? 22 : street.cls === 'secondary' ? 14 : street.cls === 'branch' ? 8.5 : 3) * (rng.chance(0.5) ? 1 : -1);
      if (rng.chance(rules.keep[street.zone] ?? 0.3)) add([at[0] - along[1] * off, at[1] + along[0] * off], street.cls === 'arterial' ? 'main_arterial' : 'other', 150);
    }
  }
  return result;
}

/** A point a few metres inside a ring, beside one of its edges. */
function besideEdge(ring: Ring, rng: Random): Pt {
  const long = ring.flatMap((a, i) => (Math.hypot(ring[(i + 1) % ring.length]![0] - a[0], ring[(i + 1) % ring.length]![1] - a[1]) > 12 ? [i] : []));
  const i = long.length > 0 ? rng.pick(long) : 0;
  const a = ring[i]!, b = ring[(i + 1) % ring.length]!;
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [(a[0] + b[0]) / 2 - ((b[1] - a[1]) / length) * 4, (a[1] + b[1]) / 2 + ((b[0] - a[0]) / length) * 4];
}

function stations({ stations: stops }: FacilityInput): Facility[] {
  return stops.flatMap(({ name, at }): Facility[] => [
    { kind: 'rail_station', name, at, ring: null, attrs: { type: 'rail', status: 'in_use' } },
    { kind: 'rail_station', name: `${name.replace(/站$/, '')}长途汽车站`, at: [at[0] - 110, at[1] - 60], ring: null, attrs: { type: 'coach', status: 'in_use' } },
  ]);
}
