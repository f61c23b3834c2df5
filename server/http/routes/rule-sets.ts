import { Type } from 'typebox';
import { closed, Problem } from '#contract/common.ts';
import { RuleSetSchema } from '#contract/figures.ts';
import { Job } from '#contract/layers.ts';
import { NewRuleSetVersion, RuleSetState, RuleSetTrial, RuleSetVersion, RuleSetVersionWhole } from '#contract/rule-sets.ts';
import { numbersOf } from '#planning/standards/rule-numbers.ts';
import { listCities } from '../../db/repositories/cities.ts';
import { findVersion, listVersions, type VersionFacts } from '../../db/repositories/rule-sets.ts';
import { conflictOf } from '../../jobs/figures/rule-set-conflict.ts';
import type { DraftRefusal } from '../../jobs/figures/rule-set-store.ts';
import type { AppInstance } from '../app-instance.ts';
import { accountOf } from '../plugins/sessions.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { requireCity } from './cities.ts';
import { jobOf } from './jobs.ts';

const RuleSetParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }, closed);
const VersionParams = Type.Object({ ...RuleSetParams.properties, version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }, closed);

function shown({ ruleSetId, version, parentVersion, shippedVersion, shippedHash, hash, reason, author, at }: VersionFacts): RuleSetVersion {
  return { ruleSetId, version, parentVersion, shippedVersion, isEdited: hash !== shippedHash, hash, reason, author, at };
}

/** The problem a draft that is none is answered with. */
function refusal(refused: DraftRefusal, ruleSetId: string): HttpProblem {
  switch (refused.kind) {
    case 'absent': return notFound(`rule set «${ruleSetId}» in force`);
    case 'no_such_version': return notFound(`version ${refused.version} of «${ruleSetId}»`);
    case 'unchanged': return new HttpProblem('rule_set_invalid', { detail: 'The rule set in force already says exactly this: change a number, or choose another version.' });
    case 'invalid': return new HttpProblem('rule_set_invalid', { detail: 'Mend what «errors» name; a path is the id of the rule and the place of the number in it.', errors: refused.problems.slice(0, 20).map(({ path, message }) => ({ path, message })) });
    case 'conflict': return new HttpProblem('version_conflict', { detail: `Version ${refused.current.version} is in force now; «current» says who made it and why. Look at it, then decide again.`, current: shown(refused.current) });
  }
}

/** Text the database would refuse or change. */
function refuseUnfit(reason: string): void {
  if (reason.includes('\0') || /\p{Surrogate}/u.test(reason)) throw new HttpProblem('bad_request', { detail: 'The reason holds NUL or half a character (a lone surrogate).', errors: [{ path: '/reason', message: 'cannot be stored' }] });
}

/** Tells everybody that other rules hold, and has the figures that were stored by the old ones computed anew. */
async function announce(app: AppInstance, ruleSetId: string, version: number, account: { readonly id: number }): Promise<void> {
  await app.figures.useRuleSets(app.ruleSets.inForce);
  for (const { id, srid } of await listCities(app.db.pool)) {
    app.events.publish(id, { type: 'rule-sets', ruleSetId, version });
    if (srid !== null) await app.jobs.submit('recompute', id, { ruleSetId, version }, account);
  }
}

export default async function ruleSets(app: AppInstance): Promise<void> {
  const tags = ['figures'];
  const problems = { 400: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem };

  app.get('/rule-sets', { schema: { summary: 'The rule sets in force: data/standards, or what an admin made of it', tags, response: { 200: Type.Array(RuleSetSchema) } } },
    () => [...app.figures.ruleSets]);

  app.get('/rule-sets/states', { schema: { summary: 'Of every rule set the version in force, and an edit that waits because the program brought a newer file', tags, response: { 200: Type.Array(RuleSetState) } } },
    async () => {
      const states: RuleSetState[] = [];
      for (const { ruleSet: { id } } of app.ruleSets.shipped) {
        const standing = app.ruleSets.standing(id);
        if (!standing) continue;
        const numbers = numbersOf(standing.head.content, app.ruleSets.facts);
        states.push({ inForce: shown(standing.head), numbers: numbers.length, openNumbers: numbers.filter(({ isEditable }) => isEditable).length, conflict: await conflictOf(app.db.pool, app.ruleSets, id) });
      }
      return states;
    });

  app.get('/rule-sets/:id/versions', { schema: { summary: 'Every version of a rule set that was in force, newest first', tags, params: RuleSetParams, response: { 200: Type.Array(RuleSetVersion), 404: Problem } } },
    async ({ params: { id } }) => {
      const versions = await listVersions(app.db.pool, id);
      if (versions.length === 0) throw notFound(`rule set «${id}»`);
      return versions.map(shown);
    });

  app.get('/rule-sets/:id/versions/:version', { schema: { summary: 'A version of a rule set, whole: the clause and threshold behind any figure that names it', tags, params: VersionParams, response: { 200: RuleSetVersionWhole, 404: Problem } } },
    async ({ params: { id, version } }) => {
      const found = await findVersion(app.db.pool, id, version);
      if (!found) throw notFound(`version ${version} of «${id}»`);
      const parsed = app.ruleSets.parse(found.content);
      return { ...shown(found), content: found.content, ruleSet: parsed.ok ? parsed.ruleSet : null };
    });

  app.get('/rule-sets/:id/shipped', { schema: { summary: 'The rule set as the program brought it, in force or not', tags, params: RuleSetParams, response: { 200: Type.Object({ version: Type.Integer(), content: Type.Any() }, closed), 404: Problem } } },
    ({ params: { id } }) => {
      const standing = app.ruleSets.standing(id);
      if (!standing) throw notFound(`rule set «${id}»`);
      return { version: standing.shipped.ruleSet.version, content: standing.shipped.content };
    });

  app.post('/rule-sets/:id/versions', {
    config: { roles: ['admin'] },
    schema: { summary: 'Put other numbers in force, keep or drop edits on a newer file, or go back to an older version; admins only', tags, params: RuleSetParams, body: NewRuleSetVersion, response: { 201: RuleSetVersion, ...problems } },
  }, async (request, reply) => {
    const { params: { id }, body: { reason, ...draft } } = request;
    refuseUnfit(reason);
    const account = accountOf(request);
    const saved = await app.ruleSets.save(id, draft, reason.trim(), account.id);
    if (saved.kind !== 'ready') throw refusal(saved, id);
    try {
      await announce(app, id, saved.ruleSet.version, account);
    } catch (error) {
      // The version is in force; figures are computed anew when they are asked for.
      app.log.error({ message: error instanceof Error ? error.message.slice(0, 500) : String(error), ruleSetId: id }, 'after a new version of a rule set');
    }
    return reply.code(201).send(shown((await listVersions(app.db.pool, id)).find(({ version }) => version === saved.ruleSet.version) as VersionFacts));
  });

  app.post('/rule-sets/:id/trial', {
    config: { roles: ['admin'] },
    schema: { summary: 'What changed numbers would do to every unit and division of a city; nothing is stored. Admins only', tags, params: RuleSetParams, body: RuleSetTrial, response: { 202: Job, ...problems } },
  }, async ({ params: { id }, body: { city, ...draft }, account }, reply) => {
    await requireCity(app, city);
    // Refuses without layers what only the job would find out.
    await app.figures.keyOf(city);
    const drawn = await app.ruleSets.drawUp(id, draft);
    if (drawn.kind !== 'ready') throw refusal(drawn, id);
    return reply.code(202).send(jobOf(await app.jobs.submit('trial', city, { ruleSetId: id, ...draft }, account)));
  });
}
