/** A small made-up town for specs that need a city of their own: a few blocks of everything common, imported through the API like anybody's files. Quick to load and to draw. */
import { expect, type APIRequestContext } from '@playwright/test';
import type { Job } from '#contract/layers.ts';

/** Degrees; a place and the corners of an area are given in these. */
export type Place = readonly [lon: number, lat: number];

/** Plots in a row and in a column; each is 400 m wide and has nothing drawn on it by anybody else. */
const plots = { east: 8, north: 6 } as const;
export const plotCount = plots.east * plots.north;
const plotM = 400;
const origin: Place = [113.6, 34.72];
const [metresPerLon, metresPerLat] = [111_320 * Math.cos(origin[1] * Math.PI / 180), 110_940];

/** Metres east and north of the town's south-western corner. */
export const townPlace = (east: number, north: number): Place => [origin[0] + east / metresPerLon, origin[1] + north / metresPerLat];
const rectangle = (east: number, north: number, width: number, height: number): Place[] =>
  [townPlace(east, north), townPlace(east + width, north), townPlace(east + width, north + height), townPlace(east, north + height)];

/** The corners of a unit of about 300 m × 300 m in the middle of a plot; `index` below `plotCount`, from the south-west. */
export function plotRing(index: number): Place[] {
  const [column, line] = [index % plots.east, Math.floor(index / plots.east)];
  return rectangle(column * plotM + 50, line * plotM + 50, plotM - 100, plotM - 100);
}

interface Feature { readonly type: 'Feature'; readonly properties: Readonly<Record<string, unknown>>; readonly geometry: { readonly type: string; readonly coordinates: unknown } }
const polygon = (ring: readonly Place[], properties: Feature['properties']): Feature => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } });
const line = (places: readonly Place[], properties: Feature['properties']): Feature => ({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: places } });
const point = (place: Place, properties: Feature['properties']): Feature => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: place } });

/** By layer kind (data/layers.json). Every plot has homes and land for them; every second has a park, every third an old community. */
function layers(): Record<string, Feature[]> {
  const all: Record<string, Feature[]> = { land_use: [], building: [], green_space: [], old_community: [], road: [], bus_stop: [] };
  for (let index = 0; index < plotCount; index += 1) {
    const [x, y] = [(index % plots.east) * plotM, Math.floor(index / plots.east) * plotM];
    const name = `${index + 1}号`;
    all['land_use']!.push(polygon(rectangle(x + 60, y + 60, 180, 280), { name: `${name}小区`, code: '070102' }));
    if (index % 2 === 0) all['green_space']!.push(polygon(rectangle(x + 250, y + 60, 90, 120), { name: `${name}公园`, class: 'G14', open_to_public: true }));
    if (index % 3 === 0) all['old_community']!.push(polygon(rectangle(x + 60, y + 60, 180, 140), { name: `${name}老旧小区`, build_year: 1988, status: 'not_started' }));
    for (let house = 0; house < 6; house += 1) all['building']!.push(polygon(rectangle(x + 70 + (house % 2) * 90, y + 70 + Math.floor(house / 2) * 85, 60, 20), { use: 'residential', floors: 6, people: 60 + house }));
    all['bus_stop']!.push(point(townPlace(x + 200, y + 10), { name: `${name}站` }));
  }
  for (let i = 0; i <= plots.north; i += 1) all['road']!.push(line([townPlace(0, i * plotM), townPlace(plots.east * plotM, i * plotM)], { name: `东西${i + 1}路`, class: 'secondary' }));
  for (let i = 0; i <= plots.east; i += 1) all['road']!.push(line([townPlace(i * plotM, 0), townPlace(i * plotM, plots.north * plotM)], { name: `南北${i + 1}路`, class: 'secondary' }));
  return all;
}

/** Makes a city and brings the town in, as the person the request context is signed in as; waits until it stands. */
export async function buildTown(request: APIRequestContext, baseURL: string, id: string): Promise<void> {
  const headers = { origin: baseURL };
  const made = await request.post('/api/cities', { headers, data: { id, name: `小镇 ${id}` } });
  expect(made.status(), await made.text()).toBe(201);
  const jobs: Job[] = [];
  for (const [kind, features] of Object.entries(layers())) {
    const answer = await request.post(`/api/cities/${id}/imports`, {
      headers,
      multipart: { kind, source: 'small-town.ts', file: { name: `${kind}.geojson`, mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })) } },
    });
    expect(answer.status(), await answer.text()).toBe(202);
    jobs.push(await answer.json() as Job);
  }
  for (const job of jobs) {
    const read = async (): Promise<Job> => (await request.get(`/api/jobs/${job.id}`)).json() as Promise<Job>;
    await expect.poll(async () => (await read()).state, { timeout: 60_000, intervals: [50, 100, 200] }).toMatch(/done|failed/);
    const end = await read();
    expect(end.state, JSON.stringify(end.problem)).toBe('done');
  }
}
