/** What surveys and inspections add to the made-up city: attributes somebody wrote down or did not, land of other classifications, layers of their own. */
import { blob, cityEdgeM, cityOrigin, polygonWkt, randomFrom, type CityFeature } from './random-city.ts';

type Attrs = Readonly<Record<string, unknown>>;

export function withSurveys(features: readonly CityFeature[], random: () => number): CityFeature[] {
  const whole = (to: number): number => Math.floor(random() * to);
  const yes = (share: number): boolean => random() < share;
  const noted = (values: Attrs): Attrs => Object.fromEntries(Object.entries(values).filter(() => !yes(0.15)));
  const somewhere = (): [number, number] => [cityOrigin[0] + random() * cityEdgeM, cityOrigin[1] + random() * cityEdgeM];
  const result = features.map((feature): CityFeature => ({ ...feature, attrs: { ...feature.attrs, ...noted(surveyed(feature.kind, whole, yes)) } }));
  const add = (kind: string, count: number, attrs: () => Attrs, wkt: () => string): void => {
    for (let i = 0; i < count; i += 1) result.push({ kind, name: null, attrs: attrs(), wkt: wkt() });
  };
  const blobs = (kind: string, count: number, radiusM: number, attrs: () => Attrs): void => add(kind, count, attrs, () => polygonWkt([blob(random, somewhere(), radiusM)]));
  const lines = (kind: string, count: number, attrs: () => Attrs): void => add(kind, count, attrs, () => `LINESTRING(${Array.from({ length: 4 }, () => somewhere().join(' ')).join(',')})`);
  const points = (kind: string, count: number, attrs: () => Attrs): void => add(kind, count, attrs, () => `POINT(${somewhere().join(' ')})`);

  for (const [version, codes] of Object.entries({ SD3: ['0701', '0702', '0810', '0810A', '05', '1001', '06'], 'GB50137-2011': ['R2', 'R22', 'G1', 'B1', 'A33', 'M1'], YDYH2020: ['0701', '0702'] })) {
    for (const code of codes) blobs('land_use', 4, 60, () => ({ code, classification_version: version, ...noted({ sewage_connected: yes(0.7) }) }));
  }
  blobs('water_body', 10, 80, () => ({ type: 'lake', ...noted({ black_odorous: yes(0.4) }) }));
  blobs('green_space', 3, 450, () => ({ class: 'G11', status: 'in_use' }));
  blobs('green_space', 3, 180, () => ({ class: 'G12', status: 'in_use', open_to_public: true }));
  blobs('green_cover', 40, 60, () => ({}));
  blobs('sponge_area', 5, 300, () => ({}));
  blobs('residential_community', 40, 90, () => noted({ build_year: 2010 + whole(16), households: whole(900), complete: yes(0.4), has_sports: yes(0.5), has_clinic: yes(0.5), has_elderly_station: yes(0.5), has_convenience: yes(0.5) }));
  lines('greenway', 4, () => ({ status: 'in_use' }));
  lines('pipe_network', 40, () => ({ kind: ['water', 'sewage', 'storm', 'combined', 'gas'][whole(5)], ...noted({ install_year: 1950 + whole(75), material: ['ductile_iron', 'steel', 'grey_iron', 'concrete'][whole(4)] }) }));
  points('waterlogging_point', 20, () => ({ status: yes(0.7) ? 'eliminated' : 'remaining' }));
  points('drinking_water_point', 15, () => ({ status: 'in_use' }));
  points('illegal_structure', 15, () => ({ type: yes(0.5) ? 'rooftop' : 'ground', status: yes(0.5) ? 'standing' : 'demolished' }));
  points('culture_facility', 6, () => ({ type: yes(0.5) ? 'library' : 'centre', status: 'in_use', floor_area_m2: 200 + whole(5000) }));
  points('elderly_facility', 8, () => ({ type: 'care_home', status: 'in_use', floor_area_m2: 2000 + whole(6000) }));
  points('elderly_facility', 4, () => ({ type: 'nursing_home', status: 'in_use', floor_area_m2: 5000 + whole(6000) }));
  // What only the rules on adjacency, ways and markets read.
  for (const code of ['0902', '0801']) blobs('land_use', 4, 60, () => ({ code }));
  points('produce_market', 12, () => ({ type: 'large_wholesale', ...noted({ status: yes(0.8) ? 'in_use' : 'closed' }) }));
  points('produce_market', 40, () => ({ type: 'second_level_distribution', status: 'in_use' }));
  // The centre of the sectors stands near the north edge of the city: some in every direction from it.
  for (const [east, north] of [[3630, 4250], [3160, 4400], [2500, 4260]]) result.push({ kind: 'produce_market', name: null, attrs: { type: 'second_level_distribution' }, wkt: `POINT(${cityOrigin[0] + east} ${cityOrigin[1] + north})` });
  return result.map((feature) => (feature.kind === 'road' ? { ...feature, attrs: { ...feature.attrs, ...noted({ street_cleared: yes(0.6) }) } } : feature));
}

/** A county in the middle of the made-up city, for the rule that asks after this one; elsewhere it would be one division more. */
export const xingyang = (): CityFeature => ({
  kind: 'admin_division', name: 'Xingyang', attrs: { code: '410182', level: 'county' }, wkt: polygonWkt([blob(randomFrom(182), [cityOrigin[0] + cityEdgeM / 2, cityOrigin[1] + cityEdgeM / 2], 900)]),
});

function surveyed(kind: string, whole: (to: number) => number, yes: (share: number) => boolean): Attrs {
  const floor = { floor_area_m2: 20 + whole(9000) };
  switch (kind) {
    case 'road': return { has_lamp: yes(0.8), lamps: 20 + whole(40), lamps_lit: whole(20), cables_underground: yes(0.5), dead_end: yes(0.3), dead_end_opened: yes(0.2) };
    case 'land_use': return { sewage_connected: yes(0.7) };
    case 'building': return { height_m: 6 + whole(110), build_year: 1980 + whole(46), households: whole(50), green_building: yes(0.3) };
    case 'green_space': return { in_historic_district: yes(0.2) };
    case 'school': return { ...floor, places: 90 * whole(20), inclusive: yes(0.6) };
    case 'health_facility': return { ...floor, beds: whole(800), public: yes(0.7) };
    case 'sports_site': return { area_m2: 50 + whole(6000) };
    case 'waste_station': return { land_area_m2: 60 + whole(200) };
    case 'parking': return { spaces: whole(400), public: yes(0.5) };
    case 'old_community': return { water_supplied: yes(0.9), gas_supplied: yes(0.7), heat_supplied: yes(0.5), power_supplied: yes(0.9) };
    case 'culture_facility': case 'elderly_facility': case 'community_service': case 'commerce_poi': case 'public_toilet': return floor;
    default: return {};
  }
}
