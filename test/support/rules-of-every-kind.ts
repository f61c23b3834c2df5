import type { Rule } from '#planning/standards/rule.ts';
import { ruleBase } from './figures.ts';

const inUse = { status: { in: ['in_use'], absent: true } };
/** One rule of every kind and several of the ones with many ways, over the layers of a random scene. */
export const everyKindOfRule: readonly Rule[] = [
  { ...ruleBase, id: 'area', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'land_use', codes: ['0701', '0703'] },
    supply: [{ layer: 'green_space', where: { class: { in: ['G11', 'G12', 'G14'] }, ...inUse, open_to_public: { in: [true], absent: true } }, minAreaM2: 5000, radiusM: 500 },
      { layer: 'green_space', where: { class: { in: ['G11', 'G12', 'G14'] }, ...inUse }, minAreaM2: 500, maxAreaM2Exclusive: 5000, radiusM: 150 }] },
  { ...ruleBase, id: 'area within', kind: 'area_within_radius', unit: 'rate', within: 'built_up_area', demand: { layer: 'land_use', codes: ['07'] }, supply: [{ layer: 'school', where: inUse, radiusM: 120 }] },
  { ...ruleBase, id: 'area of lines', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'old_community' }, supply: [{ layer: 'road', where: { class: { in: ['arterial'] } }, radiusM: 60 }] },
  { ...ruleBase, id: 'people', kind: 'people_within_radius', unit: 'rate', supply: [{ layer: 'school', where: { type: { in: ['primary', 'nine_year'] }, ...inUse }, radiusM: 400 }, { layer: 'bus_stop', radiusM: 100 }] },
  { ...ruleBase, id: 'people within', kind: 'people_within_radius', unit: 'rate', within: 'built_up_area', supply: [{ layer: 'green_space', radiusM: 80 }] },
  { ...ruleBase, id: 'circle', kind: 'circle_completeness', unit: 'rate', categories: [
    { id: 'a', name: ruleBase.name, supply: [{ layer: 'bus_stop', radiusM: 500 }] }, { id: 'b', name: ruleBase.name, supply: [{ layer: 'school', where: inUse, radiusM: 300 }, { layer: 'public_toilet', radiusM: 200 }] }] },
  { ...ruleBase, id: 'streets', kind: 'street_length_within_radius', unit: 'rate', demand: [{ layer: 'road', where: { class: { in: ['arterial', 'secondary'] } } }, { layer: 'road', where: { is_main_street: { in: [true] } } }],
    supply: [{ layer: 'public_toilet', where: inUse, radiusM: 300 }, { layer: 'bus_stop', where: inUse, radiusM: 100 }] },
  { ...ruleBase, id: 'density', kind: 'density', unit: 'per_km2', supply: { layer: 'public_toilet', where: inUse } },
  { ...ruleBase, id: 'class', kind: 'class_at_place', unit: 'rate', supply: { layer: 'public_toilet' }, classAttribute: 'class', classOrder: ['I', 'II', 'III'], contextAttribute: 'siting_context', contexts: [
    { id: 'station', name: ruleBase.name, requires: 'I', near: [{ layer: 'bus_stop', radiusM: 150 }] }, { id: 'park', name: ruleBase.name, requires: 'II', near: [{ layer: 'green_space', radiusM: 100 }] },
    { id: 'scenic_area', name: ruleBase.name, requires: 'I', near: [] }, { id: 'other', name: ruleBase.name, requires: 'III', near: [] }] },
  { ...ruleBase, id: 'per person', kind: 'per_person', unit: 'm2_per_person', supply: { layer: 'green_space', where: { class: { in: ['G11', 'G12', 'G14', 'XG'] } } } },
  { ...ruleBase, id: 'count', kind: 'count_in_area', unit: 'count', supply: { layer: 'old_community' }, minShareInside: 0.5 },
  { ...ruleBase, id: 'parks by toilets', kind: 'area_within_radius', unit: 'rate', demand: { layer: 'green_space', where: { riverside: { in: [true] }, ...inUse } }, supply: [{ layer: 'public_toilet', radiusM: 300 }] },
  { ...ruleBase, id: 'homes beside shops', kind: 'shared_border', unit: 'm', border: { name: ruleBase.name, of: [{ layer: 'land_use', codes: ['0701', '0703'] }] }, along: { name: ruleBase.name, of: [{ layer: 'land_use', codes: ['0901', '14'] }] },
    nearness: { withinM: 1, confidence: 'low', basis: 'test' } },
  { ...ruleBase, id: 'parcels near parks', kind: 'shared_border', unit: 'm', within: 'built_up_area', border: { name: ruleBase.name, of: [{ layer: 'land_use', codes: ['0701'] }, { layer: 'old_community' }] }, along: { name: ruleBase.name, of: [{ layer: 'green_space', where: inUse }] },
    nearness: { withinM: 25, confidence: 'low', basis: 'test' } },
  { ...ruleBase, id: 'linked', kind: 'walking_links', unit: 'rate', categories: [
    { id: 'a', name: ruleBase.name, supply: [{ layer: 'bus_stop' }] }, { id: 'b', name: ruleBase.name, supply: [{ layer: 'public_toilet', where: inUse }, { layer: 'school' }] }] },
];
