import type { Scheme } from '../app/app-state.ts';

/** Colours of the base map: a quiet paper by day, a deep blue by night, so that one loud layer at a time can speak. */
export interface Palette {
  readonly land: string;
  readonly builtUp: string;
  readonly landUse: Readonly<Record<'residential' | 'commercial' | 'industrial' | 'public' | 'transport' | 'utility' | 'farm' | 'vacant', string>>;
  readonly green: string; readonly greenEdge: string; readonly greenText: string;
  readonly square: string;
  readonly water: string; readonly waterEdge: string; readonly waterText: string;
  readonly road: Readonly<Record<RoadClass, string>>;
  readonly casing: Readonly<Record<RoadClass, string>>;
  readonly rail: string; readonly railTie: string; readonly metro: string;
  readonly wall: string; readonly gate: string;
  /** Buildings from low to high. */
  readonly buildingLow: string; readonly buildingMid: string; readonly buildingHigh: string; readonly buildingEdge: string;
  readonly text: string; readonly textQuiet: string; readonly halo: string;
  readonly boundary: string; readonly boundaryText: string; readonly historic: string;
  readonly lightIntensity: number;
  /** Selection and highlights: counted, left out, not covered. */
  readonly selected: string; readonly counted: string; readonly leftOut: string; readonly uncovered: string;
}
export const roadClasses = ['motorway', 'expressway', 'arterial', 'secondary', 'branch', 'alley', 'path'] as const;
export type RoadClass = (typeof roadClasses)[number];

export const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    land: '#f2f0eb', builtUp: '#f5f2ec',
    landUse: { residential: '#f3eee4', commercial: '#f3e7e0', industrial: '#e9e6ee', public: '#f1ecd8', transport: '#ebe9e6', utility: '#e7e9ea', farm: '#eaefdc', vacant: '#efece3' },
    green: '#d3e4c5', greenEdge: '#b9d2a8', greenText: '#44703a', square: '#e9e4da',
    water: '#b4d3e3', waterEdge: '#94bdd2', waterText: '#3a7093',
    road: { motorway: '#f7d9a3', expressway: '#f8e0b4', arterial: '#ffffff', secondary: '#ffffff', branch: '#fdfcfa', alley: '#fbfaf7', path: '#d9cfbf' },
    casing: { motorway: '#d5b170', expressway: '#d8b67a', arterial: '#cfc8bc', secondary: '#d8d1c6', branch: '#ded8cd', alley: '#e4dfd6', path: '#f2f0eb' },
    rail: '#a39c93', railTie: '#f2f0eb', metro: '#7d6fb0', wall: '#b7aa98', gate: '#8b7d68',
    buildingLow: '#f6f2eb', buildingMid: '#ece5da', buildingHigh: '#dcd4c6', buildingEdge: '#d6cdbf',
    text: '#38434d', textQuiet: '#69757f', halo: '#ffffff',
    boundary: '#8c7aa8', boundaryText: '#75638f', historic: '#9a6b2f', lightIntensity: 0.22,
    selected: '#15191f', counted: '#0072b2', leftOut: '#7a7a7a', uncovered: '#d55e00',
  },
  dark: {
    land: '#0e141d', builtUp: '#101722',
    landUse: { residential: '#121b28', commercial: '#191b2b', industrial: '#171a29', public: '#191e21', transport: '#141b25', utility: '#141a22', farm: '#111c1d', vacant: '#131a22' },
    green: '#12291f', greenEdge: '#1b3b2d', greenText: '#7fb58a', square: '#1a222d',
    water: '#0b2537', waterEdge: '#143d58', waterText: '#6fa8cc',
    road: { motorway: '#66532f', expressway: '#5a4a2c', arterial: '#3a4857', secondary: '#2f3b49', branch: '#27323f', alley: '#212b37', path: '#3b3a36' },
    casing: { motorway: '#0a0f16', expressway: '#0a0f16', arterial: '#0a0f16', secondary: '#0a0f16', branch: '#0b1018', alley: '#0c1119', path: '#0e141d' },
    rail: '#5d6775', railTie: '#0e141d', metro: '#9d8fd6', wall: '#4c4a45', gate: '#8d8470',
    buildingLow: '#1c2836', buildingMid: '#28394e', buildingHigh: '#3d5875', buildingEdge: '#2c3d52',
    text: '#c3cfdc', textQuiet: '#8797a8', halo: '#0a0f16',
    boundary: '#8f7fb8', boundaryText: '#b3a4d8', historic: '#c99a5b', lightIntensity: 0.42,
    selected: '#ffffff', counted: '#56b4e9', leftOut: '#9aa3ad', uncovered: '#ff8a3d',
  },
};

/** Six kinds of places to renew. Okabe–Ito hues, told apart by pattern as well (map/patterns.ts), so no eye depends on hue alone. */
export const oldPlaceKinds = ['old_community', 'old_street_block', 'old_factory_area', 'old_market', 'urban_village', 'area_upgrade'] as const;
export type OldPlaceKind = (typeof oldPlaceKinds)[number];
export type PatternName = 'rising' | 'falling' | 'dots' | 'level' | 'cross' | 'plumb';
export interface OldPlaceLook { readonly light: string; readonly dark: string; readonly textLight: string; readonly pattern: PatternName }
export const oldPlaceLooks: Readonly<Record<OldPlaceKind, OldPlaceLook>> = {
  old_community: { light: '#0072b2', dark: '#4aa3dd', textLight: '#00517f', pattern: 'rising' },
  old_street_block: { light: '#e69f00', dark: '#f0c242', textLight: '#7d5600', pattern: 'falling' },
  old_factory_area: { light: '#cc79a7', dark: '#e59cc5', textLight: '#8a3d68', pattern: 'dots' },
  old_market: { light: '#009e73', dark: '#3fc79e', textLight: '#00664a', pattern: 'level' },
  urban_village: { light: '#d55e00', dark: '#ff8a3d', textLight: '#943f00', pattern: 'cross' },
  area_upgrade: { light: '#6a51a3', dark: '#a99be0', textLight: '#4c3783', pattern: 'plumb' },
};
export const isOldPlace = (kind: string): kind is OldPlaceKind => (oldPlaceKinds as readonly string[]).includes(kind);
/** Colour of an old-place kind in a scheme. */
export const oldPlaceColour = (kind: OldPlaceKind, scheme: Scheme) => oldPlaceLooks[kind][scheme];
