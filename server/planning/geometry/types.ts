/** Planar geometry in metres of a city's metric CRS. GeoJSON nesting; rings closed. */
export type Position = readonly [x: number, y: number];
export type Ring = readonly Position[];
/** [shell, ...holes] */
export type PolygonCoords = readonly Ring[];
export type MultiPolygonCoords = readonly PolygonCoords[];

/** Longitude and latitude in degrees (WGS 84 / CGCS2000, treated as the same: standards.md §3.1 fact 6). */
export interface LonLatPolygon { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly number[])[])[] }
export interface LonLatMultiPolygon { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[] }
export type LonLatArea = LonLatPolygon | LonLatMultiPolygon;
