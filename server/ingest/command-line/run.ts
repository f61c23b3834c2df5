import { createHash, randomUUID } from 'node:crypto';
import type { EditionDifference } from '#contract/deliveries.ts';
import type { City } from '#contract/layers.ts';
import type { Database } from '../../db/database.ts';
import { findCity, insertCity, listCities } from '../../db/repositories/cities.ts';
import { cityOfEdition, editionFacts } from '../../db/repositories/edition-moves.ts';
import { allEditions } from '../../db/repositories/editions.ts';
import { deleteEmptyCity } from '../../db/repositories/empty-cities.ts';
import { decideEdition } from '../decide-edition.ts';
import { hashOfFiles } from '../deliveries.ts';
import { IngestProblem } from '../driver.ts';
import { editionDifference } from '../edition-views.ts';
import { importLayers, type LayerChoice } from '../import-layers.ts';
import type { ImportOutcome } from '../import-order.ts';
import { inspectFile } from '../inspect-file.ts';
import { UsageError, type Command } from './arguments.ts';
import { printDifference, printEditions, printLayers, printOutcome, type Print } from './print.ts';
import { workList, type WorkItem } from './work-list.ts';

export interface Terminal {
  /** A line for a person; not called with --json. */
  readonly print: Print;
  /** The result as JSON. */
  readonly result: (value: unknown) => void;
  /** A line that shows how far it is; null: nobody looks. */
  readonly progress: (title: string) => { show(share: number, step: string): void; end(text: string): void };
}
export type ExitCode = 0 | 1 | 3;

const idOrName = (wanted: string) => (city: City): boolean => city.id === wanted || city.name === wanted;

async function requireCity(db: Database, wanted: string): Promise<City> {
  const cities = await listCities(db.pool);
  const found = cities.find(idOrName(wanted));
  if (!found) throw new UsageError(`There is no city “${wanted}”. There are: ${cities.map(({ id, name }) => (id === name ? id : `${id} (${name})`)).join(', ') || 'none yet'}.`);
  return found;
}

/** The city by id or name, made when it is not there. An id is made of Latin letters and digits, so a Chinese name gets one by its hash. */
async function cityFor(db: Database, wanted: string, name: string | null): Promise<{ readonly city: City; readonly isNew: boolean }> {
  const found = (await listCities(db.pool)).find(idOrName(wanted));
  if (found) return { city: found, isNew: false };
  const id = /^[a-z0-9][a-z0-9-]{0,62}$/.test(wanted) ? wanted : `city-${createHash('sha256').update(wanted).digest('hex').slice(0, 10)}`;
  const made = await insertCity(db.pool, { id, name: name ?? wanted, nameEn: '', srid: null, isFictional: false });
  if (!made) throw new UsageError(`There is another city “${id}”.`);
  return { city: made, isNew: true };
}

/** What is taken of an item: as told; in a folder every layer that says itself what it is. */
async function choicesFor({ files, options, mayGuess, title }: WorkItem, city: City, signal: AbortSignal): Promise<LayerChoice[]> {
  const { layer: kind, sourceLayer: layer, encoding, crs, mapping, classification } = options;
  const told: LayerChoice = { layer, kind, crs, encoding, mapping, classification };
  if (!mayGuess || /\.osm(?:\.gz|\.pbf|\.xml)?$|\.pbf$/i.test(title)) return [told];
  const { layers } = await inspectFile(files, { signal, encoding, crs, mapping, city: { srid: city.srid, bounds: city.bounds } });
  const known = layers.filter(({ kind: proposed }) => proposed !== null);
  if (known.length === 0) throw new IngestProblem('layer_mismatch', `Neither the name nor the fields of “${title}” tell which layer it is. Name it in a manifest, or import it alone with --layer.`, 'kind');
  return known.map((found) => ({ ...told, layer: found.name, kind: found.kind }));
}

interface FileResult { readonly file: string; readonly outcome: ImportOutcome | null; readonly problem: { readonly code: string; readonly detail: string; readonly place: string | null } | null }

async function importItem(db: Database, dataDir: string, city: City, item: WorkItem, command: Extract<Command, { command: 'import' }>, terminal: Terminal, signal: AbortSignal): Promise<FileResult> {
  const line = command.asJson ? null : terminal.progress(item.title);
  try {
    const choices = await choicesFor(item, city, signal);
    const sha256 = await hashOfFiles(item.files, signal);
    const outcome = await importLayers(db, dataDir, {
      cityId: city.id, importId: randomUUID(), source: item.options.source ?? item.title, sourceDate: item.options.date, attribution: item.options.attribution, sha256, createdBy: null, srid: command.metricSrid,
      acceptance: command.asks ? 'ask' : 'at_once',
    }, item.files, choices, { signal, onProgress: (share, step) => line?.show(share, step) });
    line?.end(`${item.title}: imported.`);
    if (!command.asJson) printOutcome(terminal.print, outcome);
    return { file: item.title, outcome, problem: null };
  } catch (error) {
    line?.end(signal.aborted ? 'Cancelled: nothing of this file was kept.' : `${item.title}: nothing was imported.`);
    if (signal.aborted || !(error instanceof IngestProblem)) throw error;
    if (!command.asJson) terminal.print(`${error.code}${error.place ? ` at ${error.place}` : ''}: ${error.message}`);
    return { file: item.title, outcome: null, problem: { code: error.code, detail: error.message, place: error.place ?? null } };
  }
}

async function runImport(db: Database, dataDir: string, command: Extract<Command, { command: 'import' }>, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const items = workList(command.paths, command.options);
  const { city, isNew } = await cityFor(db, command.city, command.name);
  const results: FileResult[] = [];
  try {
    for (const item of items) results.push(await importItem(db, dataDir, await requireCity(db, city.id), item, command, terminal, signal));
  } finally { if (isNew) await deleteEmptyCity(db.pool, city.id); }
  const failed = results.filter(({ problem }) => problem !== null).length;
  const waits = results.some(({ outcome }) => outcome?.editions.some(({ status }) => status !== 'current'));
  const [only] = results;
  if (command.asJson) {
    terminal.result(results.length === 1 && only?.outcome ? { city: city.id, ...only.outcome } : { city: city.id, files: results.map(({ file, outcome, problem }) => ({ file, ...(outcome ?? {}), ...(problem ? { problem } : {}) })) });
  } else if (results.length > 1) terminal.print(`${city.name} (${city.id}): ${results.length - failed} of ${results.length} files imported${failed > 0 ? `; refused: ${results.filter(({ problem }) => problem).map(({ file }) => file).join(', ')}` : ''}.`);
  else if (failed === 0) terminal.print(`${city.name} (${city.id}), measured in EPSG:${only?.outcome?.srid}`);
  if (waits && !command.asJson) terminal.print('An edition waits: see “editions --city NAME”, then “decide EDITION accept|refuse”.');
  return failed > 0 ? 1 : waits ? 3 : 0;
}

type Difference = Pick<EditionDifference, 'editionId' | 'against' | 'added' | 'removed' | 'changed' | 'same'>;

/** What accepting an edition would change, counted. */
async function differenceOfWaiting(db: Database, cityId: string, editionId: number): Promise<Difference | null> {
  const [city, edition] = [await findCity(db.pool, cityId), await editionFacts(db.pool, cityId, editionId)];
  if (!city || !edition) return null;
  const { against, added, removed, changed, same } = await editionDifference(db, cityId, city.srid, edition);
  return { editionId, against, added, removed, changed, same };
}

async function runInspect(db: Database | null, command: Extract<Command, { command: 'inspect' }>, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const city = db && command.city !== null ? await requireCity(db, command.city) : null;
  const found = [];
  let isRefused = false;
  for (const { title, files, options } of workList(command.paths, command.options)) {
    try {
      const { format, layers } = await inspectFile(files, {
        signal, layer: options.sourceLayer, kind: options.layer, encoding: options.encoding, crs: options.crs, mapping: options.mapping, city: city && { srid: city.srid, bounds: city.bounds },
      });
      found.push({ file: title, format, layers });
      if (!command.asJson) printLayers(terminal.print, title, format, layers);
    } catch (error) {
      if (!(error instanceof IngestProblem)) throw error;
      isRefused = true;
      found.push({ file: title, problem: { code: error.code, detail: error.message, place: error.place ?? null } });
      if (!command.asJson) terminal.print(`${title}: ${error.code}${error.place ? ` at ${error.place}` : ''}: ${error.message}`);
    }
  }
  if (command.asJson) terminal.result(found.length === 1 ? found[0] : found);
  return isRefused ? 1 : 0;
}

/** Carries a command out. `db` may be null for `inspect` without a city. Throws UsageError, IngestProblem, or the signal's reason. */
export async function runCommand(db: Database | null, dataDir: string, command: Command, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  if (command.command === 'inspect') return runInspect(db, command, terminal, signal);
  if (!db) throw new Error('the command needs a database');
  switch (command.command) {
    case 'import': return runImport(db, dataDir, command, terminal, signal);
    case 'editions': {
      const editions = await allEditions(db.pool, (await requireCity(db, command.city)).id);
      if (command.asJson) terminal.result(editions); else printEditions(terminal.print, editions);
      return 0;
    }
    case 'decide': {
      const cityId = await cityOfEdition(db.pool, command.edition);
      if (cityId === null) throw new UsageError(`There is no edition ${command.edition}. The numbers are told by “editions --city NAME”.`);
      const line = command.asJson ? null : terminal.progress('Decision');
      const outcome = await decideEdition(db, dataDir, {
        cityId, editionId: command.edition, decision: command.decision, reason: command.reason, by: null, orderId: randomUUID(), ...command.shift === null ? {} : { shift: command.shift },
      }, { signal, onProgress: (share, step) => line?.show(share, step) });
      line?.end(`Edition ${outcome.edition} of ${outcome.kind} is ${outcome.status}${outcome.current === null || outcome.current === outcome.edition ? '' : `; in use: ${outcome.current}`}.`);
      const difference = outcome.status === 'pending' ? await differenceOfWaiting(db, cityId, outcome.edition) : null;
      if (command.asJson) terminal.result({ city: cityId, ...outcome, ...difference ? { difference } : {} });
      else if (difference) printDifference(terminal.print, difference);
      return difference ? 3 : 0;
    }
  }
}
