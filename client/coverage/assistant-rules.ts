import { parseAssistantRules } from '#planning/plan/assistant/rules.ts';
import text from '../../data/boundary-assistant.json?raw';

/** Weights of the boundary assistant. */
export const assistantRules = parseAssistantRules(JSON.parse(text));
