import { readFileSync } from 'node:fs';
import { Type, type Static } from 'typebox';
import { closed, Problem, Uuid } from '#contract/common.ts';
import type { FigureSet } from '#contract/figures.ts';
import type { Account } from '#contract/session.ts';
import { EditInput, EditLogEntry, EditResult, Finding, mostChanges, Unit, type UnitResult } from '#contract/units.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { changesOf, type Edit, type UnitChange } from '#planning/plan/edit.ts';
import { parsePlanRules, type PlanRules } from '#planning/plan/plan-rules.ts';
import { renewalFaults, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import { listUnitAreas } from '../../db/repositories/figure-areas.ts';
import { listFigureHashes } from '../../db/repositories/figures.ts';
import { commitEdit, findingsOnUnit, type CommitOutcome, type PlanChecks, type SavedUnit } from '../../db/repositories/commit-edit.ts';
import { historyAround, historyOf } from '../../db/repositories/edit-log.ts';
import { hasScheme } from '../../db/repositories/schemes.ts';
import { findUnit, listUnits } from '../../db/repositories/units.ts';
import type { AppInstance } from '../app-instance.ts';
import { accountOf } from '../plugins/sessions.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { CityParams, requireCity } from './cities.ts';

const UnitParams = Type.Object({ ...CityParams.properties, id: Uuid }, closed);

let overlay: Promise<PlanChecks['overlay']> | null = null;

/** How plans are checked, for every route that changes one. GEOS takes tens of megabytes: the first plan that is checked brings it, and all share it. */
export async function planChecks(rules: PlanRules): Promise<PlanChecks> {
  overlay ??= import('#planning/geometry/geos-overlay.ts').then(({ createGeosOverlay }) => createGeosOverlay());
  return { rules, overlay: await overlay };
}

/** Read when the routes are made, so that a broken file keeps the server from starting. */
export const readRules = (): PlanRules => parsePlanRules(JSON.parse(readFileSync(new URL('../../../data/plan-rules.json', import.meta.url), 'utf8')));

type Saved = Extract<CommitOutcome, { kind: 'saved' }>;

function conflict(currents: Extract<CommitOutcome, { kind: 'conflict' }>['currents']): HttpProblem {
  const told = currents.map(({ unitId, unit }) => (unit ? `${unit.name} v${unit.version}` : `${unitId} –`)).join('; ');
  return new HttpProblem('version_conflict', { detail: `Changed since: ${told}. «currents» is how they stand.`, ...(currents[0]?.unit ? { current: currents[0].unit } : {}), currents: [...currents] });
}

/** The problem an edit that was not committed is answered with. */
export function refusal(outcome: Exclude<CommitOutcome, Saved>, cityId: string): HttpProblem {
  switch (outcome.kind) {
    case 'conflict': return conflict(outcome.currents);
    case 'invalid': return new HttpProblem('unit_invalid', { detail: 'Mend what the findings of severity «error» name; their «place» is in degrees.', findings: [...outcome.findings] });
    case 'name_taken': return new HttpProblem('name_taken', { detail: 'Another renewal unit of the city has this name.', findings: [...outcome.findings] });
    case 'absent': return notFound('such renewal unit; it may have been deleted');
    case 'no_city': return notFound(`city «${cityId}»`);
    case 'no_scheme': return notFound('such scheme; it may have been deleted');
    case 'twice': return new HttpProblem('bad_request', { detail: 'The edit names a unit twice: say once what becomes of it.', errors: [{ path: '/changes', message: 'names a unit twice' }] });
    case 'id_reused': return new HttpProblem('already_exists', { detail: 'This id was used for something else. Every edit and every unit needs an id of its own.' });
    case 'unmeasured': return new HttpProblem('crs_unknown', { detail: 'The city has no metric CRS yet: import a layer first.' });
  }
}

function pointsOf(geometry: LonLatArea): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce((sum, rings) => sum + rings.reduce((inner, ring) => inner + ring.length, 0), 0);
}

export const isUnstorable = (text: string): boolean => text.includes('\0') || /\p{Surrogate}/u.test(text);
const textsOf = (change: UnitChange): string[] => (change.kind === 'put-unit' ? [change.unit.name, change.unit.note, ...Object.entries(change.unit.ignored ?? {}).flat()] : []);

/** 留改拆建 figures of which a part is more than its whole, or a part of what is not stated. */
function refuseUnfitFigures(figures: RenewalFigures | undefined, at: string): void {
  const faults = renewalFaults(figures ?? {}).map((fault) => ({
    path: `${at}/${fault.field}`, message: fault.code === 'out_of_range' ? `must be between 0 and ${fault.limit}` : fault.code === 'above_whole' ? `is more than «${fault.whole}», of which it is a part` : `is a part of «${fault.whole}», which is not stated`,
  }));
  const [first] = faults;
  if (first) throw new HttpProblem('bad_request', { detail: `In the body: ${first.path} ${first.message}.`, errors: faults });
}

/** What a schema cannot say: characters the database would refuse or change (NUL, half a surrogate pair); a boundary so long that checking it would hold up everybody. */
function refuseUnfit(edit: EditInput, rules: PlanRules): void {
  const changes = changesOf(edit as Edit);
  if ([edit.reason, ...changes.flatMap(textsOf)].some(isUnstorable)) throw new HttpProblem('bad_request', { detail: 'A text holds NUL or half a character (a lone surrogate).' });
  changes.forEach((change, i) => {
    if (change.kind !== 'put-unit') return;
    const at = `${edit.kind === 'change-units' ? `/changes/${i}` : ''}/unit`;
    refuseUnfitFigures(change.unit.renewal, `${at}/renewal`);
    if (pointsOf(change.unit.geometry) <= rules.maxPoints) return;
    const message = `has more than ${rules.maxPoints} points`;
    throw new HttpProblem('bad_request', { detail: `The boundary ${message}; simplify it.`, errors: [{ path: `${at}/geometry/coordinates`, message }] });
  });
}

/** Has PostGIS verify the readings of a unit that nobody has verified as they are now. */
export async function verifySoon(app: AppInstance, cityId: string, unitId: string, { state, withProposals }: FigureSet, account: { readonly id: number }): Promise<void> {
  if (state === 'computed' || withProposals?.state === 'computed') await app.jobs.submit('verify', cityId, { area: `unit:${unitId}`, unverifiedOnly: true }, account);
}

/** Figures of a saved unit; PostGIS is asked to verify new ones. The edit is committed: a failure here is logged and answered without figures. */
async function figuresOf(app: AppInstance, cityId: string, unitId: string, account: Account): Promise<FigureSet | null> {
  try {
    const set = await app.figures.computeForUnit(cityId, unitId, account);
    await verifySoon(app, cityId, unitId, set, account);
    return set;
  } catch (error) {
    app.log.error({ message: error instanceof Error ? error.message.slice(0, 500) : String(error), unitId }, 'figures of a saved unit');
    return null;
  }
}

/** A unit as the edit left it. Figures and their summary are left out when someone has changed the unit again before they were there. */
async function resultOf(app: AppInstance, cityId: string, account: Account, { unitId, unit, findings }: SavedUnit): Promise<UnitResult> {
  const computed = unit ? await figuresOf(app, cityId, unitId, account) : null;
  const figures = computed?.areaVersion === unit?.version ? computed : null;
  const row = figures ? await findUnit(app.db.pool, cityId, unitId) : null;
  return { unitId, unit: row?.version === unit?.version ? row : unit, findings: findings as UnitResult['findings'], figures };
}

/** An answer waits for the figures of so many units: what a hand at the boundary changes at once. Those of a batch are worked out by the jobs that verify them. */
const mostAwaited = 8;

/** A unit of a batch: saved, its figures to come. */
async function resultWithoutFigures(app: AppInstance, cityId: string, account: Account, { unitId, unit, findings }: SavedUnit): Promise<UnitResult> {
  if (unit) await app.jobs.submit('verify', cityId, { area: `unit:${unitId}`, unverifiedOnly: true }, account);
  return { unitId, unit, findings: findings as UnitResult['findings'], figures: null };
}

/** Everybody hears of the change at once; its figures follow. */
export async function answer(app: AppInstance, cityId: string, edit: Pick<EditInput, 'id' | 'schemeId'>, account: Account, { saved, isRepeat }: Saved): Promise<EditResult> {
  const schemeId = edit.schemeId ?? null;
  if (!isRepeat) for (const { unitId, unit } of saved) app.events.publish(cityId, { type: 'unit', unitId, unit, editId: edit.id, schemeId });
  const results: UnitResult[] = [];
  for (const [at, unit] of saved.entries()) results.push(await (at < mostAwaited ? resultOf : resultWithoutFigures)(app, cityId, account, unit));
  if (!isRepeat) for (const { unitId, figures } of results) if (figures) app.events.publish(cityId, { type: 'figures', areaKind: 'unit', areaId: unitId, state: 'computed' });
  return { results };
}

/** Marks figures whose layers or rules have changed since they were computed. */
async function withStaleness(app: AppInstance, cityId: string, found: readonly Unit[]): Promise<Unit[]> {
  const key = await app.figures.keyOf(cityId);
  const [areas, hashes] = await Promise.all([listUnitAreas(app.db.pool, cityId), listFigureHashes(app.db.pool, cityId, 'unit')]);
  const outdated = new Set(areas.filter((area) => hashes.get(area.id) !== app.figures.inputsHash(key, area)).map(({ id }) => id));
  return found.map((unit) => (unit.figures && outdated.has(unit.id) ? { ...unit, figures: { ...unit.figures, stale: true } } : unit));
}

export default async function units(app: AppInstance): Promise<void> {
  const tags = ['units'];
  const rules = readRules();

  app.get('/cities/:city/units', { schema: { summary: 'Renewal units of the baseline, or of one scheme', tags, params: CityParams, querystring: Type.Object({ scheme: Type.Optional(Uuid) }, closed), response: { 200: Type.Array(Unit), 404: Problem } } }, async (request) => {
    const { srid } = await requireCity(app, request.params.city);
    const schemeId = request.query.scheme ?? null;
    if (schemeId !== null && !(await hasScheme(app.db.pool, request.params.city, schemeId))) throw notFound('such scheme; it may have been deleted');
    const found = await listUnits(app.db.pool, request.params.city, schemeId);
    return found.length === 0 || srid === null || !metricCrs(srid) ? found : withStaleness(app, request.params.city, found);
  });

  app.get('/cities/:city/units/:id', { schema: { summary: 'A renewal unit', tags, params: UnitParams, response: { 200: Unit, 404: Problem } } }, async (request) => {
    const unit = await findUnit(app.db.pool, request.params.city, request.params.id);
    if (!unit) throw notFound('such renewal unit');
    return unit;
  });

  app.get('/cities/:city/units/:id/findings', { schema: { summary: 'What there is to say about a saved unit among the others of its scheme', tags, params: UnitParams, response: { 200: Type.Array(Finding), 404: Problem } } }, async (request) => {
    const findings = await findingsOnUnit(app.db, await planChecks(rules), request.params.city, request.params.id);
    if (!findings) throw notFound('such renewal unit');
    return findings as Static<typeof Finding>[];
  });

  app.get('/cities/:city/units/:id/history', { schema: { summary: 'Every edit of a unit, oldest first; of a deleted one, too', tags, params: UnitParams, response: { 200: Type.Array(EditLogEntry), 404: Problem } } }, async (request) => {
    const entries = await historyOf(app.db.pool, request.params.city, request.params.id);
    if (entries.length === 0) throw notFound('such renewal unit, and never was one');
    return entries;
  });

  app.get('/cities/:city/edits/:id', { schema: { summary: 'Every edit of every unit that one edit touched, oldest first', tags, params: UnitParams, response: { 200: Type.Array(EditLogEntry), 404: Problem } } }, async (request) => {
    const entries = await historyAround(app.db.pool, request.params.city, request.params.id);
    if (entries.length === 0) throw notFound('such edit');
    return entries;
  });

  app.post('/cities/:city/edits', {
    schema: {
      summary: 'Change the plan: put or delete renewal units', tags, params: CityParams, body: EditInput,
      description: `Checked, stored and logged in one transaction: all units of the edit (at most ${mostChanges}) or none. Sending the same edit twice is one edit. 409 comes with the current rows, 422 with findings.`,
      response: { 200: EditResult, 400: Problem, 404: Problem, 409: Problem, 422: Problem },
    },
  }, async (request) => {
    const account = accountOf(request);
    refuseUnfit(request.body, rules);
    const outcome = await commitEdit(app.db, await planChecks(rules), request.params.city, request.body, account.id);
    if (outcome.kind !== 'saved') throw refusal(outcome, request.params.city);
    return answer(app, request.params.city, request.body, account, outcome);
  });
}
