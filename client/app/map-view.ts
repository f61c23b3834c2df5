/** Where the map looks: degrees, zoom, and degrees of bearing and pitch. */
export interface MapView { readonly lon: number; readonly lat: number; readonly zoom: number; readonly bearing: number; readonly pitch: number }

/** `116.35123,39.96012,14.52` with `,bearing,pitch` only when the map is turned or tilted. Five decimals are about a metre. */
export function formatView(view: MapView): string {
  const parts = [view.lon.toFixed(5), view.lat.toFixed(5), view.zoom.toFixed(2)];
  const bearing = Math.round(view.bearing);
  const pitch = Math.round(view.pitch);
  if (bearing !== 0 || pitch !== 0) parts.push(String(bearing), String(pitch));
  return parts.join(',');
}

/** The view an address names; null when it is none a map can show. */
export function parseView(text: string | null | undefined): MapView | null {
  if (!text) return null;
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if ((numbers.length !== 3 && numbers.length !== 5) || !numbers.every(Number.isFinite)) return null;
  const [lon, lat, zoom, bearing = 0, pitch = 0] = numbers as [number, number, number, number?, number?];
  if (Math.abs(lon) > 180 || Math.abs(lat) > 85 || zoom < 0 || zoom > 24 || Math.abs(bearing) > 360 || pitch < 0 || pitch > 85) return null;
  return { lon, lat, zoom, bearing, pitch };
}
