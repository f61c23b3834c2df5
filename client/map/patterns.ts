import { oldPlaceColour, oldPlaceLooks, type OldPlaceKind, type PatternName } from './palette.ts';

/** Side of a pattern tile in CSS pixels; the drawing repeats without a seam. */
export const patternSidePx = 12;

type Pen = Pick<CanvasRenderingContext2D, 'beginPath' | 'moveTo' | 'lineTo' | 'arc' | 'stroke' | 'fill'>;
function line(pen: Pen, ...points: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  pen.stroke();
}
/** A diagonal and its two neighbours' corners, so that the stroke continues over the tile's edge. */
function diagonal(pen: Pen, s: number, rising: boolean): void {
  for (const shift of [-s, 0, s]) line(pen, rising ? [shift, s] : [shift, 0], rising ? [shift + s, 0] : [shift + s, s]);
}

const drawings: Readonly<Record<PatternName, (pen: Pen, s: number) => void>> = {
  rising: (pen, s) => diagonal(pen, s, true),
  falling: (pen, s) => diagonal(pen, s, false),
  dots: (pen, s) => {
    for (const [x, y] of [[s / 4, s / 4], [3 * s / 4, 3 * s / 4]] as const) {
      pen.beginPath();
      pen.arc(x, y, 1.5, 0, 2 * Math.PI);
      pen.fill();
    }
  },
  level: (pen, s) => { line(pen, [0, s / 4], [s, s / 4]); line(pen, [0, 3 * s / 4], [s, 3 * s / 4]); },
  cross: (pen, s) => { diagonal(pen, s, true); diagonal(pen, s, false); },
  plumb: (pen, s) => line(pen, [s / 2, 0], [s / 2, s]),
};

/** Draws one tile of a kind's pattern; the same on the map and in the legend. */
export function drawPattern(context: CanvasRenderingContext2D, kind: OldPlaceKind, scheme: 'light' | 'dark', side = patternSidePx): void {
  const colour = oldPlaceColour(kind, scheme);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.25;
  drawings[oldPlaceLooks[kind].pattern](context, side);
}
