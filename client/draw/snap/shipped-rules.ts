import text from '../../../data/snapping.json?raw';
import { parseSnappingRules } from './snapping-rules.ts';

export const snappingRules = parseSnappingRules(JSON.parse(text));
