import { Type } from 'typebox';
import { RuleSetSchema } from '#contract/figures.ts';
import type { AppInstance } from '../app-instance.ts';

export default async function ruleSets(app: AppInstance): Promise<void> {
  app.get('/rule-sets', { schema: { summary: 'The rule sets figures are computed by, as in data/standards', tags: ['figures'], response: { 200: Type.Array(RuleSetSchema) } } },
    () => [...app.figures.ruleSets]);
}
