import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeliveryImport, LayerReading, SourceLayer } from '#contract/deliveries.ts';
import type { City } from '#contract/layers.ts';
import type { Database } from '../db/database.ts';
import { deleteDelivery, deleteOldDeliveries, describeDelivery, findDelivery, knownDeliveries, rememberedMapping, rememberMapping, type StoredDelivery } from '../db/repositories/deliveries.ts';
import { IngestProblem } from './driver.ts';
import { sha256Of } from './import-file.ts';
import { importLayers } from './import-layers.ts';
import type { ImportHooks, ImportOrder, ImportOutcome } from './import-order.ts';
import { inspectFile } from './inspect-file.ts';
import type { InspectFileOptions } from './inspect-options.ts';
import type { SourceFile } from './source-file.ts';

/** Deliveries are forgotten after so many days. */
export const KEPT_DAYS = 7;

export const deliveriesFolder = (dataDir: string): string => join(dataDir, 'deliveries');
export const deliveryFolder = (dataDir: string, id: string): string => join(deliveriesFolder(dataDir), id);

const filesOf = (dataDir: string, { id, files }: Pick<StoredDelivery, 'id' | 'files'>): SourceFile[] => files.map(({ name, stored }) => ({ path: join(deliveryFolder(dataDir, id), stored), fileName: name }));

/** The same fields in any order are the same source. */
export const fieldsKey = (fields: readonly string[]): string => createHash('sha256').update(JSON.stringify([...fields].map((name) => name.trim().toLowerCase()).sort())).digest('hex');

const gone = (id: string): IngestProblem => new IngestProblem('not_found', `There is no delivery ${id}: it was forgotten, or handed in more than ${KEPT_DAYS} days ago. Hand it in again.`, 'delivery');

export async function requireDelivery(db: Database, cityId: string, id: string): Promise<StoredDelivery> {
  const delivery = await findDelivery(db.pool, cityId, id);
  if (!delivery) throw gone(id);
  return delivery;
}

function lookOptions(db: Database, city: City, signal: AbortSignal): Pick<InspectFileOptions, 'signal' | 'city' | 'remembered'> {
  return {
    signal, city: { srid: city.srid, bounds: city.bounds },
    remembered: ({ fields }) => (fields.length === 0 ? Promise.resolve(null) : rememberedMapping(db.pool, city.id, fieldsKey(fields))),
  };
}

/** One file's own hash; of several, the hash over their names and hashes. */
export async function hashOfFiles(files: readonly SourceFile[], signal: AbortSignal): Promise<string> {
  const hashes: string[] = [];
  for (const { path, fileName } of files) hashes.push(files.length === 1 ? await sha256Of(path, signal) : `${fileName}\0${await sha256Of(path, signal)}`);
  return hashes.length === 1 ? hashes[0]! : createHash('sha256').update(hashes.sort().join('\n')).digest('hex');
}

/** Finds out what a delivery is and keeps it. A delivery nothing can be read of is forgotten. Throws IngestProblem. */
export async function inspectDelivery(db: Database, dataDir: string, city: City, id: string, signal: AbortSignal): Promise<void> {
  const delivery = await requireDelivery(db, city.id, id);
  try {
    const files = filesOf(dataDir, delivery);
    const sha256 = await hashOfFiles(files, signal);
    const { format, layers } = await inspectFile(files, lookOptions(db, city, signal));
    if (!(await describeDelivery(db.pool, id, sha256, format, layers))) throw gone(id);
  } catch (error) {
    await forgetDelivery(db, dataDir, id);
    throw error;
  }
}

/** One layer of a delivery read in another way. Nothing is kept. Throws IngestProblem. */
export async function previewLayer(db: Database, dataDir: string, city: City, delivery: StoredDelivery, reading: LayerReading, signal: AbortSignal): Promise<SourceLayer> {
  requireLayers(delivery, [reading.layer]);
  const { layers } = await inspectFile(filesOf(dataDir, delivery), {
    ...lookOptions(db, city, signal), layer: reading.layer, kind: reading.kind ?? null, encoding: reading.encoding ?? null, crs: reading.crs ?? null, mapping: reading.mapping ?? null,
  });
  const found = layers.find(({ name }) => name === reading.layer) ?? layers[0];
  if (!found) throw new IngestProblem('file_unreadable', `The layer “${reading.layer}” cannot be read any more.`, reading.layer);
  return found;
}

/** @throws IngestProblem layer_mismatch naming what there is */
export function requireLayers({ layers }: Pick<StoredDelivery, 'layers'>, names: readonly string[]): void {
  const known = (layers ?? []).map(({ name }) => name);
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) throw new IngestProblem('layer_mismatch', `The delivery has no layer “${missing}”. There are: ${known.slice(0, 30).join(', ')}.`, 'layer');
}

/** Imports chosen layers of a delivery; what was chosen for their fields is remembered. The delivery stays until it is forgotten. Throws IngestProblem. */
export async function importDelivery(db: Database, dataDir: string, order: Pick<ImportOrder, 'cityId' | 'importId' | 'createdBy'>, id: string, wanted: DeliveryImport, hooks: Omit<ImportHooks, 'driverReport'>): Promise<ImportOutcome> {
  const delivery = await requireDelivery(db, order.cityId, id);
  requireLayers(delivery, wanted.layers.map(({ layer }) => layer));
  const choices = wanted.layers.map((choice) => ({ ...choice, crs: choice.crs ?? proposedCrs(delivery, choice.layer), mapping: choice.mapping ?? described(delivery, choice.layer)?.mapping ?? null }));
  const outcome = await importLayers(db, dataDir, {
    ...order, source: wanted.source?.trim() || delivery.fileName, sourceDate: wanted.sourceDate || null, attribution: wanted.attribution?.trim() || null, sha256: delivery.sha256, acceptance: wanted.acceptance,
  }, filesOf(dataDir, delivery), choices, hooks);
  for (const { layer, kind, crs, encoding, mapping } of wanted.layers) {
    const fields = described(delivery, layer)?.fields.map(({ name }) => name) ?? [];
    if (kind !== null && mapping !== null && fields.length > 0) await rememberMapping(db.pool, order.cityId, fieldsKey(fields), { kind, mapping, crs, encoding });
  }
  return outcome;
}

const described = ({ layers }: Pick<StoredDelivery, 'layers'>, name: string): SourceLayer | undefined => layers?.find((layer) => layer.name === name);

/** Where the files name no CRS, the one that was proposed when they were looked into, unless it is no more than possible. */
function proposedCrs(delivery: StoredDelivery, name: string): string | null {
  const crs = described(delivery, name)?.crs;
  const [best] = crs?.candidates ?? [];
  return !best || crs?.stated || best.confidence === 'possible' ? null : best.crs;
}

export async function forgetDelivery(db: Database, dataDir: string, id: string): Promise<void> {
  await deleteDelivery(db.pool, id);
  await rm(deliveryFolder(dataDir, id), { recursive: true, force: true });
}

/** Forgets what is too old. */
export async function sweepDeliveries(db: Database, dataDir: string): Promise<void> {
  for (const id of await deleteOldDeliveries(db.pool, KEPT_DAYS)) await rm(deliveryFolder(dataDir, id), { recursive: true, force: true });
}

/** Removes folders of no delivery, as a server that died leaves them. Only while nobody can be handing anything in. */
export async function removeStrayFolders(db: Database, dataDir: string): Promise<void> {
  const names = await readdir(deliveriesFolder(dataDir)).catch(() => [] as string[]);
  const known = new Set(await knownDeliveries(db.pool, names));
  for (const name of names) if (!known.has(name)) await rm(join(deliveriesFolder(dataDir), name), { recursive: true, force: true });
}
