import type { Bounds } from '#contract/common.ts';
import type { CrsCandidate, Datum, evidence } from '#contract/deliveries.ts';
import type { Static } from 'typebox';
import { parseSourceCrs, type SourceCrs } from '../source-crs.ts';
import { crsFromNumbers, looksLike, type NumbersGuess } from './from-numbers.ts';
import { readPrj } from './prj.ts';
import type { CandidateReason } from './reasons.ts';

type BoundsBox = Static<typeof Bounds>;
type Evidence = (typeof evidence)[number];

/** What is known of where a layer may lie. */
export interface CrsClues {
  /** CRS the user states, or one remembered for a source like this. */
  readonly user?: string | null;
  readonly remembered?: string | null;
  /** As the file declares it (`crs` of an old GeoJSON, a GeoPackage's reference system): any spelling `epsgCode` reads. */
  readonly stated: string | null;
  /** The words of the .prj. */
  readonly prjText: string | null;
  /** False: the text stands in the file itself. */
  readonly isPrj?: boolean;
  /** What the format demands, e.g. `EPSG:4326` for KML, GPX, OSM and GeoJSON. */
  readonly formatCrs: string | null;
  /** Some positions as they stand in the source, spread over the layer; a few hundred will do. */
  readonly sample: readonly (readonly [x: number, y: number])[];
  /** The city the layer is for: its metric CRS and the extent of its layers in degrees. */
  readonly city: { readonly srid: number | null; readonly bounds: BoundsBox | null } | null;
}

/** Degrees around a city that still count as its place. */
const CITY_MARGIN = 0.5;
const RANK = { certain: 0, likely: 1, possible: 2 } as const;
const TRUST: Readonly<Record<Evidence, number>> = { user: 0, remembered: 1, format: 2, declared: 3, detected: 4, numbers: 5, city: 6 };

interface Draft { crs: string; from: Evidence; confidence: keyof typeof RANK; why: CandidateReason }

/** A few positions in degrees and their box; null where the CRS makes no degrees of the numbers. The 2nd and 98th percentile: a stray does not widen it. */
function placed(source: SourceCrs, sample: CrsClues['sample']): BoundsBox | null {
  const lons: number[] = [], lats: number[] = [];
  const toDegrees = degreesOf(source);
  for (const [x, y] of sample) {
    const [lon, lat] = source.isSwapped ? toDegrees(y, x) : toDegrees(x, y);
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) continue;
    lons.push(lon);
    lats.push(lat);
  }
  if (lons.length === 0 || lons.length < sample.length / 2) return null;
  lons.sort((a, b) => a - b);
  lats.sort((a, b) => a - b);
  const low = Math.floor(lons.length * 0.02), high = lons.length - 1 - low;
  return [lons[low]!, lats[low]!, lons[high]!, lats[high]!];
}

function degreesOf({ base }: SourceCrs): (x: number, y: number) => [number, number] {
  // For a candidate's extent the offset of half a kilometre does not matter.
  return typeof base === 'string' ? (x, y) => [x, y] : base.inverse;
}

function isInCity(box: BoundsBox | null, city: BoundsBox): boolean {
  if (!box) return false;
  const lon = (box[0] + box[2]) / 2, lat = (box[1] + box[3]) / 2;
  return lon >= city[0] - CITY_MARGIN && lon <= city[2] + CITY_MARGIN && lat >= city[1] - CITY_MARGIN && lat <= city[3] + CITY_MARGIN;
}

/** What files and people say, each held against the numbers. */
function said(clues: CrsClues): Draft[] {
  const drafts: Draft[] = [];
  const add = (text: string | null | undefined, from: Evidence, why: CandidateReason, confidence: Draft['confidence']) => {
    const source = text ? parseSourceCrs(text) : null;
    if (!source) return;
    const agrees = clues.sample.length === 0 || looksLike(source, clues.sample);
    drafts.push({ crs: nameOf(source), from, confidence: agrees ? confidence : 'possible', why: agrees ? why : from === 'declared' && why === 'prj_names_it' ? 'prj_contradicts_numbers' : 'statement_contradicts_numbers' });
  };
  add(clues.user, 'user', 'user_states_it', 'certain');
  add(clues.remembered, 'remembered', 'remembered', 'likely');
  const prj = readPrj(clues.prjText);
  if (prj.epsg !== null) add(`EPSG:${prj.epsg}`, 'declared', clues.isPrj === false ? 'file_names_it' : 'prj_names_it', 'certain');
  add(clues.stated, 'declared', 'file_names_it', 'certain');
  add(clues.formatCrs, 'format', 'format_demands_it', clues.stated || prj.epsg !== null ? 'possible' : 'certain');
  return drafts;
}

const nameOf = ({ base, isSwapped }: SourceCrs): string => `${isSwapped ? 'swap:' : ''}${typeof base === 'string' ? base : `EPSG:${base.code}`}`;

/** What the numbers say, as drafts; where a statement contradicts them they are the likelier truth. */
function counted(guesses: readonly NumbersGuess[], contradicted: boolean): Draft[] {
  return guesses.map(({ crs, why, confidence }) => ({ crs, from: 'numbers' as const, why, confidence: contradicted && confidence === 'possible' ? 'likely' as const : confidence }));
}

/**
 * What a source's coordinates may be, best first, each CRS once: what people, file and format say, held against the numbers; what the numbers say; and which of
 * these puts the layer where the city is. Proposals for a person: nothing is applied by itself.
 */
export function crsCandidates(clues: CrsClues): CrsCandidate[] {
  const city = clues.city?.bounds ?? null;
  const statements = said(clues);
  const contradicted = statements.length > 0 && statements.every(({ why }) => why === 'prj_contradicts_numbers' || why === 'statement_contradicts_numbers');
  const guesses = crsFromNumbers(clues.sample, { statements: statements.map(({ crs }) => crs), citySrid: clues.city?.srid ?? null });
  const drafts = new Map<string, Draft & { bounds: BoundsBox | null; fits: boolean | null }>();
  for (const draft of [...statements, ...counted(guesses, contradicted)]) {
    const known = drafts.get(draft.crs);
    if (known) { if (RANK[draft.confidence] < RANK[known.confidence]) Object.assign(known, draft); continue; }
    const source = parseSourceCrs(draft.crs)!;
    const bounds = clues.sample.length === 0 ? null : placed(source, clues.sample);
    // A CRS that makes no degrees of the numbers is kept only where somebody states it: the contradiction is worth showing.
    if (!bounds && clues.sample.length > 0 && draft.from === 'numbers') continue;
    drafts.set(draft.crs, { ...draft, bounds, fits: city && clues.sample.length > 0 ? isInCity(bounds, city) : null });
  }
  const list = [...drafts.values()];
  settleByCity(list);
  list.sort((a, b) => RANK[a.confidence] - RANK[b.confidence] || Number(b.fits ?? false) - Number(a.fits ?? false) || TRUST[a.from] - TRUST[b.from]);
  return list.map(({ crs, from, confidence, why, bounds }) => ({ crs, datum: datumOf(crs), from, confidence, why, bounds }));
}

const datumOf = (crs: string): Datum => parseSourceCrs(crs)!.datum;

/** Holds the drafts against the city: what lies outside is doubted, and the only one that lies inside becomes likely. */
function settleByCity(list: (Draft & { fits: boolean | null })[]): void {
  const isOffset = ({ crs }: Draft) => /GCJ-02|BD-09/.test(crs);
  const inside = list.filter((draft) => draft.fits === true && !isOffset(draft));
  for (const draft of list) {
    if (draft.fits === false && inside.length > 0 && draft.from !== 'user') {
      draft.confidence = 'possible';
      if (draft.why === 'prj_names_it' || draft.why === 'file_names_it' || draft.why === 'format_demands_it') draft.why = 'outside_city';
    }
  }
  if (inside.length === 0) return;
  const guessed = inside.filter(({ from }) => from === 'numbers');
  if (guessed.length > 0 && inside.every(({ confidence }) => confidence === 'possible')) {
    const best = guessed[0]!;
    Object.assign(best, { confidence: 'likely', from: 'city', why: 'fits_city' } satisfies Partial<Draft>);
  }
}
