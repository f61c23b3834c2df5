import { Type } from 'typebox';
import { closed, Problem, Uuid } from '#contract/common.ts';
import type { FigureSet } from '#contract/figures.ts';
import { mostProposals, Proposal, ProposalEdit, ProposalEditResult } from '#contract/proposals.ts';
import { commitProposal, listProposals, type ProposalOutcome } from '../../db/repositories/proposals.ts';
import { hasScheme } from '../../db/repositories/schemes.ts';
import type { AppInstance } from '../app-instance.ts';
import { accountOf } from '../plugins/sessions.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { bad, refuseUnfit } from '../proposal-fitness.ts';
import { CityParams, requireCity } from './cities.ts';
import { verifySoon } from './units.ts';

type Saved = Extract<ProposalOutcome, { kind: 'saved' }>;

const ProposalsQuery = Type.Object({ unit: Type.Optional(Uuid), scheme: Type.Optional(Uuid) }, closed);

function refusal(outcome: Exclude<ProposalOutcome, Saved>, cityId: string): HttpProblem {
  switch (outcome.kind) {
    case 'conflict': return new HttpProblem('version_conflict', { detail: outcome.current ? `The proposal is at version ${outcome.current.version} now. «current» is how it stands.` : 'The proposal has been changed and deleted meanwhile.', current: outcome.current });
    case 'absent': return notFound('such proposal; it may have been deleted');
    case 'no_unit': return notFound('such renewal unit to propose for; it may have been deleted');
    case 'no_city': return notFound(`city «${cityId}»`);
    case 'id_reused': return new HttpProblem('already_exists', { detail: 'This id was used for something else. Every edit and every proposal needs an id of its own.' });
    case 'unmeasured': return new HttpProblem('crs_unknown', { detail: 'The city has no metric CRS yet: import a layer first.' });
    case 'invalid': return bad('/proposal/geometry', 'The polygon crosses itself or is empty; draw it without crossings.');
    case 'no_feature': return bad('/proposal/featureId', 'The layer’s current edition has no feature of this id to close or move. Choose it on the map again.');
    case 'too_many': return bad('/proposal/unitId', `A unit has at most ${mostProposals} proposals.`);
  }
}

export default async function proposals(app: AppInstance): Promise<void> {
  const tags = ['proposals'];

  /** Both readings of the unit; PostGIS is asked to verify what is new. The edit is committed: a failure here is logged and answered without figures. */
  async function figuresOf(cityId: string, unitId: string, account: { readonly id: number }): Promise<FigureSet | null> {
    try {
      const set = await app.figures.computeForUnit(cityId, unitId, account);
      await verifySoon(app, cityId, unitId, set, account);
      return set;
    } catch (error) {
      app.log.error({ message: error instanceof Error ? error.message.slice(0, 500) : String(error), unitId }, 'figures of a unit with proposals');
      return null;
    }
  }

  app.get('/cities/:city/proposals', { schema: { summary: 'Proposals of one unit, of a scheme, or without either of the baseline: facilities, parks and gates, closings, moves, footways', tags, params: CityParams, querystring: ProposalsQuery, response: { 200: Type.Array(Proposal), 404: Problem } } }, async (request) => {
    const { params: { city }, query: { unit, scheme } } = request;
    await requireCity(app, city);
    if (scheme !== undefined && !(await hasScheme(app.db.pool, city, scheme))) throw notFound('such scheme; it may have been deleted');
    return listProposals(app.db.pool, city, unit === undefined ? { schemeId: scheme ?? null } : { unitId: unit });
  });

  app.post('/cities/:city/proposals/edits', {
    schema: {
      summary: 'Put or delete a proposal', tags, params: CityParams, body: ProposalEdit,
      description: 'Stored and logged in the history of its unit in one transaction; answered with the unit’s figures in both readings. Sending the same edit twice is one edit. 409 comes with the current row.',
      response: { 200: ProposalEditResult, 400: Problem, 404: Problem, 409: Problem, 422: Problem },
    },
  }, async (request) => {
    const account = accountOf(request);
    const { city } = request.params;
    if (request.body.kind === 'put-proposal') refuseUnfit(request.body.proposal);
    if (request.body.reason.includes('\0') || /\p{Surrogate}/u.test(request.body.reason)) throw bad('/reason', 'The text holds NUL or half a character (a lone surrogate).');
    const outcome = await commitProposal(app.db, city, request.body, account.id);
    if (outcome.kind !== 'saved') throw refusal(outcome, city);
    const figures = await figuresOf(city, outcome.unitId, account);
    if (!outcome.isRepeat) app.events.publish(city, { type: 'proposals', unitId: outcome.unitId, editId: request.body.id });
    return { proposal: outcome.proposal, figures };
  });
}
