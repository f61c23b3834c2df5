/**
 * The boundary assistant: from a click or a rough sketch up to three units that follow roads, parcels, administrative and social-governance lines
 * (S000 四(二)), keep what the planner locked and take no ground of another unit. Total and deterministic: bad input gives notes, never an exception of ours.
 *
 * Lines near the place are cut where they meet; between them lies ground that is taken or left as a whole. Each character aims at some ground (the old place, a
 * few street blocks, a community, a demonstration area) and parts the cheapest piece about it: a minimum cut over what a metre of each line costs, what it cuts,
 * and how far it is from what is aimed at. Of several sizes the one with the least documented cost is proposed.
 */
import type { Overlay } from '../../geometry/overlay.ts';
import type { Finding } from '../edit.ts';
import { finderOf } from './face-facts.ts';
import type { PlanRules } from '../plan-rules.ts';
import { unitContext, type UnitContextSource } from '../unit-context.ts';
import { hasErrors, validate } from '../validate.ts';
import { heartOf } from './aims.ts';
import { characters, type Answer, type Character, type Note, type NoteCode, type Proposal } from './answer.ts';
import { candidatesOf, likeness, seedsOf, type Candidate, type Candidates } from './candidates.ts';
import { neighboursOf } from './cluster.ts';
import { placesInside } from './measures.ts';
import { areaOfOutline } from './outline.ts';
import type { Ground, Question } from './question.ts';
import { reasonsOf } from './reasons.ts';
import type { AssistantRules } from './rules.ts';
import { sceneOf, windowOf, type Scene } from './scene.ts';
import { stretchesOf } from './stretches.ts';

export interface Means {
  readonly rules: AssistantRules;
  readonly planRules: PlanRules;
  readonly overlay: Overlay;
  /** West, south, east, north of the city's layers in degrees; for findings. */
  readonly bounds: UnitContextSource['bounds'];
}

const note = (code: NoteCode, character: Character | null = null, params: Note['params'] = {}): Note => ({ code, character, params });
const none = (code: NoteCode, params: Note['params'] = {}): Answer => ({ proposals: [], notes: [note(code, null, params)] });

export function proposeBoundaries(question: Question, means: Means): Answer {
  const { seed, ground, crs } = question;
  const window = windowOf(question, means.rules);
  if (!window) return none('bad_seed');
  if (seed.kind === 'click') {
    const [under] = finderOf(ground.units, crs)(...crs.forward(...seed.at));
    if (under !== undefined) return none('inside_unit', { name: ground.units[under].name });
  }
  const points = pointCount(ground);
  if (points === 0) return none('no_lines');
  if (points > means.rules.values.mostPoints) return none('too_many_lines', { points, mostPoints: means.rules.values.mostPoints });
  const scene = sceneOf(question, means.rules, window);
  if ([...scene.lockedIn].some((face) => face < 0 || scene.lockedOut.has(face) || scene.facts.units[face].length > 0)) return none('locks_contradict');
  const heart = heartOf(scene, means.overlay);
  const seeds = heart && seedsOf(scene, heart);
  if (!heart || !seeds) return { proposals: [], notes: [note(heart ? 'not_enclosed' : 'bad_seed'), ...missingLayers(ground)] };
  const neighbours = neighboursOf(scene);
  return chosen(scene, characters.map((character) => ({ character, ...candidatesOf(scene, heart, seeds, neighbours, character, means.overlay) })), means);
}

function pointCount({ lines, water, parcels, divisions, oldPlaces }: Ground): number {
  const ofAreas = [...water, ...parcels, ...divisions, ...oldPlaces].reduce((sum, { geometry }) => sum + (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()).reduce((n, ring) => n + ring.length, 0), 0);
  return lines.reduce((sum, { points }) => sum + points.length, ofAreas);
}

/** Layers that S000 四(二) wants followed and nothing near has. */
function missingLayers({ lines, parcels, divisions }: Ground): readonly Note[] {
  const missing = [
    ...(lines.some(({ kind }) => kind !== 'railway' && kind !== 'river') ? [] : ['road']),
    ...(parcels.length > 0 ? [] : ['land_use']),
    ...(divisions.some(({ level }) => level === 'community' || level === 'subdistrict') ? [] : ['admin_division']),
  ];
  return missing.map((layer) => note('missing_layer', null, { layer }));
}

/** Of each character the best that is no other's, if it is good enough; else a word why not. */
function chosen(scene: Scene, all: readonly ({ readonly character: Character } & Candidates)[], means: Means): Answer {
  const taken: { readonly character: Character; readonly candidate: Candidate; readonly proposal: Proposal }[] = [];
  const notes: Note[] = [];
  const { sameShare, mostWorse } = scene.rules.values;
  for (const { character, ranked, losesLocks } of all) {
    let why = note(losesLocks ? 'lock_not_kept' : 'not_enclosed', character);
    let isDone = false;
    for (const candidate of ranked.filter(({ cost }) => cost.total <= ranked[0].cost.total + mostWorse)) {
      const same = taken.find((other) => likeness(scene, other.candidate.piece, candidate.piece) >= sameShare);
      if (same) { why = note('same_as', character, { other: same.character }); continue; }
      const proposal = proposalOf(scene, candidate, character, means);
      const error = proposal.findings.find(({ severity }) => severity === 'error');
      if (error) { why = note('invalid', character, { finding: error.code }); continue; }
      taken.push({ character, candidate, proposal });
      isDone = true;
      break;
    }
    if (!isDone) notes.push(why);
  }
  return { proposals: taken.map(({ proposal }) => proposal), notes: [...notes, ...missingLayers(scene.question.ground)] };
}

function proposalOf(scene: Scene, { outline, measures, cost }: Candidate, character: Character, means: Means): Proposal {
  const { ground } = scene.question;
  const plain = areaOfOutline(scene, outline);
  const plainFindings = findingsOf(scene, plain, means);
  // Leaving out a point on a straight line may, in a needle's eye, let two edges meet; then it stays.
  const isSound = !hasErrors(plainFindings);
  const geometry = isSound ? plain : areaOfOutline(scene, outline, true);
  return {
    character, geometry, areaM2: measures.areaM2, stretches: stretchesOf(scene, outline), reasons: reasonsOf(scene, measures, outline, character),
    oldPlaces: placesInside(scene, measures).map((index) => ({ id: ground.oldPlaces[index].id, name: ground.oldPlaces[index].name, kind: ground.oldPlaces[index].kind })),
    findings: isSound ? plainFindings : findingsOf(scene, geometry, means), cost,
  };
}

/** A proposal has no name yet: findings about names are not its own. */
function findingsOf({ question: { crs, ground } }: Scene, geometry: Proposal['geometry'], { planRules, overlay, bounds }: Means): readonly Finding[] {
  const context = unitContext({ crs, units: ground.units, divisions: ground.divisions, bounds, oldCommunities: ground.oldPlaces.filter(({ kind }) => kind === 'old_community') });
  return validate({ id: 'proposal', name: '-', isPriority: false, note: '', geometry }, { ...context, unitNames: [] }, planRules, overlay);
}
