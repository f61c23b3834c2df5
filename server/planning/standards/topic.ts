/**
 * What a rule asks after, whoever asks: rules of one topic are the same question under several documents and may stand side by side, whatever their kind,
 * unit, radius or denominator. A closed list: a rule set that needs another subject adds it here and its words in the client's catalogues.
 */
export const TOPICS = [
  'green_300', 'park_500', 'park_100', 'park_rate', 'park_per_person', 'green_rate', 'green_cover', 'circle_green', 'greenway',
  'kindergarten', 'nursery', 'primary', 'middle',
  'chc', 'health_station', 'elderly', 'community_service',
  'culture', 'sports', 'sports_area', 'square',
  'market', 'shops', 'commerce_separation',
  'circle_5', 'circle_10', 'circle_15', 'complete_community',
  'bus', 'rail', 'walk_links', 'road_density', 'dead_end', 'lamps', 'cables', 'parking',
  'toilet', 'toilet_class', 'waste', 'fire', 'drinking_water',
  'pipes', 'black_water', 'waterlogging', 'sponge', 'building_height', 'population_density', 'illegal_structures', 'street_clearance',
  'demonstration_area', 'renewal_areas', 'market_network', 'clinic', 'hospital_beds', 'police', 'green_building',
] as const;

export type Topic = (typeof TOPICS)[number];
