export { reportWords } from '#contract/report-words.ts';
