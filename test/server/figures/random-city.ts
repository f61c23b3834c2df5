import type { Database } from '../../../server/db/database.ts';
import { withSurveys } from './random-surveys.ts';

type Point = readonly [x: number, y: number];
type Ring = readonly Point[];
type Polygon = readonly Ring[];

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const citySrid = 4547;
/** Lower left corner and edge of the made-up city, metres of EPSG:4547; wide enough for more than one cell of a verification. */
export const cityOrigin: Point = [463_000, 3_846_000];
export const cityEdgeM = 4500;

export interface CityFeature {
  readonly kind: string;
  readonly name: string | null;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly wkt: string;
}

const ringText = (ring: Ring): string => `(${ring.map(([x, y]) => `${x} ${y}`).join(',')})`;
const polygonText = (polygon: Polygon): string => `(${polygon.map(ringText).join(',')})`;
export const polygonWkt = (polygon: Polygon): string => `POLYGON${polygonText(polygon)}`;
export const multiPolygonWkt = (polygons: readonly Polygon[]): string => `MULTIPOLYGON(${polygons.map(polygonText).join(',')})`;
const pointWkt = ([x, y]: Point): string => `POINT(${x} ${y})`;

const closed = (points: Ring): Ring => [...points, points[0] as Point];

/** A star-shaped outline, concave as likely as not; never crosses itself. `clockwise` is as likely as not, for sources do both. */
export function blob(random: () => number, [cx, cy]: Point, radiusM: number, corners = 6 + Math.floor(random() * 20)): Ring {
  const points = Array.from({ length: corners }, (_, i): Point => {
    const angle = (2 * Math.PI * (i + 0.8 * random())) / corners;
    const reach = radiusM * (0.45 + 0.55 * random());
    return [cx + reach * Math.cos(angle), cy + reach * Math.sin(angle)];
  });
  return closed(random() < 0.5 ? points : points.reverse());
}

/** A hole well inside a blob of this radius. */
const hole = (random: () => number, center: Point, radiusM: number): Ring => blob(random, center, radiusM * 0.2, 5);

export class RandomCity {
  readonly #random: () => number;
  readonly features: CityFeature[] = [];

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    this.#divisions();
    this.#land();
    this.#homes();
    this.#greens();
    this.#streets();
    this.#facilities();
    this.#oldPlaces();
    this.features.splice(0, this.features.length, ...withSurveys(this.features, randomFrom(seed + 2)));
    this.features.push(...walkingTown(randomFrom(seed + 1)));
  }

  #add(kind: string, wkt: string, attrs: Record<string, unknown> = {}, name: string | null = null): void {
    this.features.push({ kind, name, attrs, wkt });
  }

  #place(margin = 0): Point {
    const within = (): number => margin + this.#random() * (cityEdgeM - 2 * margin);
    return [cityOrigin[0] + within(), cityOrigin[1] + within()];
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }

  #status(): Record<string, unknown> {
    const status = this.#one(['in_use', 'in_use', 'in_use', undefined, undefined, 'closed', 'planned', 'construction', 'demolished']);
    return status === undefined ? {} : { status };
  }

  /** Four districts that share jagged edges, each with two subdistricts. */
  #divisions(): void {
    const [x0, y0] = cityOrigin;
    const jag = (): number => 200 * (this.#random() - 0.5);
    const middle = cityEdgeM / 2;
    const vertical = Array.from({ length: 9 }, (_, i): Point => [x0 + middle + (i % 4 === 0 ? 0 : jag()), y0 + (i * cityEdgeM) / 8]);
    const horizontal = Array.from({ length: 9 }, (_, i): Point => [x0 + (i * cityEdgeM) / 8, y0 + middle + (i % 4 === 0 ? 0 : jag())]);
    const corner = (i: number, j: number): Point => [x0 + i * cityEdgeM, y0 + j * cityEdgeM];
    const quarters: Ring[] = [
      [corner(0, 0), ...vertical.slice(0, 5), ...horizontal.slice(0, 4).reverse()],
      [...vertical.slice(0, 5).reverse(), corner(1, 0), ...horizontal.slice(5).reverse()],
      [...horizontal.slice(0, 5), ...vertical.slice(5), corner(0, 1)],
      [...horizontal.slice(4), corner(1, 1), ...vertical.slice(5).reverse()],
    ];
    quarters.forEach((ring, i) => {
      this.#add('admin_division', polygonWkt([closed(ring)]), { code: `41010${i + 1}`, level: 'district' }, `District ${i + 1}`);
    });
    const half = cityEdgeM / 2;
    for (let i = 0; i < 4; i += 1) {
      const [left, low] = [x0 + (i % 2) * half, y0 + Math.floor(i / 2) * half];
      const box: Ring = [[left, low], [left + half, low], [left + half, low + half], [left, low + half]];
      this.#add('admin_division', polygonWkt([closed(box)]), { code: `41010${i + 1}001`, level: 'subdistrict', parent: `41010${i + 1}` }, `Subdistrict ${i + 1}`);
    }
    this.#add('built_up_area', polygonWkt([blob(this.#random, [x0 + middle, y0 + middle], cityEdgeM * 0.62, 40)]), { year: 2024 });
  }

  /** Parcels on a jittered grid, edge to edge; some with a hole; some drawn twice over others. */
  #land(): void {
    const n = 18;
    const step = cityEdgeM / n;
    const codes = ['0701', '0701', '070102', '070100', '0703', '0702', '05', '0901', '1401', '07'];
    const node = Array.from({ length: n + 1 }, (_, i) => Array.from({ length: n + 1 }, (_, j): Point => [
      cityOrigin[0] + i * step + (this.#random() - 0.5) * step * 0.5, cityOrigin[1] + j * step + (this.#random() - 0.5) * step * 0.5]));
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) {
        const ring = closed([node[i]?.[j], node[i + 1]?.[j], node[i + 1]?.[j + 1], node[i]?.[j + 1]] as Point[]);
        const center: Point = [cityOrigin[0] + (i + 0.5) * step, cityOrigin[1] + (j + 0.5) * step];
        const rings = this.#random() < 0.15 ? [ring, hole(this.#random, center, step)] : [ring];
        this.#add('land_use', polygonWkt(rings), { code: this.#one(codes) });
      }
    }
    for (let i = 0; i < 12; i += 1) this.#add('land_use', polygonWkt([blob(this.#random, this.#place(), 150)]), { code: '0701' });
  }

  #homes(): void {
    for (let i = 0; i < 2500; i += 1) {
      const [x, y] = this.#place(-100);
      const [w, h, turn] = [8 + 30 * this.#random(), 6 + 12 * this.#random(), this.#random() * Math.PI];
      const at = (dx: number, dy: number): Point => [x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)];
      const ring = closed([at(0, 0), at(w, 0), at(w, h), at(w / 2, h), at(w / 2, 2 * h), at(0, 2 * h)]);
      const people = this.#random() < 0.1 ? {} : { people: Math.floor(this.#random() * 120) };
      this.#add('building', polygonWkt([ring]), { use: this.#one(['residential', 'commercial', 'office']), ...people });
    }
  }

  #greens(): void {
    for (let i = 0; i < 70; i += 1) {
      const center = this.#place();
      const radius = 15 + 110 * this.#random();
      const open = this.#one([true, true, false, undefined]);
      const attrs = { class: this.#one(['G11', 'G12', 'G13', 'G14', 'G14', 'G2', 'XG']), riverside: this.#random() < 0.3, ...this.#status(), ...(open === undefined ? {} : { open_to_public: open }) };
      const ring = blob(this.#random, center, radius);
      const shape = this.#random();
      if (shape < 0.2) this.#add('green_space', polygonWkt([ring, hole(this.#random, center, radius)]), attrs);
      else if (shape < 0.3) this.#add('green_space', multiPolygonWkt([[ring], [blob(this.#random, [center[0] + 3 * radius, center[1]], radius)]]), attrs);
      else this.#add('green_space', polygonWkt([ring]), attrs);
    }
    for (let i = 0; i < 8; i += 1) this.#add('square', polygonWkt([blob(this.#random, this.#place(), 60)]), this.#status());
  }

  #streets(): void {
    for (let i = 0; i < 160; i += 1) {
      let [x, y] = this.#place(-50);
      let heading = this.#random() * 2 * Math.PI;
      const points: Point[] = [[x, y]];
      for (let k = 0; k < 3 + this.#random() * 12; k += 1) {
        heading += (this.#random() - 0.5) * 1.2;
        [x, y] = [x + 90 * Math.cos(heading), y + 90 * Math.sin(heading)];
        points.push([x, y]);
      }
      const line = points.map(([px, py]) => `${px} ${py}`).join(',');
      const attrs = { class: this.#one(['arterial', 'secondary', 'branch', 'alley', 'path']), is_main_street: this.#random() < 0.2, ...(this.#random() < 0.3 ? { is_commercial: this.#random() < 0.5 } : {}) };
      this.#add('road', this.#random() < 0.1 ? `MULTILINESTRING((${line}),(${x} ${y},${x + 40} ${y + 10}))` : `LINESTRING(${line})`, attrs);
    }
  }

  #facilities(): void {
    const sited = (kind: string, count: number, attrs: () => Record<string, unknown>, polygons = false): void => {
      for (let i = 0; i < count; i += 1) {
        const place = this.#place(-150);
        this.#add(kind, polygons && this.#random() < 0.4 ? polygonWkt([blob(this.#random, place, 40)]) : pointWkt(place), { ...this.#status(), ...attrs() });
      }
    };
    const typed = (types: readonly string[]) => (): Record<string, unknown> => ({ type: this.#one(types) });
    sited('public_toilet', 70, () => {
      const level = this.#one(['I', 'II', 'III', undefined]);
      const context = this.#one(['station', 'park', 'other', undefined, undefined]);
      return { ...(level === undefined ? {} : { class: level }), ...(context === undefined ? {} : { siting_context: context }) };
    });
    sited('bus_stop', 60, () => ({}));
    sited('rail_station', 6, typed(['rail', 'metro', 'coach']), true);
    sited('school', 60, typed(['kindergarten', 'primary', 'middle', 'nine_year', 'high']), true);
    sited('health_facility', 25, typed(['chc', 'station', 'hospital', 'clinic']), true);
    sited('culture_facility', 20, typed(['centre', 'station', 'library']), true);
    sited('sports_site', 25, typed(['gym', 'small_ground', 'medium_ground', 'fitness_point', 'large_ground']), true);
    sited('elderly_facility', 20, typed(['day_care', 'nursing_home']), true);
    sited('community_service', 30, typed(['service_centre', 'service_station', 'post', 'subdistrict_office', 'nursery', 'canteen', 'police']), true);
    sited('commerce_poi', 120, typed(['market', 'supermarket', 'convenience_24h', 'convenience', 'breakfast', 'pharmacy', 'restaurant', 'barber', 'bank', 'telecom', 'express', 'grocery']), true);
    sited('parking', 15, () => ({}), true);
    sited('waste_station', 15, typed(['collection_point', 'collection_station']), true);
    sited('fire_station', 3, () => ({}), true);
    this.#centre();
  }

  /** One place that lacks nothing, so that every circle is complete somewhere. */
  #centre(): void {
    const types: Readonly<Record<string, readonly string[]>> = {
      school: ['kindergarten', 'primary', 'middle'], health_facility: ['chc', 'station', 'hospital'], culture_facility: ['centre', 'station'],
      sports_site: ['gym', 'large_ground', 'medium_ground', 'small_ground', 'fitness_point'], elderly_facility: ['day_care', 'nursing_home'],
      community_service: ['service_centre', 'service_station', 'post', 'subdistrict_office', 'nursery', 'canteen', 'police'],
      commerce_poi: ['market', 'supermarket', 'convenience_24h', 'convenience', 'breakfast', 'pharmacy', 'restaurant', 'barber', 'bank', 'telecom', 'express', 'grocery'],
    };
    for (const [kind, list] of Object.entries(types)) {
      for (const type of list) this.#add(kind, pointWkt([cityOrigin[0] + cityEdgeM / 2 + 60 * this.#random(), cityOrigin[1] + cityEdgeM / 2 + 60 * this.#random()]), { type, status: 'in_use' });
    }
  }

  #oldPlaces(): void {
    for (const kind of ['old_community', 'old_street_block', 'old_factory_area', 'old_market', 'urban_village']) {
      for (let i = 0; i < 14; i += 1) this.#add(kind, polygonWkt([blob(this.#random, this.#place(), 90)]), { status: this.#one(['not_started', 'under_way', 'done']) }, `${kind} ${i}`);
    }
  }
}

/** Streets that meet, bridges, ways nobody may walk, walled estates with open, shut and missing gates: what walking distances are made of. */
function walkingTown(random: () => number): CityFeature[] {
  const features: CityFeature[] = [];
  const add = (kind: string, wkt: string, attrs: Record<string, unknown> = {}): number => features.push({ kind, name: null, attrs, wkt });
  const lineWkt = (points: Ring): string => `LINESTRING(${points.map(([x, y]) => `${x} ${y}`).join(',')})`;
  const n = 22;
  const step = cityEdgeM / n;
  const node = Array.from({ length: n + 1 }, (_, i) => Array.from({ length: n + 1 }, (_, j): Point => [
    cityOrigin[0] + (i + 0.6 * random()) * step, cityOrigin[1] + (j + 0.6 * random()) * step]));
  const at = (i: number, j: number): Point => (node[i] as Point[])[j] as Point;
  for (let i = 0; i <= n; i += 1) {
    for (const [level, points] of [[i % 5 === 0 ? 1 : 0, node[i] as Ring], [i % 7 === 0 ? 1 : 0, node.map((column) => column[i] as Point)]] as const) {
      // A street in three pieces, so that some of its corners are ends; now and then one that nobody walks.
      for (const [from, to] of [[0, 8], [8, 15], [15, n]] as const) {
        const draw = random();
        const attrs = draw < 0.05 ? { class: 'expressway' } : draw < 0.1 ? { class: 'branch', foot: false } : draw < 0.15 ? { class: 'motorway', foot: true } : { class: 'branch' };
        if (random() < 0.9) add('road', lineWkt(points.slice(from, to + 1)), { ...attrs, ...(level === 1 ? { layer: 1, bridge: true } : {}) });
      }
    }
  }
  for (let k = 0; k < 60; k += 1) {
    const [i, j] = [Math.floor(random() * n), Math.floor(random() * n)];
    const [x, y] = at(i, j);
    const [w, h] = [80 + 120 * random(), 80 + 120 * random()];
    const ring = closed([[x + 9, y + 7], [x + 9 + w, y + 7], [x + 9 + w, y + 7 + h], [x + 9, y + 7 + h]]);
    add('land_use', polygonWkt([ring]), { code: '0701' });
    add('wall', lineWkt(ring));
    for (let gates = Math.floor(random() * 4); gates > 0; gates -= 1) {
      const along = random();
      const place: Point = random() < 0.5 ? [x + 9 + along * w, y + 7 + 4 * random()] : [x + 9 + w - 4 * random(), y + 7 + along * h];
      add('gate', pointWkt(place), random() < 0.3 ? { open: random() < 0.5 } : {});
    }
    if (random() < 0.5) add('road', lineWkt([at(i, j), [x + 9 + w / 2, y + 7 + h / 2], [x + 40 + w, y + 7 + h]]), { class: 'path' });
    if (random() < 0.4) {
      const park = blob(random, [x - 60, y - 40], 50);
      add('green_space', polygonWkt([park]), { class: 'G14' });
      if (random() < 0.5) add('gate', pointWkt(park[0] as Point));
    }
  }
  return features;
}

/** Outlines of every sort people draw, somewhere in a rectangle in metres: plain, with holes, in several parts, thin, tiny, large. */
export function randomUnitWkt(random: () => number, [minX, minY, maxX, maxY] = [cityOrigin[0], cityOrigin[1], cityOrigin[0] + cityEdgeM, cityOrigin[1] + cityEdgeM] as readonly [number, number, number, number]): string {
  const center: Point = [minX + random() * (maxX - minX), minY + random() * (maxY - minY)];
  const radius = 20 + random() ** 2 * 1200;
  const ring = blob(random, center, radius);
  const sort = Math.floor(random() * 6);
  if (sort === 0) return polygonWkt([ring, hole(random, center, radius)]);
  if (sort === 1) return multiPolygonWkt([[ring], [blob(random, [center[0] + 2.5 * radius, center[1]], radius)]]);
  if (sort === 2) return multiPolygonWkt([[ring, hole(random, center, radius)], [blob(random, [center[0], center[1] - 2.2 * radius], radius)], [blob(random, [center[0] - 2.2 * radius, center[1]], radius * 0.3)]]);
  if (sort === 3) {
    const [w, h] = [radius, radius * (0.02 + random())];
    return polygonWkt([closed([center, [center[0] + w, center[1]], [center[0] + w, center[1] + h], [center[0], center[1] + h]])]);
  }
  return polygonWkt([ring]);
}

/** Stores the city as an import leaves it: current editions and their features. */
export async function insertCity(db: Database, cityId: string, features: readonly CityFeature[], srid = citySrid): Promise<void> {
  await db.pool.query(`insert into city (id, name, srid) values ($1, $2, $3)`, [cityId, `City ${cityId}`, srid]);
  for (const kind of new Set(features.map((feature) => feature.kind))) await insertEdition(db, cityId, kind, features.filter((feature) => feature.kind === kind), 1, srid);
}

/** A new current edition of one layer; the one before is superseded. */
export async function insertEdition(db: Database, cityId: string, kind: string, features: readonly CityFeature[], edition: number, srid = citySrid): Promise<number> {
  await db.pool.query(`update layer_edition set status = 'superseded' where city_id = $1 and kind = $2`, [cityId, kind]);
  const { rows } = await db.pool.query<{ id: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, format, sha256, crs, feature_count)
    values ($1, $2, $3, 'current', gen_random_uuid(), $4, 'test', md5($4), $6, $5) returning id`, [cityId, kind, edition, `${kind} ${edition}`, features.length, `EPSG:${srid}`]);
  const id = rows[0]?.id as number;
  await db.pool.query(
    `insert into feature (edition_id, name, attrs, geom) select $1, name, attrs, st_geomfromtext(wkt, $5::int) from unnest($2::text[], $3::jsonb[], $4::text[]) as t(name, attrs, wkt)`,
    [id, features.map(({ name }) => name), features.map(({ attrs }) => JSON.stringify(attrs)), features.map(({ wkt }) => wkt), srid]);
  return id;
}
