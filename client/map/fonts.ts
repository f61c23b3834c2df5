import unicode from '@fontsource/noto-sans-sc/unicode.json';
import type { FontFacesSpecification } from 'maplibre-gl';

/**
 * Map labels come from our own slices of Noto Sans SC: each slice says which code points it has, and only the slices a view needs are
 * fetched. No glyph server, no font on the machine, no outside request. (CSS @font-face does not reach map text.)
 */
const files = {
  400: import.meta.glob<string>('../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-400-normal.woff2', { query: '?url', import: 'default', eager: true }),
  700: import.meta.glob<string>('../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-700-normal.woff2', { query: '?url', import: 'default', eager: true }),
};

/** Names for `text-font`. */
export const regularFont = ['RenewMap Regular'];
export const boldFont = ['RenewMap Bold'];

function faces(weight: 400 | 700): { url: string; 'unicode-range': string[] }[] {
  return Object.entries(unicode as Record<string, string>).flatMap(([key, range]) => {
    const slice = key.replace(/[[\]]/g, '');
    const url = files[weight][`../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-${slice}-${weight}-normal.woff2`];
    return url ? [{ url: new URL(url, document.baseURI).href, 'unicode-range': range.split(',') }] : [];
  });
}

let built: FontFacesSpecification | null = null;
/** The `font-faces` of every style of this app. */
export function fontFaces(): FontFacesSpecification {
  built ??= { [regularFont[0] as string]: faces(400), [boldFont[0] as string]: faces(700) };
  return built;
}
