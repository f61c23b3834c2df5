import { RingTest, signedArea } from './area.ts';
import { borderRing, walkBorder, type Box } from './box.ts';
import type { CoastChain } from './chains.ts';
import { placeRings, type DrawnRing } from './islands.ts';
import { clipCoast, drawIn, type CoastPiece } from './pieces.ts';
import type { Doubt, Sea } from './sea-shape.ts';

export interface SeaResult {
  readonly seas: readonly Sea[];
  readonly doubts: readonly Doubt[];
  /** Where sea was drawn at all: the bounds, or less where the coast ends before them. */
  readonly box: Box;
  /** Ways whose loose ends made the box smaller. */
  readonly drawnIn: readonly number[];
}

const waysOf = (parts: readonly { readonly ways: readonly number[] }[]): number[] => [...new Set(parts.flatMap((part) => part.ways))];

interface Event { readonly at: number; readonly piece: CoastPiece; readonly isEntry: boolean }

/** The ends on the border, clockwise. Where one piece leaves and another comes in at the same spot, the leaving one is first, so that they join. */
function eventsOf(pieces: readonly CoastPiece[]): Event[] {
  const events: Event[] = [];
  for (const piece of pieces) {
    if (piece.entry !== null) events.push({ at: piece.entry, piece, isEntry: true });
    if (piece.exit !== null) events.push({ at: piece.exit, piece, isEntry: false });
  }
  return events.sort((a, b) => a.at - b.at || Number(a.isEntry) - Number(b.isEntry));
}

/**
 * Closes pieces along the border. Where a coast leaves the box its water lies clockwise of it, up to the next coast, which must come in there. Whatever meets
 * something else (another coast that leaves, or one that ends inside) is in doubt, with all it was joined to.
 */
function closeLoops(pieces: readonly CoastPiece[], box: Box): { readonly loops: Sea[]; readonly doubts: Doubt[] } {
  const events = eventsOf(pieces);
  const next = new Map<CoastPiece, Event>();
  events.forEach((event, i) => { if (!event.isEntry) next.set(event.piece, events[(i + 1) % events.length]!); });
  const loops: Sea[] = [];
  const doubts: Doubt[] = [];
  const done = new Map<CoastPiece, Doubt['code'] | null>();
  for (const start of pieces) {
    if (done.has(start) || start.entry === null || start.exit === null) continue;
    const path: CoastPiece[] = [];
    let piece = start;
    let fault: Doubt['code'] | null;
    do {
      path.push(piece);
      const { piece: other, isEntry } = next.get(piece)!;
      if (!isEntry) fault = 'osm_coast_contradiction';
      else if (other.exit === null) fault = 'osm_coast_open';
      else fault = done.get(other) ?? null; // it may have come to nothing already
      piece = other;
    } while (fault === null && piece !== start);
    for (const member of path) done.set(member, fault);
    if (fault !== null) { doubts.push({ code: fault, ways: waysOf([...path, piece]) }); continue; }
    const shell = path.flatMap((member, i) => [...member.points, ...walkBorder(box, member.points[member.points.length - 1]!, path[(i + 1) % path.length]!.points[0]!)]);
    shell.push(shell[0]!);
    const area = signedArea(shell);
    if (area < 0) loops.push({ shell, holes: [], ways: waysOf(path) });
    else if (area > 0) doubts.push({ code: 'osm_coast_contradiction', ways: waysOf(path) });
  }
  return { loops, doubts };
}

/** Takes out the seas that a loose end reaches into: where a coast breaks off, nobody knows which side is which. */
function withoutLooseEnds(loops: readonly Sea[], loose: readonly CoastPiece[]): { readonly kept: Sea[]; readonly doubts: Doubt[] } {
  const kept: Sea[] = [];
  const doubts: Doubt[] = [];
  const told = new Set<CoastPiece>();
  for (const loop of loops) {
    const test = new RingTest([loop.shell]);
    const within = loose.filter(({ points }) => points.some((position) => test.holds(position)));
    if (within.length === 0) kept.push(loop); else doubts.push({ code: 'osm_coast_open', ways: waysOf([loop, ...within]) });
    for (const piece of within) told.add(piece);
  }
  const rest = loose.filter((piece) => !told.has(piece));
  return { kept, doubts: [...doubts, ...rest.map(({ ways }): Doubt => ({ code: 'osm_coast_open', ways }))] };
}

/**
 * Sea from coastlines, by OpenStreetMap's rule (https://wiki.openstreetmap.org/wiki/Tag:natural=coastline): water on the right of a way's direction. The bounds
 * are where the coast is known; it is cut off there and the water is closed along them. Land is never flooded on a guess: what does not close without
 * contradiction gives no sea and is named. No coast at all is no sea.
 */
export function seaOf(chains: readonly CoastChain[], bounds: Box, drawInLimit: number): SeaResult {
  const { box, ways: drawnIn } = drawIn(chains, bounds, drawInLimit);
  const { pieces, rings, outside } = clipCoast(chains, box);
  const doubts: Doubt[] = outside.length > 0 ? [{ code: 'osm_coast_outside', ways: waysOf(outside) }] : [];
  const closed = closeLoops(pieces, box);
  const { kept, doubts: open } = withoutLooseEnds(closed.loops, pieces.filter(({ entry, exit }) => entry === null || exit === null));
  const drawn: DrawnRing[] = rings.map(({ ways, points }) => ({ ways, points, area: signedArea(points) }));
  const islands = placeRings(kept, drawn, pieces.length === 0 ? borderRing(box) : null);
  return { seas: [...kept, ...islands.seas], doubts: [...doubts, ...closed.doubts, ...open, ...islands.doubts], box, drawnIn };
}
