/** `npm run import -- FILE --city NAME …`: a file into a city's layers, without the screen. Exit code 0 done, 1 refused, 2 wrong use, 130 cancelled. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { City, ReportEntry } from '#contract/layers.ts';
import { BootError, shortMessage } from '../server/db/boot-error.ts';
import type { Database } from '../server/db/database.ts';
import { openEmbedded } from '../server/db/embedded/start.ts';
import { openExternal } from '../server/db/external.ts';
import { migrate } from '../server/db/migrate.ts';
import { insertCity, listCities } from '../server/db/repositories/cities.ts';
import { deleteEmptyCity } from '../server/db/repositories/empty-cities.ts';
import { readConfig } from '../server/http/config.ts';
import { progressLine } from '../server/http/terminal.ts';
import { IngestProblem } from '../server/ingest/driver.ts';
import { importFile } from '../server/ingest/import-file.ts';
import type { ImportOutcome } from '../server/ingest/pipeline.ts';
import { epsgCode } from '../server/ingest/source-crs.ts';

const usage = `npm run import -- FILE --city NAME [options]
  --layer KIND          layer kind of data/layers.json; needed for GeoJSON, for OSM it takes only this layer
  --city NAME           id or name of the city; one that is not there is made
  --name TEXT           name to show for a new city
  --metric-crs EPSG:n   metric CRS of a new city; else by its place
  --crs EPSG:n          CRS of the file, over what the file says
  --source TEXT         where the data come from; else the file's name
  --date YYYY-MM-DD     date of the data
  --attribution TEXT    notice that must be shown with the data
  --json                the result as JSON on standard output`;

class UsageError extends Error {}

interface Arguments {
  readonly file: string; readonly city: string; readonly layer: string | null; readonly name: string | null; readonly metricSrid: number | null; readonly crs: string | null;
  readonly source: string | null; readonly date: string | null; readonly attribution: string | null; readonly asJson: boolean;
}

function readArguments(argv: readonly string[]): Arguments {
  const text = { type: 'string' } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options: { layer: text, city: text, name: text, 'metric-crs': text, crs: text, source: text, date: text, attribution: text, json: { type: 'boolean' } } });
  } catch (error) { throw new UsageError((error as Error).message); }
  const { values, positionals } = parsed;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  if (!values.city?.trim()) throw new UsageError('Say which city with --city NAME.');
  if (values.date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.date)) throw new UsageError('--date is a day such as 2025-11-22.');
  const metricSrid = values['metric-crs'] === undefined ? null : epsgCode(values['metric-crs']);
  if (values['metric-crs'] !== undefined && metricSrid === null) throw new UsageError('--metric-crs is a code such as EPSG:4547.');
  return {
    file, city: values.city.trim(), layer: values.layer ?? null, name: values.name ?? null, metricSrid, crs: values.crs ?? null,
    source: values.source ?? null, date: values.date ?? null, attribution: values.attribution ?? null, asJson: values.json === true,
  };
}

async function openDatabase(): Promise<{ readonly db: Database; readonly dataDir: string }> {
  const { databaseUrl, dataDir } = readConfig(process.env);
  mkdirSync(dataDir, { recursive: true });
  if (databaseUrl !== null) return { db: await openExternal(databaseUrl), dataDir };
  try {
    return { db: await openEmbedded({ dataDir }), dataDir };
  } catch (error) {
    if (error instanceof BootError) throw new BootError(`${error.message}\nThe embedded database takes one program at a time. While the server runs, drop the file on its 数据 screen; or stop the server, import, and start it again.`);
    throw error;
  }
}

/** The city by id or name, made when it is not there. An id is made of Latin letters and digits, so a Chinese name gets one by its hash. */
async function cityFor(db: Database, { city: wanted, name }: Arguments): Promise<{ readonly city: City; readonly isNew: boolean }> {
  const found = (await listCities(db.pool)).find((city) => city.id === wanted || city.name === wanted);
  if (found) return { city: found, isNew: false };
  const id = /^[a-z0-9][a-z0-9-]{0,62}$/.test(wanted) ? wanted : `city-${createHash('sha256').update(wanted).digest('hex').slice(0, 10)}`;
  const made = await insertCity(db.pool, { id, name: name ?? wanted, nameEn: '', srid: null, isFictional: false });
  if (!made) throw new UsageError(`There is another city “${id}”.`);
  return { city: made, isNew: true };
}

function printList(title: string, entries: readonly ReportEntry[]): void {
  if (entries.length === 0) return;
  process.stdout.write(`${title}\n`);
  for (const { code, count, examples } of entries) process.stdout.write(`  ${String(count).padStart(7)}  ${code}: ${examples.slice(0, 3).join('; ')}${count > 3 ? ' …' : ''}\n`);
}

function printOutcome(city: City, outcome: ImportOutcome): void {
  process.stdout.write(`${city.name} (${city.id}), measured in EPSG:${outcome.srid}\n`);
  for (const edition of outcome.editions) process.stdout.write(`  ${String(edition.featureCount).padStart(7)}  ${edition.kind}, edition ${edition.edition}\n`);
  const { report } = outcome;
  process.stdout.write(`${report.read} rows read, ${report.taken} taken\n`);
  printList('Mended', report.mended);
  printList('Left out', report.leftOut);
  printList('Notes', report.notices);
}

async function run(args: Arguments, db: Database, dataDir: string, signal: AbortSignal): Promise<void> {
  const { city, isNew } = await cityFor(db, args);
  // With --json, standard output is the result alone.
  const line = args.asJson ? null : progressLine('Import');
  try {
    const outcome = await importFile(db, dataDir, {
      cityId: city.id, importId: randomUUID(), path: args.file, fileName: basename(args.file), kind: args.layer, crs: args.crs, source: args.source,
      sourceDate: args.date, attribution: args.attribution, createdBy: null, srid: args.metricSrid,
    }, { signal, onProgress: (share, step) => line?.show(share, step) });
    line?.end('Imported.');
    if (args.asJson) process.stdout.write(`${JSON.stringify({ city: city.id, ...outcome }, null, 2)}\n`);
    else printOutcome(city, outcome);
  } catch (error) {
    line?.end(signal.aborted ? 'Cancelled: nothing was kept.' : 'Nothing was imported.');
    if (isNew) await deleteEmptyCity(db.pool, city.id);
    throw error;
  }
}

async function main(): Promise<number> {
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  process.once('SIGTERM', () => cancel.abort());
  let opened: Awaited<ReturnType<typeof openDatabase>> | null = null;
  try {
    const args = readArguments(process.argv.slice(2));
    opened = await openDatabase();
    await migrate(opened.db);
    await run(args, opened.db, opened.dataDir, cancel.signal);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) { process.stderr.write(`${error.message}\n\n${usage}\n`); return 2; }
    if (cancel.signal.aborted) return 130;
    if (error instanceof IngestProblem) process.stderr.write(`${error.code}${error.place ? ` at ${error.place}` : ''}: ${error.message}\n`);
    else process.stderr.write(`${shortMessage(error)}\n`);
    return 1;
  } finally {
    await opened?.db.close();
  }
}

process.exitCode = await main();
