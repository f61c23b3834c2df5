import { parsePlanRules } from '#planning/plan/plan-rules.ts';
import text from '../../data/plan-rules.json?raw';

/** Thresholds of findings, the same file the server reads. */
export const planRules = parsePlanRules(JSON.parse(text));
