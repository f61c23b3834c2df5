/** A seeded synthetic city for benchmarks: blocks of parcels with houses, parks, roads and facilities at the density of the engine findings' city. */
import type { Dataset } from '#planning/coverage/dataset.ts';
import { datasetOf, rectangle, seeded, type SceneFeature } from '../support/scenes.ts';
import type { MetricGeometry } from '#planning/coverage/dataset-builder.ts';

export interface BenchCity { readonly dataset: Dataset; readonly sizeM: number }

const BLOCK_M = 100;

/** About 5 buildings and 1 parcel a block of 100 m × 100 m; 20 000 buildings make a city of 6.3 km × 6.3 km. */
export function benchCity(buildings: number, seed = 11): BenchCity {
  const random = seeded(seed);
  const blocks = Math.ceil(Math.sqrt(buildings / 5));
  const sizeM = blocks * BLOCK_M;
  const features: SceneFeature[] = [];
  const add = (layer: string, geometry: MetricGeometry, attributes: Record<string, unknown> = {}): void => { features.push({ layer, id: features.length + 1, geometry, attributes }); };
  const ring = (x: number, y: number, radiusM: number, corners: number): [number, number][] => Array.from({ length: corners }, (_, i) => {
    const reach = radiusM * (0.7 + 0.3 * random());
    return [x + reach * Math.cos((2 * Math.PI * i) / corners), y + reach * Math.sin((2 * Math.PI * i) / corners)];
  });
  for (let i = 0; i < blocks; i++) {
    for (let j = 0; j < blocks; j++) {
      const [x, y] = [i * BLOCK_M, j * BLOCK_M];
      if (random() < 0.55) add('land_use', { type: 'Polygon', coordinates: [ring(x + 50, y + 50, 46, 13)] }, { code: '070102' });
      if (random() < 0.03) add('old_community', { type: 'Polygon', coordinates: [ring(x + 50, y + 50, 45, 9)] }, { status: 'not_started' });
      for (let k = 0; k < 5; k++) add('building', { type: 'Polygon', coordinates: rectangle(x + 10 + 70 * random(), y + 10 + 70 * random(), 12, 10)[0] }, { use: 'residential', people: Math.floor(90 * random()) });
      const roadClass = i % 10 === 0 ? 'arterial' : i % 5 === 0 ? 'secondary' : 'branch';
      add('road', { type: 'LineString', coordinates: [[x, y], [x, y + BLOCK_M]] }, { class: roadClass, is_main_street: false, is_commercial: false });
      add('road', { type: 'LineString', coordinates: [[x, y], [x + BLOCK_M, y]] }, { class: 'alley' });
    }
  }
  const km2 = (sizeM / 1000) ** 2;
  const scatter = (layer: string, perKm2: number, attributes: () => Record<string, unknown>): void => {
    for (let i = 0; i < perKm2 * km2; i++) add(layer, { type: 'Point', coordinates: [sizeM * random(), sizeM * random()] }, { status: 'in_use', ...attributes() });
  };
  const oneOf = (values: readonly string[]) => () => ({ type: values[Math.floor(values.length * random())] });
  for (let i = 0; i < 6 * km2; i++) {
    add('green_space', { type: 'Polygon', coordinates: [ring(sizeM * random(), sizeM * random(), 20 + 90 * random() ** 3, 32)] }, { class: random() < 0.8 ? 'G14' : 'XG', open_to_public: random() < 0.95, riverside: random() < 0.1, status: 'in_use' });
  }
  scatter('school', 4, oneOf(['kindergarten', 'kindergarten', 'primary', 'middle', 'nine_year', 'high']));
  scatter('bus_stop', 8, () => ({}));
  scatter('public_toilet', 4, () => ({ class: ['I', 'II', 'III'][Math.floor(3 * random())] }));
  scatter('health_facility', 1.5, oneOf(['chc', 'station', 'hospital', 'clinic']));
  scatter('culture_facility', 1.5, oneOf(['centre', 'station', 'library']));
  scatter('sports_site', 4, oneOf(['gym', 'large_ground', 'medium_ground', 'small_ground', 'fitness_point']));
  scatter('elderly_facility', 1.5, oneOf(['day_care', 'nursing_home', 'care_home']));
  scatter('community_service', 2, oneOf(['service_centre', 'service_station', 'subdistrict_office']));
  scatter('commerce_poi', 40, oneOf(['market', 'supermarket', 'convenience_24h', 'convenience', 'breakfast', 'pharmacy', 'restaurant', 'barber', 'bank', 'telecom', 'express', 'grocery', 'other']));
  scatter('rail_station', 0.3, () => ({ type: 'metro' }));
  add('built_up_area', { type: 'Polygon', coordinates: [ring(sizeM / 2, sizeM / 2, sizeM * 0.6, 200)] });
  add('admin_division', { type: 'Polygon', coordinates: rectangle(0, 0, sizeM, sizeM)[0] }, { code: '1', level: 'city' });
  return { dataset: datasetOf(features), sizeM };
}
