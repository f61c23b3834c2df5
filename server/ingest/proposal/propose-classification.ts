import type { ReportEntry } from '#contract/layers.ts';
import { unpadded } from '#planning/standards/land-use-codes.ts';
import { classificationOfField } from '../fields.ts';

/** Forms of code that only one classification has (standards.md §3.4). */
const LETTERS = /^(?:R|A|B|M|W|S|U|G|H|E)\d/;
const SURVEY_ONLY = /^(?:05H1|0508|08H[12]|08H2A|0809|0810A?|100[1-9]A?|11\d\dA?|12\d\d|\d{4}[AK])$/;
/** Codes of three pairs that the survey does not have; padded ones have been cut before. */
const GUIDE_ONLY = /^(?:0[789]|1[0-7])\d{4}$/;
/** Codes that mean different land in the guide and in the survey. */
const TRAPS: readonly (readonly [RegExp, string])[] = [[/^0702$/, '0702: YDYH 城镇社区服务设施用地, SD3 农村宅基地'], [/^05/, '05: YDYH 湿地, SD3 商业服务业用地'], [/^0601$/, '0601: YDYH 农业设施建设用地, SD3 工业用地']];

export interface ClassificationProposal { readonly version: string | null; readonly findings: readonly ReportEntry[] }

/**
 * By which classification the land-use codes of a layer are: as the name of their field says, else as codes that only one has show. Null with a finding
 * where codes are there that mean different land in two, and nothing settles which.
 */
export function proposeClassification(field: string, values: Iterable<string>): ClassificationProposal {
  const named = classificationOfField(field);
  if (named) return { version: named, findings: [{ code: 'classification_proposed', count: 1, examples: [`${field} → ${named}`] }] };
  const codes = [...values].map((value) => unpadded(value.trim().toUpperCase()));
  const letters = codes.filter((code) => LETTERS.test(code)), survey = codes.filter((code) => SURVEY_ONLY.test(code)), guide = codes.filter((code) => GUIDE_ONLY.test(code));
  const propose = (version: string, shown: readonly string[]): ClassificationProposal => ({ version, findings: [{ code: 'classification_proposed', count: shown.length, examples: [`${shown.slice(0, 5).join(', ')} → ${version}`] }] });
  if (letters.length > codes.length / 2) return propose('GB50137-2011', letters);
  if (survey.length > 0 && guide.length === 0) return propose('SD3', survey);
  if (guide.length > 0 && survey.length === 0) return propose('YDYH2023', guide);
  const traps = TRAPS.filter(([pattern]) => codes.some((code) => pattern.test(code)));
  return { version: null, findings: traps.length === 0 ? [] : [{ code: 'classification_unsure', count: traps.length, examples: traps.map(([, words]) => words) }] };
}
