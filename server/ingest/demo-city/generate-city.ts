import type { Geometry, Position } from 'geojson';
import type { SourceFeature } from '../driver.ts';
import { buildCity, type City } from './build-city.ts';
import { dissolve, type Area } from './dissolve.ts';
import type { CitySize } from './plan-file.ts';
import { random } from './random.ts';
import { surveyOf, type Survey } from './survey.ts';
import { ringArea, type Pt, type Ring } from './polygon.ts';

type Attrs = SourceFeature['attrs'];

/** Degrees are rounded to a tenth of a millimetre: the same text on every machine, the same place for everything that shares a corner. */
const DEGREE_STEPS = 1e9;

/** The layers of a fictional city in degrees, kind after kind. Pure: the same size and seed give the same features. */
export function* generateCity(size: CitySize, seed?: number): Iterable<SourceFeature> {
  yield* featuresOf(buildCity(size, seed));
}

/** Writes a built city out as layers. */
export function* featuresOf(city: City): Iterable<SourceFeature> {
  const count = new Map<string, number>();
  const pen = penFor(city);
  const feature = (kind: string, name: string | null, attrs: Attrs, geometry: Geometry): SourceFeature => {
    const number = (count.get(kind) ?? 0) + 1;
    count.set(kind, number);
    return { kind, sourceId: `${kind}/${number}`, name, attrs, geometry, place: `${kind} ${number}` };
  };
  for (const { code, name, level, parent, areas } of divisionAreas(city)) yield feature('admin_division', name, parent ? { code, level, parent } : { code, level }, pen.areas(areas));
  for (const area of city.builtUp) yield feature('built_up_area', `${city.plan.name}建成区`, { year: 2024 }, pen.area(area));
  for (const { name, area } of city.historic) yield feature('historic_district', name, { grade: '省级' }, pen.area(area));
  yield* landUse(city, pen, feature);
  yield* water(city, pen, feature);
  for (const green of city.greens) yield feature('green_space', green.name, { class: green.cls, open_to_public: green.open, riverside: green.riverside, status: green.status }, pen.area(green.hole ? [green.ring, green.hole] : [green.ring]));
  for (const { ring, name } of city.squares) yield feature('square', name, { status: 'in_use' }, pen.area([ring]));
  for (const { ring, type } of city.idle) yield feature('idle_land', null, { type }, pen.area([ring]));
  yield* buildings(city, pen, feature);
  const survey = surveyOf(random(city.seed));
  yield* roads(city, survey, pen, feature);
  for (const line of city.skeleton.names.flatMap(({ name, cls }, i) => (cls === 'rail' ? [{ name, i }] : []))) {
    for (const points of railRuns(city, line.i)) yield feature('railway', line.name, { type: 'rail' }, pen.line(points));
  }
  for (const wall of city.fabric.walls) yield feature('wall', null, {}, pen.line(wall));
  for (const gate of city.fabric.gates) yield feature('gate', gate.name, { open: gate.open }, pen.point(gate.at));
  for (const place of city.oldPlaces) yield feature(place.kind, place.name, oldAttrs(place), pen.areas(place.areas));
  for (const facility of city.facilities) {
    const { kind, name, at, ring, attrs } = facility;
    yield feature(kind, name, { ...attrs, ...survey.facility(facility) }, ring ? pen.area([ring]) : pen.point(at!));
  }
}

type Pen = ReturnType<typeof penFor>;
type Make = (kind: string, name: string | null, attrs: Attrs, geometry: Geometry) => SourceFeature;

/** Turns metres round the centre into degrees. */
export function penFor({ crs, origin }: Pick<City, 'crs' | 'origin'>): { point(p: Pt): Geometry; line(points: readonly Pt[]): Geometry; area(area: Area): Geometry & { type: 'Polygon' }; areas(areas: readonly Area[]): Geometry & { type: 'Polygon' | 'MultiPolygon' } } {
  const degrees = ([x, y]: Pt): Position => crs.inverse(x + origin[0], y + origin[1]).map((degree) => Math.round(degree * DEGREE_STEPS) / DEGREE_STEPS);
  const ring = (points: Ring): Position[] => {
    const closed = points.map(degrees);
    closed.push(closed[0]!);
    return closed;
  };
  return {
    point: (p) => ({ type: 'Point', coordinates: degrees(p) }),
    line: (points) => ({ type: 'LineString', coordinates: points.map(degrees) }),
    area: (area) => ({ type: 'Polygon', coordinates: area.map(ring) }),
    areas: (areas) => (areas.length === 1 ? { type: 'Polygon', coordinates: areas[0]!.map(ring) } : { type: 'MultiPolygon', coordinates: areas.map((area) => area.map(ring)) }),
  };
}

function divisionAreas(city: City): { code: string; name: string; level: string; parent: string | null; areas: readonly Area[] }[] {
  return city.divisions.map(({ code, name, level, parent, faces }) => ({ code, name, level, parent, areas: dissolve(city.map, faces) }));
}

function* landUse({ parcels, parcelNames, programme, greens }: City, pen: Pen, feature: Make): Iterable<SourceFeature> {
  const attrs = (code: string): Attrs => ({ code, classification_version: 'YDYH2023' });
  for (const [i, parcel] of parcels.entries()) yield feature('land_use', parcelNames[i] ?? null, attrs(programme.uses[parcel.use]!.code), pen.area([parcel.ring]));
  const parcelled = new Set(parcels.map(({ ring }) => ring));
  for (const green of greens) {
    if (green.cls === 'XG' || parcelled.has(green.ring)) continue;
    yield feature('land_use', green.name, attrs(green.cls === 'G2' ? '1402' : green.cls === 'EG' ? '0301' : '1401'), pen.area(green.hole ? [green.ring, green.hole] : [green.ring]));
  }
}

function* water({ map, grounds }: City, pen: Pen, feature: Make): Iterable<SourceFeature> {
  const bodies = new Map<string, { name: string; type: string; faces: number[] }>();
  grounds.forEach(({ water: body }, face) => {
    if (!body) return;
    const known = bodies.get(body.name) ?? { ...body, faces: [] };
    known.faces.push(face);
    bodies.set(body.name, known);
  });
  for (const { name, type, faces } of bodies.values()) for (const area of dissolve(map, faces)) yield feature('water_body', name, { type }, pen.area(area));
}

function* buildings({ fabric, parcels, parcelNames }: City, pen: Pen, feature: Make): Iterable<SourceFeature> {
  const inParcel = new Map<number, number>();
  for (const building of fabric.buildings) {
    const number = (inParcel.get(building.parcel) ?? 0) + 1;
    inParcel.set(building.parcel, number);
    const named = parcelNames[building.parcel] ?? null;
    const name = named && building.use === 'residential' && parcels[building.parcel]!.use !== 'villa' ? `${named}${number}号楼` : named && number === 1 && building.use !== 'industrial' ? named : null;
    yield feature('building', name, {
      use: building.use, floors: building.floors, height_m: building.heightM, people: building.people, households: Math.ceil(building.people / 2.7), build_year: building.buildYear,
    }, pen.area(building.hole ? [building.ring, building.hole] : [building.ring]));
  }
}

function* roads({ streets, fabric, programme }: City, survey: Survey, pen: Pen, feature: Make): Iterable<SourceFeature> {
  for (const { points, cls, name, bridge, deadEnd, zone } of streets) {
    const main = cls === 'arterial' || cls === 'secondary';
    yield feature('road', name, {
      class: cls, is_main_street: main, is_commercial: zone === 'old' && (cls === 'arterial' || cls === 'branch'), bridge, tunnel: false, layer: bridge ? 1 : 0, foot: cls !== 'expressway',
      dead_end: deadEnd, width_m: programme.roads[cls]!.widthM, ...survey.street(cls, points),
    }, pen.line(points));
  }
  for (const { points, cls, deadEnd } of fabric.lanes) {
    yield feature('road', null, { class: cls, is_main_street: false, is_commercial: false, bridge: false, tunnel: false, layer: 0, foot: true, dead_end: deadEnd, width_m: cls === 'alley' ? 3 : 4, ...survey.street(cls, points) }, pen.line(points));
  }
}

function railRuns({ map }: City, line: number): Pt[][] {
  const ends = new Map<number, number[]>();
  map.lines.forEach((own, edge) => {
    if (own !== line) return;
    for (const h of [edge * 2, edge * 2 + 1]) ends.set(map.origin[h]!, [...(ends.get(map.origin[h]!) ?? []), h]);
  });
  const used = new Set<number>();
  const runs: Pt[][] = [];
  for (const [, leaving] of [...ends].sort((a, b) => a[1].length - b[1].length)) {
    let h: number | undefined = leaving.find((k) => !used.has(k >> 1));
    if (h === undefined) continue;
    const points: Pt[] = [map.at(h)];
    while (h !== undefined) {
      used.add(h >> 1);
      points.push(map.nodes[map.target(h)]!);
      h = ends.get(map.target(h))!.find((k) => !used.has(k >> 1));
    }
    runs.push(points);
  }
  return runs;
}

function oldAttrs(place: City['oldPlaces'][number]): Attrs {
  return {
    build_year: place.buildYear, status: place.status, ...(place.renewedYear === null ? {} : { renewed_year: place.renewedYear }),
    ...(place.kind === 'old_community' ? { households: place.households, people: place.people } : place.kind === 'urban_village' ? { people: place.people } : {}),
  };
}

/** What tests, the bench and people ask of a city. */
export interface CityFacts { readonly people: number; readonly buildings: number; readonly residentialParcels: number; readonly networkNodes: number; readonly areaKm2: number }

export function factsOf(city: City): CityFacts {
  const meeting = new Map<string, number>();
  for (const { points } of [...city.streets, ...city.fabric.lanes]) {
    points.forEach((p, i) => {
      const key = `${p[0]},${p[1]}`;
      meeting.set(key, (meeting.get(key) ?? 0) + (i === 0 || i === points.length - 1 ? 1 : 2));
    });
  }
  return {
    people: city.parcelPeople.reduce((sum, n) => sum + n, 0),
    buildings: city.fabric.buildings.length,
    residentialParcels: city.parcels.filter(({ use }) => city.programme.uses[use]!.code.startsWith('07')).length,
    networkNodes: [...meeting.values()].filter((ends) => ends !== 2).length,
    areaKm2: city.map.faceStart.reduce((sum, _, face) => sum + (face === 0 ? 0 : Math.abs(ringArea(city.map.ringOf(face)))), 0) / 1e6,
  };
}
