import type { Dataset } from '#planning/coverage/dataset.ts';
import type { MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import { datasetOf, scene, seeded, type SceneFeature } from '../../support/scenes.ts';

/** Layers every scene has, empty or not. */
export const LAYERS: readonly string[] = ['wall', 'gate', 'school', 'green_space', 'square', 'bus_stop', 'old_community', 'land_use'];

/**
 * A random piece of city to walk in: crooked streets on a grid with missing links, bridges, dead ends, footpaths that are closed, walled communities with open,
 * closed and no gates, parks with and without gates, facilities as points and polygons. Coordinates are whole centimetres, so places meet exactly.
 */
export function walkScene(seed: number, columns = 7): { dataset: Dataset; features: readonly SceneFeature[] } {
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const round = (value: number): number => Math.round(value * 100) / 100;
  const stepM = 80;
  const sizeM = stepM * (columns - 1);
  const at = (): [number, number] => [round(random() * sizeM), round(random() * sizeM)];
  const features: SceneFeature[] = [];
  const add = (layer: string, geometry: MetricGeometry, attributes: Record<string, unknown> = {}): void => { features.push({ layer, id: features.length + 1, geometry, attributes }); };
  const crossing = Array.from({ length: columns }, (_, i) => Array.from({ length: columns }, (__, k): [number, number] => [round(i * stepM + 30 * random()), round(k * stepM + 30 * random())]));

  for (let i = 0; i < columns; i++) {
    for (const line of [crossing[i], crossing.map((row) => row[i])]) {
      const from = Math.floor(random() * 2);
      const to = columns - Math.floor(random() * 2);
      add('road', { type: 'LineString', coordinates: line.slice(from, to) }, { class: pick(['branch', 'alley', 'secondary', 'branch', 'alley', 'branch', 'motorway']), foot: pick([null, null, null, null, null, null, true, false]), layer: pick([null, 0, 0, null, 0, 0, 1, -1]) });
    }
  }
  for (let n = 0; n < 6; n++) {
    const start = pick(pick(crossing));
    add('road', { type: 'LineString', coordinates: [start, at(), ...(random() < 0.5 ? [pick(pick(crossing))] : [])] }, { class: 'path', layer: pick([null, null, 1]) });
  }
  for (let n = 0; n < 3; n++) {
    const [x, y] = at();
    const w = round(50 + 60 * random());
    const h = round(50 + 60 * random());
    const ring: [number, number][] = [[x, y], [round(x + w), y], [round(x + w), round(y + h)], [x, round(y + h)], [x, y]];
    add(pick(['land_use', 'old_community']), { type: 'Polygon', coordinates: [ring] }, { code: '0701' });
    add('wall', { type: 'LineString', coordinates: ring.slice(0, 3 + Math.floor(random() * 3)) });
    for (let gates = Math.floor(random() * 3); gates > 0; gates--) {
      const along = random();
      const [a, b] = pick([[ring[0], ring[1]], [ring[1], ring[2]], [ring[2], ring[3]]] as const);
      add('gate', { type: 'Point', coordinates: [round(a[0] + along * (b[0] - a[0]) + 3 * random()), round(a[1] + along * (b[1] - a[1]) + 3 * random())] }, { open: pick([true, null, false]) });
    }
    for (let homes = 0; homes < 2; homes++) addHome(add, round(x + w * random()), round(y + h * random()), n + 1);
  }
  for (let n = 0; n < 3; n++) {
    const [x, y] = at();
    add('wall', { type: 'LineString', coordinates: [[x, y], [round(x + 60 * random()), round(y + 60 * random())]] });
  }
  for (let n = 0; n < 5; n++) {
    const [x, y] = at();
    const r = 5 + 40 * random();
    const ring = Array.from({ length: 6 }, (_, i): [number, number] => [round(x + r * (0.6 + 0.4 * random()) * Math.cos((i * Math.PI) / 3)), round(y + r * (0.6 + 0.4 * random()) * Math.sin((i * Math.PI) / 3))]);
    add(pick(['green_space', 'square', 'school']), { type: 'Polygon', coordinates: [[...ring, ring[0]]] }, { class: 'G11', type: 'primary' });
    if (random() < 0.4) add('gate', { type: 'Point', coordinates: [round(ring[0][0] + random()), ring[0][1]] }, { open: pick([true, false]) });
  }
  for (let n = 0; n < 5; n++) add(pick(['school', 'bus_stop']), { type: 'Point', coordinates: at() }, { type: 'primary' });
  for (let n = 0; n < 12; n++) addHome(add, ...at(), 2 ** (n % 6));
  for (let n = 0; n < 4; n++) {
    const [x, y] = at();
    add('land_use', { type: 'Polygon', coordinates: [[[x, y], [round(x + 50), y], [round(x + 50), round(y + 50)], [round(x + 40), round(y + 50)], [round(x + 40), round(y + 8)], [x, round(y + 8)], [x, y]]] }, { code: '0701' });
  }
  return { dataset: datasetOf(features, LAYERS), features };
}

function addHome(add: (layer: string, geometry: MetricGeometry, attributes?: Record<string, unknown>) => void, x: number, y: number, people: number): void {
  add('building', { type: 'Polygon', coordinates: [[[x - 4, y - 4], [x + 4, y - 4], [x + 4, y + 4], [x - 4, y + 4], [x - 4, y - 4]]] }, { people });
}

/** The same on the coordinates of a real zone. */
export function movedScene(seed: number, dx: number, dy: number): { dataset: Dataset } {
  return { dataset: scene(walkScene(seed).features, LAYERS).moved(dx, dy).dataset() };
}
