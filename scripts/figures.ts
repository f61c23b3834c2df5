/** `npm run figures -- --city NAME --area …`: figures without the screen. Exit code 0 done, 1 refused or not possible, 2 wrong use, 3 PostGIS disputes a figure. */
import { existsSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { NumberFacts } from '#planning/standards/rule-numbers.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { BootError, shortMessage } from '../server/db/boot-error.ts';
import type { Database } from '../server/db/database.ts';
import { openEmbedded } from '../server/db/embedded/start.ts';
import { openExternal } from '../server/db/external.ts';
import { migrate } from '../server/db/migrate.ts';
import { listCities } from '../server/db/repositories/cities.ts';
import { readConfig } from '../server/http/config.ts';
import { layerRegistry, readDataFile } from '../server/ingest/layer-kinds.ts';
import { EventBus } from '../server/jobs/event-bus.ts';
import { answerFor, type Answer } from '../server/jobs/figures/command-answer.ts';
import { FigureProblem } from '../server/jobs/figures/figure-problem.ts';
import { FigureService } from '../server/jobs/figures/figure-service.ts';
import { RuleSetStore } from '../server/jobs/figures/rule-set-store.ts';
import { trimReceipt } from '../server/jobs/figures/trim-receipt.ts';

const usage = `npm run figures -- --city NAME --area FILE.geojson|division:CODE|unit:ID|city [options]
  --city NAME      id or name of the city
  --area AREA      a GeoJSON file of polygons in degrees, a division by its code, a saved renewal unit, or the whole city
  --rules ID,…     only these rules of data/standards; else all
  --verify         have PostGIS compute every figure independently; exit code 3 when one differs
  --receipts       with --json: the lists of features in each receipt too
  --json           as JSON on standard output, unrounded`;

class UsageError extends Error {}

interface Arguments { readonly city: string; readonly area: string; readonly rules: readonly string[] | null; readonly isVerified: boolean; readonly hasReceipts: boolean; readonly asJson: boolean }

function readArguments(argv: readonly string[]): Arguments {
  const flag = { type: 'boolean' } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: { city: { type: 'string' }, area: { type: 'string' }, rules: { type: 'string' }, verify: flag, receipts: flag, json: flag } });
  } catch (error) { throw new UsageError((error as Error).message); }
  const { city, area, rules, verify, receipts, json } = parsed.values;
  if (!city?.trim()) throw new UsageError('Say which city with --city NAME.');
  if (!area?.trim()) throw new UsageError('Say which area with --area.');
  if (area !== 'city' && !/^(division|unit):\S/.test(area) && !existsSync(area)) throw new UsageError(`--area is «city», «division:CODE», «unit:ID» or a GeoJSON file; there is no file ${area}.`);
  const ids = rules?.split(',').map((id) => id.trim()).filter((id) => id !== '') ?? null;
  return { city: city.trim(), area, rules: ids, isVerified: verify === true, hasReceipts: receipts === true, asJson: json === true };
}

async function openDatabase(): Promise<Database> {
  const { databaseUrl, dataDir } = readConfig(process.env);
  if (databaseUrl !== null) return openExternal(databaseUrl);
  mkdirSync(dataDir, { recursive: true });
  try {
    return await openEmbedded({ dataDir });
  } catch (error) {
    if (error instanceof BootError) throw new BootError(`${error.message} The embedded database takes one program at a time: while the server runs, ask it instead (GET or POST /api/cities/CITY/figures, see /api/docs), or stop it first.`);
    throw error;
  }
}

async function cityIdOf(db: Database, wanted: string): Promise<string> {
  const cities = await listCities(db.pool);
  const found = cities.find(({ id, name }) => id === wanted || name === wanted);
  if (!found) throw new FigureProblem('not_found', `There is no city «${wanted}». ${cities.length === 0 ? 'The database has none yet.' : `There are: ${cities.map(({ id, name }) => `${id} (${name})`).join(', ')}.`}`);
  return found.id;
}

function checkRules(wanted: readonly string[] | null, ruleSets: readonly RuleSet[]): void {
  const known = new Set(ruleSets.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const unknown = wanted?.filter((id) => !known.has(id)) ?? [];
  if (unknown.length > 0) throw new UsageError(`There is no rule ${unknown.join(', ')}. Rules: ${[...known].join(', ')}.`);
}

const shown = (number: number | null, digits: number): string => (number === null ? '–' : number.toLocaleString('en-US', { maximumFractionDigits: digits }));

function lineOf(figure: Figure, name: string, entry: VerificationEntry | undefined): string {
  const value = figure.unit === 'rate' && figure.value !== null ? `${shown(figure.value * 100, 2)} %` : shown(figure.value, 3);
  const denominator = figure.denominator === null ? '' : ` ÷ ${shown(figure.denominator, 2)} ${figure.denominatorUnit}`;
  const parts = figure.numerator === null ? '' : `  (${shown(figure.numerator, 2)} ${figure.numeratorUnit}${denominator})`;
  const missing = figure.missingLayers.length > 0 ? `, missing: ${figure.missingLayers.join(', ')}` : '';
  const verified = entry === undefined ? '' : entry.agrees ? '  PostGIS agrees' : `  PostGIS DIFFERS by ${entry.difference.toExponential(2)}: ${shown(entry.numerator, 2)} ÷ ${shown(entry.denominator, 2)}`;
  return `  ${figure.ruleId.padEnd(28)} ${value.padStart(12)}  ${figure.verdict}${missing}${parts}  ${name}${verified}\n`;
}

function printTable(answer: Answer, ruleSets: readonly RuleSet[]): void {
  process.stdout.write(`${answer.areaName || answer.area}: ${shown(answer.areaM2, 1)} m², ${shown(answer.people, 0)} people\n`);
  for (const { id, name, rules } of ruleSets) {
    const lines = answer.figures.filter(({ ruleSetId }) => ruleSetId === id)
      .map((figure) => lineOf(figure, rules.find((rule) => rule.id === figure.ruleId)?.name.zh ?? '', answer.verification?.find(({ ruleId }) => ruleId === figure.ruleId)));
    if (lines.length > 0) process.stdout.write(`${name.zh} (${id})\n${lines.join('')}`);
  }
}

function printJson(answer: Answer, hasReceipts: boolean): void {
  const figures = hasReceipts ? answer.figures : answer.figures.map((figure) => trimReceipt(figure, 0));
  process.stdout.write(`${JSON.stringify({ ...answer, figures }, null, 2)}\n`);
}

async function run(args: Arguments, db: Database, signal: AbortSignal): Promise<number> {
  const store = await RuleSetStore.open(db.pool, layerRegistry, readDataFile<NumberFacts>('rule-numbers.json'));
  const service = new FigureService(db, new EventBus(), layerRegistry, store.inForce);
  try {
    checkRules(args.rules, service.ruleSets);
    const answer = await answerFor(service, await cityIdOf(db, args.city), args.area, { rules: args.rules, isVerified: args.isVerified, signal });
    if (args.asJson) printJson(answer, args.hasReceipts);
    else printTable(answer, service.ruleSets);
    return answer.verification?.some(({ agrees }) => !agrees) ? 3 : 0;
  } finally {
    await service.close();
  }
}

async function main(): Promise<number> {
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  process.once('SIGTERM', () => cancel.abort());
  let db: Database | null = null;
  try {
    const args = readArguments(process.argv.slice(2));
    db = await openDatabase();
    await migrate(db);
    return await run(args, db, cancel.signal);
  } catch (error) {
    if (error instanceof UsageError) { process.stderr.write(`${error.message}\n\n${usage}\n`); return 2; }
    if (cancel.signal.aborted) return 130;
    process.stderr.write(`${error instanceof FigureProblem ? error.message : shortMessage(error)}\n`);
    return 1;
  } finally {
    await db?.close();
  }
}

process.exitCode = await main();
