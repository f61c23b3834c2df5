import { facilitySigns, isFacility, signColours, type FacilityKind } from './layers/facilities.ts';
import { isOldPlace, palettes, type OldPlaceKind } from './palette.ts';
import { drawPattern, patternSidePx } from './patterns.ts';
import { signGlyphs } from './sign-glyphs.ts';

const pixelRatio = 2;
const signSidePx = 22;

function drawSign(context: CanvasRenderingContext2D, kind: FacilityKind, scheme: 'light' | 'dark'): void {
  const middle = signSidePx / 2;
  context.beginPath();
  context.arc(middle, middle, middle - 1, 0, 2 * Math.PI);
  context.fillStyle = signColours[scheme][facilitySigns[kind]];
  context.fill();
  context.lineWidth = 1.4;
  context.strokeStyle = scheme === 'light' ? '#ffffff' : '#0a0f16';
  context.stroke();
  const glyph = 13;
  context.translate(middle - glyph / 2, middle - glyph / 2);
  context.scale(glyph / 24, glyph / 24);
  context.lineWidth = 2.4;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const path of signGlyphs[kind]) context.stroke(new Path2D(path));
}

/** Falling strokes in the colour of what nobody covers, over any ground. */
function drawHatch(context: CanvasRenderingContext2D, scheme: 'light' | 'dark', side: number): void {
  context.strokeStyle = palettes[scheme].uncovered;
  context.lineWidth = 1.4;
  context.beginPath();
  for (const shift of [-side, 0, side]) {
    context.moveTo(shift, 0);
    context.lineTo(shift + side, side);
  }
  context.stroke();
}

export interface DrawnImage { readonly data: ImageData; readonly pixelRatio: number }

/** The picture a style asks for by name (`pattern:KIND:SCHEME`, `sign:KIND:SCHEME`, `hatch:uncovered:SCHEME`), drawn here; null for a name that is none of ours. */
export function styleImage(id: string): DrawnImage | null {
  const [family, kind = '', scheme] = id.split(':');
  if (scheme !== 'light' && scheme !== 'dark') return null;
  const isPattern = family === 'pattern' && isOldPlace(kind);
  const isSign = family === 'sign' && isFacility(kind);
  const isHatch = family === 'hatch' && kind === 'uncovered';
  if (!isPattern && !isSign && !isHatch) return null;
  const side = (isSign ? signSidePx : patternSidePx) * pixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.scale(pixelRatio, pixelRatio);
  if (isHatch) drawHatch(context, scheme, patternSidePx);
  else if (isPattern) drawPattern(context, kind as OldPlaceKind, scheme);
  else drawSign(context, kind as FacilityKind, scheme);
  return { data: context.getImageData(0, 0, side, side), pixelRatio };
}
