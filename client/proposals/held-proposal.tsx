import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useAppState } from '../app/app-state.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { palettes } from '../map/palette.ts';
import { useMapValue } from '../map/use-map-view.ts';
import type { OverlayState } from './proposals-overlay.ts';
import { middleOfShape } from './shape-middle.ts';
import { proposalLook } from './proposal-look.ts';
import { useProposalState } from './proposal-state.ts';
import classes from './proposals.module.css';
import { useShownProposals, type ShownProposal } from './unit-proposals.ts';

type Place = readonly [lon: number, lat: number];
const cornersOf = ({ geometry }: ShownProposal): readonly (readonly Place[])[] => {
  if (geometry.type === 'Point') return [[geometry.coordinates]];
  return geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
};

/** Pixels of the map, from the proposal's first corner. */
function drawn(owner: MapOwner, proposal: ShownProposal): { readonly x: number; readonly y: number; readonly path: string; readonly middle: readonly [number, number]; readonly from: readonly [number, number] | null } {
  const rings = cornersOf(proposal).map((ring) => ring.map((place) => owner.map.project([...place])));
  const { x = 0, y = 0 } = rings[0]?.[0] ?? {};
  const isLine = proposal.geometry.type === 'LineString';
  const middle = owner.map.project([...middleOfShape(proposal.geometry)]);
  const from = proposal.existing && owner.map.project(proposal.existing.at);
  return {
    x, y, path: rings.map((ring) => `M${ring.map((point) => `${point.x - x},${point.y - y}`).join('L')}${isLine ? '' : 'Z'}`).join(''),
    middle: [middle.x - x, middle.y - y], from: from ? [from.x - x, from.y - y] : null,
  };
}

/** Whose picture is over the map: the one under the hand; dropped, it stays until the map has drawn it. */
function useHeldId(owner: MapOwner): string | null {
  const dragId = useProposalState((s) => s.drag?.id ?? null);
  const [heldId, setHeldId] = useState(dragId);
  if (dragId !== null && dragId !== heldId) setHeldId(dragId);
  useEffect(() => {
    if (dragId !== null || heldId === null) return;
    const letGo = () => setHeldId(null);
    owner.map.once('idle', letGo);
    return () => void owner.map.off('idle', letGo);
  }, [owner, dragId, heldId]);
  return dragId ?? heldId;
}

interface Props { readonly owner: MapOwner; readonly labels: ReadonlyMap<string, string>; readonly signs: OverlayState['signs'] }
/** The proposal under the hand, over the map and not in it: a move then costs the map no frame, and numbers need not wait for one. */
export function HeldProposal({ owner, labels, signs }: Props) {
  const cityId = useAppState((s) => s.cityId);
  const scheme = useAppState((s) => s.scheme);
  const id = useHeldId(owner);
  const proposal = useShownProposals(cityId).find((each) => each.id === id);
  useMapValue(owner, ({ map }) => `${map.getCenter().toString()} ${map.getZoom()} ${map.getBearing()} ${map.getPitch()}`, '');
  if (!proposal) return null;
  const { colour, closed, crossSize, selectedRadius, selectedWidth, signSize, nameSize, nameFrom } = proposalLook(scheme);
  const { halo, text } = palettes[scheme];
  const { x, y, path, middle: [mx, my], from } = drawn(owner, proposal);
  const isLine = proposal.geometry.type === 'LineString';
  const isPoint = proposal.geometry.type === 'Point';
  return createPortal(
    <svg className={classes['held']} style={{ transform: `translate(${x}px, ${y}px)` }} aria-hidden data-held={proposal.id}>
      {from && (
        <>
          <line x1={from[0]} y1={from[1]} x2={mx} y2={my} stroke={colour} strokeWidth={2} />
          <path d="M-6,-7L6,0L-6,7" fill="none" stroke={colour} strokeWidth={3} transform={`translate(${(from[0] + mx) / 2}, ${(from[1] + my) / 2}) rotate(${(Math.atan2(my - from[1], mx - from[0]) * 180) / Math.PI})`} />
          <text x={from[0]} y={from[1]} fontSize={crossSize} fontWeight={700} fill={closed} stroke={halo} strokeWidth={2} paintOrder="stroke" textAnchor="middle" dominantBaseline="central">×</text>
        </>
      )}
      {isPoint
        ? <circle r={selectedRadius + selectedWidth / 2} fill={halo} stroke={colour} strokeWidth={selectedWidth} />
        : <path d={path} fill={isLine ? 'none' : colour} fillOpacity={0.22} fillRule="evenodd" stroke={colour} strokeWidth={selectedWidth} strokeDasharray={`${2 * selectedWidth} ${selectedWidth}`} />}
      {/* Over its line, as on the map. */}
      {isLine && <circle cx={mx} cy={my} r={selectedRadius} fill={halo} stroke={colour} strokeWidth={selectedWidth} />}
      <text x={mx} y={my} fontSize={signSize} fontWeight={700} fill={colour} textAnchor="middle" dominantBaseline="central">{signs[proposal.action ?? 'build']}</text>
      {owner.map.getZoom() >= nameFrom && <text x={mx} y={my + 1.7 * nameSize} fontSize={nameSize} fill={text} stroke={halo} strokeWidth={3} paintOrder="stroke" textAnchor="middle" dominantBaseline="central">{labels.get(proposal.id) ?? proposal.name}</text>}
    </svg>,
    owner.map.getCanvasContainer(),
  );
}
