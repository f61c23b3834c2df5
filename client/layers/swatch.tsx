import { useEffect, useRef } from 'react';
import { useAppState } from '../app/app-state.ts';
import { facilitySigns, isFacility, signColours } from '../map/layers/facilities.ts';
import { surveyLooks } from '../map/layers/survey.ts';
import { isOldPlace, oldPlaceColour, palettes, type OldPlaceKind, type Palette } from '../map/palette.ts';
import { drawPattern } from '../map/patterns.ts';
import { signGlyphs } from '../map/sign-glyphs.ts';
import classes from './layers.module.css';

const widthPx = 24;
const heightPx = 16;

/** Colour and pattern of an old place, drawn by the same code as on the map. */
function PatternSwatch({ kind }: { readonly kind: OldPlaceKind }) {
  const scheme = useAppState((s) => s.scheme);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const colour = oldPlaceColour(kind, scheme);
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, widthPx, heightPx);
    context.globalAlpha = 0.22;
    context.fillStyle = colour;
    context.fillRect(0, 0, widthPx, heightPx);
    context.globalAlpha = 0.85;
    for (const [x, y] of [[0, 0], [12, 0], [0, 12], [12, 12]] as const) {
      context.setTransform(2, 0, 0, 2, 2 * x, 2 * y);
      drawPattern(context, kind, scheme);
    }
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.globalAlpha = 1;
    context.lineWidth = 2.5;
    context.strokeStyle = colour;
    context.strokeRect(0.5, 0.5, widthPx - 1, heightPx - 1);
  }, [kind, scheme]);
  return <canvas ref={canvas} width={2 * widthPx} height={2 * heightPx} className={classes['swatch']} aria-hidden />;
}

type Drawing = { readonly fill: string; readonly edge?: string } | { readonly line: string; readonly casing?: string; readonly dash?: string };
function plainDrawing(kind: string, p: Palette): Drawing {
  const drawings: Readonly<Record<string, Drawing>> = {
    admin_division: { line: p.boundary, dash: '6 3 1.5 3' }, land_use: { fill: p.landUse.residential, edge: p.buildingEdge }, building: { fill: p.buildingMid, edge: p.buildingEdge }, road: { line: p.road.arterial, casing: p.casing.arterial },
    road_edge: { line: p.textQuiet, dash: '5 2' }, railway: { line: p.rail, dash: '5 3' }, water_body: { fill: p.water, edge: p.waterEdge }, green_space: { fill: p.green, edge: p.greenEdge }, square: { fill: p.square, edge: p.buildingEdge }, built_up_area: { fill: p.builtUp, edge: p.buildingEdge },
    historic_district: { line: p.historic, dash: '2 2' }, wall: { line: p.wall }, gate: { line: p.gate, dash: '0.1 6' }, idle_land: { line: p.textQuiet, dash: '1.5 2' }, unit_boundary: { line: p.selected, dash: '4 2' },
  };
  return drawings[kind] ?? { fill: p.land, edge: p.textQuiet };
}

/** The look of a layer kind in a legend. */
export function Swatch({ kind }: { readonly kind: string }) {
  const scheme = useAppState((s) => s.scheme);
  if (isOldPlace(kind)) return <PatternSwatch kind={kind} />;
  if (isFacility(kind)) {
    return (
      <svg className={classes['swatch']} viewBox="-4 -4 32 32" width={20} height={20} style={{ marginInline: 2 }} aria-hidden>
        <circle cx={12} cy={12} r={15} fill={signColours[scheme][facilitySigns[kind]]} />
        <g transform="translate(3 3) scale(0.75)" fill="none" stroke={scheme === 'light' ? '#fff' : '#0a0f16'} strokeWidth={2.4} strokeLinecap="round" strokeLinejoin="round">{signGlyphs[kind].map((path) => <path key={path} d={path} />)}</g>
      </svg>
    );
  }
  const survey = surveyLooks[scheme][kind];
  if (survey && 'point' in survey) return <svg className={classes['swatch']} viewBox="0 0 24 16" width={widthPx} height={heightPx} aria-hidden><circle cx={12} cy={8} r={4.5} fill={survey.point} /></svg>;
  const drawing = survey ? ('line' in survey ? { ...survey, dash: '6 3' } : { ...survey, edge: survey.fill }) : plainDrawing(kind, palettes[scheme]);
  return (
    <svg className={classes['swatch']} viewBox="0 0 24 16" width={widthPx} height={heightPx} aria-hidden>
      {'fill' in drawing
        ? <rect x={0.5} y={0.5} width={23} height={15} rx={2.5} fill={drawing.fill} stroke={drawing.edge} />
        : <>{drawing.casing && <path d="M0 8H24" stroke={drawing.casing} strokeWidth={7} />}<path d="M0 8H24" stroke={drawing.line} strokeWidth={drawing.casing ? 4.5 : 2.4} strokeDasharray={drawing.dash} strokeLinecap={kind === 'gate' ? 'round' : 'butt'} /></>}
    </svg>
  );
}
