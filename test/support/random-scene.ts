import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import { datasetOf, seeded, type SceneFeature } from './scenes.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { MetricGeometry } from '#planning/coverage/dataset-builder.ts';

/**
 * A random piece of city, sizeM × sizeM, with everything that makes kernels err: crooked and overlapping parcels, shared edges, holes, parks in two parts,
 * several states and classes, absent attributes, schools as points and as polygons.
 */
export function randomScene(seed: number, sizeM = 1600): { dataset: Dataset; area: MultiPolygonCoords; features: readonly SceneFeature[] } {
  const random = seeded(seed);
  const at = (margin = 0): number => -margin + random() * (sizeM + 2 * margin);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const features: SceneFeature[] = [];
  const add = (layer: string, geometry: MetricGeometry, attributes: Record<string, unknown> = {}): void => { features.push({ layer, id: features.length + 1, geometry, attributes }); };
  const blob = (x: number, y: number, radiusM: number, corners = 5 + Math.floor(random() * 6)): [number, number][] =>
    Array.from({ length: corners }, (_, i) => {
      const angle = (2 * Math.PI * i) / corners;
      const reach = radiusM * (0.5 + 0.5 * random());
      return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
    });
  const status = (): string | null => pick(['in_use', 'in_use', 'in_use', null, 'closed', 'planned', 'construction', 'demolished']);

  for (let i = 0; i < 40; i++) add('land_use', { type: 'Polygon', coordinates: [blob(at(100), at(100), 20 + 90 * random())] }, { code: pick(['0701', '070102', '0703', '070100', '0901', '1401']) });
  const [x0, y0] = [at(), at()];
  for (let i = 0; i < 6; i++) add('land_use', { type: 'Polygon', coordinates: [[[x0 + 40 * i, y0], [x0 + 40 * (i + 1), y0], [x0 + 40 * (i + 1), y0 + 60], [x0 + 40 * i, y0 + 60]]] }, { code: '0701' });
  add('land_use', { type: 'Polygon', coordinates: [[[300, 300], [500, 300], [500, 500], [300, 500]], [[350, 350], [350, 450], [450, 450], [450, 350]]] }, { code: '0701' });
  for (let i = 0; i < 9; i++) {
    const attributes = { class: pick(['G11', 'G12', 'G14', 'G2', 'G3', 'XG']), open_to_public: pick([true, true, null, false]), riverside: pick([true, false, null]), status: status() };
    const [x, y, radiusM] = [at(300), at(300), 10 + 70 * random()];
    if (i % 3 === 0) add('green_space', { type: 'MultiPolygon', coordinates: [[blob(x, y, radiusM)], [blob(x + 2.5 * radiusM, y, radiusM)]] }, attributes);
    else add('green_space', { type: 'Polygon', coordinates: [blob(x, y, radiusM)] }, attributes);
  }
  for (let i = 0; i < 60; i++) add('building', { type: 'Polygon', coordinates: [blob(at(100), at(100), 8)] }, { people: pick([1, 2, 4, 8, 16, 0, null]) });
  for (let i = 0; i < 12; i++) {
    const attributes = { type: pick(['kindergarten', 'primary', 'middle', 'nine_year', 'high']), status: status() };
    add('school', i % 2 === 0 ? { type: 'Point', coordinates: [at(200), at(200)] } : { type: 'Polygon', coordinates: [blob(at(200), at(200), 40)] }, attributes);
  }
  for (let i = 0; i < 8; i++) add('public_toilet', { type: 'Point', coordinates: [at(300), at(300)] }, { class: pick(['I', 'II', 'III', null]), siting_context: pick([null, null, 'station', 'other']), status: status() });
  for (let i = 0; i < 8; i++) add('bus_stop', { type: 'Point', coordinates: [at(300), at(300)] }, { status: status() });
  for (let i = 0; i < 14; i++) add('road', { type: 'LineString', coordinates: [[at(200), at(200)], [at(200), at(200)], [at(200), at(200)]] }, { class: pick(['arterial', 'secondary', 'branch', 'alley', 'path']), is_main_street: pick([true, false, null]) });
  for (let i = 0; i < 8; i++) add('old_community', { type: 'Polygon', coordinates: [blob(at(), at(), 80)] }, { status: 'not_started' });
  add('built_up_area', { type: 'Polygon', coordinates: [blob(sizeM / 2, sizeM / 2, sizeM * 0.75, 9)] });
  const surveyed32 = seeded(seed + 7919);
  const corners = 6 + Math.floor(random() * 20);
  const ring = blob(sizeM / 2, sizeM / 2, sizeM * (0.2 + 0.5 * random()), corners);
  const surveyed = features.map((feature) => ({ ...feature, attributes: { ...feature.attributes, ...surveyOf(feature.layer, surveyed32) } }));
  return { dataset: datasetOf(surveyed), area: [[[...ring, ring[0]]]], features: surveyed };
}

/** What somebody wrote down of a feature, or did not; a stream of its own, so that the scenes stay what they were. */
function surveyOf(layer: string, random: () => number): Record<string, unknown> {
  const or = (value: unknown): unknown => (random() < 0.2 ? null : value);
  switch (layer) {
    case 'road': return { has_lamp: or(random() < 0.7), lamps: or(30 + Math.floor(40 * random())), lamps_lit: or(Math.floor(30 * random())) };
    case 'school': return { places: or(90 * Math.floor(9 * random())), floor_area_m2: or(Math.floor(5000 * random())), inclusive: or(random() < 0.5) };
    case 'land_use': return random() < 0.3 ? { classification_version: 'SD3' } : {};
    case 'building': return { households: or(Math.floor(50 * random())) };
    default: return {};
  }
}
