/** Metres a CSS pixel spans at a latitude and zoom, for 512-pixel tiles on the sphere of Web Mercator. */
export const metresPerPixel = (lat: number, zoom: number): number => (40_075_016.685_578_5 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);

export interface Scale { readonly metres: number; readonly widthPx: number }
/** The roundest length (1, 2 or 5 times a power of ten) that fits into `maxPx`. */
export function scaleFor(metresAPixel: number, maxPx: number): Scale {
  const most = metresAPixel * maxPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = power * (most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1);
  return { metres, widthPx: metres / metresAPixel };
}
