import { metricCrs, metricSridAt, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { dissolve, type Area } from './dissolve.ts';
import { layDivisions, measureFaces, nearestFace, type Division } from './divisions.ts';
import { placeFacilities, type Facility } from './facilities.ts';
import { buildFabric } from './fabric.ts';
import { layGround, type Ground } from './ground.ts';
import { layGreens } from './greens.ts';
import { inventNames, type Names } from './names.ts';
import { compactRegion, findOldPlaces, type OldPlace } from './old-places.ts';
import { blockRing, layParcels, placeSites, placeStations, type Parcel } from './parcels.ts';
import { layParkPaths } from './park-paths.ts';
import { settlePeople } from './people.ts';
import type { PlanarMap } from './planar-map.ts';
import { readPlan, type CitySize, type PlanFile } from './plan-file.ts';
import type { Pt, Ring } from './polygon.ts';
import { readProgramme, type Programme } from './programme.ts';
import { random } from './random.ts';
import { buildSkeleton, type Skeleton } from './skeleton.ts';
import { nameStreets, type Street } from './streets.ts';
import type { Fabric, Green } from './yard.ts';
import { layZones } from './zones.ts';

/** The whole city in metres round its centre, before it is written out as layers. */
export interface City {
  readonly plan: PlanFile;
  readonly size: CitySize;
  readonly seed: number;
  readonly programme: Programme;
  readonly map: PlanarMap;
  readonly grounds: readonly Ground[];
  readonly skeleton: Skeleton;
  readonly blocks: readonly (Ring | null)[];
  readonly parcels: readonly Parcel[];
  readonly parcelNames: readonly (string | null)[];
  readonly parcelPeople: Float64Array;
  readonly fabric: Fabric;
  readonly greens: readonly Green[];
  readonly squares: readonly { readonly ring: Ring; readonly name: string }[];
  readonly idle: readonly { readonly ring: Ring; readonly type: 'idle' | 'corner' }[];
  readonly streets: readonly Street[];
  readonly divisions: readonly Division[];
  readonly facilities: readonly Facility[];
  readonly oldPlaces: readonly OldPlace[];
  readonly historic: readonly { readonly name: string; readonly area: Area }[];
  readonly builtUp: readonly Area[];
  readonly drawnUnits: readonly { readonly name: string; readonly areas: readonly Area[] }[];
  readonly crs: MetricCrs;
  /** Metres of the metric CRS at the plan's origin. */
  readonly origin: Pt;
}

/** Plans and builds a city. Pure: the same size and seed give the same city. `onProgress` gets 0..1. */
export function buildCity(size: CitySize, seed = readPlan(size).seed, onProgress: (share: number) => void = () => {}): City {
  const plan = readPlan(size);
  const programme = readProgramme();
  const rng = random(seed);
  const names = inventNames(rng);
  const skeleton = buildSkeleton(plan, rng.fork('skeleton'));
  const zones = layZones(plan, skeleton, rng.fork('zones'), names.village);
  const { map, grounds } = layGround(plan, size, skeleton, zones, programme.grain, rng.fork('ground'));
  const blocks = grounds.map((ground, face) => (face === 0 || ground.water ? null : blockRing(map, face, programme)));
  const parcels = layParcels(grounds, blocks, programme, plan.parcelScale, rng.fork('parcels'));
  const railFaces = new Set(map.classes.flatMap((cls, edge) => (cls === 'rail' ? [map.face[2 * edge]!, map.face[2 * edge + 1]!] : [])));
  const stations = placeStations(parcels, plan.stations.map(({ name, at }) => ({ name, at: [at[0] * 1000, at[1] * 1000] as Pt })), (face) => railFaces.has(face), rng);
  placeSites(parcels, programme, rng.fork('sites'));
  onProgress(0.15);
  const fabric = buildFabric(map, parcels, programme, rng.fork('fabric'), (share) => onProgress(0.15 + share * 0.55));
  const parcelPeople = settlePeople(fabric.buildings, parcels, programme, rng);
  const space = measureFaces(map, grounds.length);
  const parcelNames = parcels.map((parcel) => parcelName(parcel, names));
  const { greens, squares, idle } = layGreens({ map, grounds, blocks, parcels, space, moatOpenWestOfM: plan.moatOpenWestOfKm * 1000, names, seed: rng });
  const parkNames = new Map(greens.map(({ ring, name }) => [ring, name]));
  const parks = [
    ...parcels.flatMap(({ face, ring, use }) => (use === 'neighbourhoodpark' ? [{ face, ring, name: parkNames.get(ring) ?? null }] : [])),
    ...grounds.flatMap(({ green }, face) => (green?.name && !green.riverside && blocks[face] ? [{ face, ring: blocks[face], name: green.name }] : [])),
  ];
  layParkPaths(map, parks, fabric, programme, rng);
  const allGreens = [...greens, ...fabric.greens];
  const streets = nameStreets(map, grounds, skeleton.names, names, rng);
  onProgress(0.8);
  const facePeople = new Float64Array(grounds.length);
  parcels.forEach((parcel, i) => (facePeople[parcel.face]! += parcelPeople[i]!));
  const divisions = layDivisions(map, grounds, facePeople, plan, names, rng.fork('divisions'));
  const facilities = placeFacilities({ parcels, parcelNames, fabric: { ...fabric, greens: allGreens }, streets, squares, stations, names, seed: rng.fork('facilities') });
  const oldPlaces = findOldPlaces({ map, grounds, parcels, parcelPeople, parcelNames, space, names, seed: rng.fork('old'), upgrades: plan.upgrades });
  onProgress(0.92);
  const dry = grounds.flatMap((ground, face) => (face > 0 && ground.water?.type !== 'river' ? [face] : []));
  const old = dry.filter((face) => grounds[face]!.place.kind === 'old' && !grounds[face]!.water && !grounds[face]!.green);
  const historic = skeleton.oldTowns.map(({ name, centre }) => ({ name: `${name}历史文化街区`, area: dissolve(map, compactRegion(space, old, nearestFace(space.centres, old, [centre[0] + 160, centre[1] + 130]), 1.5e5))[0]! })).filter(({ area }) => area);
  const urban = grounds.flatMap((ground, face) => (face > 0 && ground.place.kind !== 'suburb' && ground.place.kind !== 'hamlet' ? [face] : []));
  const taken = new Set<number>();
  const drawnUnits = plan.drawnUnits.map(({ name, at }) => {
    const start = nearestFace(space.centres, dry, [at[0] * 1000, at[1] * 1000]);
    const faces = compactRegion(space, dry.filter((face) => !taken.has(face)), start, 9.6e5);
    for (const face of faces) taken.add(face);
    return { name, areas: dissolve(map, faces) };
  });
  const crs = metricCrs(metricSridAt(...plan.centre))!;
  const origin = crs.forward(...plan.centre).map((metre) => Math.round(metre / 100) * 100) as [number, number];
  return {
    plan, size, seed, programme, map, grounds, skeleton, blocks, parcels, parcelNames, parcelPeople, fabric, greens: allGreens, squares, idle, streets, divisions, facilities, oldPlaces, historic,
    builtUp: dissolve(map, urban), drawnUnits, crs, origin,
  };
}

const SITE_NAMES: Readonly<Record<string, string>> = {
  kindergarten: '幼儿园', primary: '小学', middle: '中学', nine_year: '实验学校', high: '高级中学', college: '职业技术学院', hospital: '医院', chc: '社区卫生服务中心', market: '农贸市场', wholesale: '批发市场',
  civic: '政务中心', culture: '文化中心', sports: '体育中心', nursing: '养老院', fire: '消防救援站', parkinglot: '停车场', transfer: '垃圾转运站', commercial: '商场', office: '大厦',
};

function parcelName(parcel: Parcel, names: Names): string | null {
  if (['compound', 'walkup', 'midrise', 'tower', 'villa'].includes(parcel.use)) return names.estate(parcel.buildYear);
  if (parcel.use === 'factory' || parcel.use === 'oldfactory') return names.works();
  const site = SITE_NAMES[parcel.use];
  return site ? `${names.stem()}${site}` : null;
}
