import type { LayerEdition } from '#contract/layers.ts';
import type { Unit } from '#contract/units.ts';
import type { Queryable } from '../../db/database.ts';
import { countItems, findItem, findItems, unitsTouching, type CollectionRow, type ItemFilter } from '../../db/repositories/collection-items.ts';
import { findUnit, listUnits } from '../../db/repositories/units.ts';
import { layerValues, unitValues, type Scalar } from '../fields.ts';
import { fromMetres, geometryOf, movedGeometry, type PlainGeometry } from '../target-crs.ts';
import type { Collection } from './collections.ts';
import { inAxisOrder, type OgcCrs } from './crs-uris.ts';
import { dayOf, meets } from './instants.ts';
import type { ItemsQuery } from './items-query.ts';

export interface Item { readonly type: 'Feature'; readonly id: string | number; readonly geometry: PlainGeometry; readonly properties: Readonly<Record<string, Scalar>> }
export interface ItemPage { readonly matched: number; readonly items: readonly Item[] }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function ofUnit(unit: Unit, crs: OgcCrs): Item {
  const { target } = crs;
  const geometry = target.isDegrees ? unit.geometry as PlainGeometry : movedGeometry(unit.geometry as PlainGeometry, target.fromDegrees);
  return { type: 'Feature', id: unit.id, geometry: inAxisOrder(geometry, crs), properties: unitValues(unit) };
}

function ofRow(row: CollectionRow, { fields, hasSourceIds }: Collection, crs: OgcCrs, place: (x: number, y: number) => [number, number]): Item {
  return { type: 'Feature', id: hasSourceIds ? row.sourceId as string : row.id, geometry: inAxisOrder(geometryOf(row.wkb, place), crs), properties: layerValues(fields, row) };
}

async function unitPage(q: Queryable, { city, crs: metric }: Collection, { limit, offset, crs, area, span, equals }: ItemsQuery): Promise<ItemPage> {
  const touching = area === null || area === 'nowhere' ? null : await unitsTouching(q, city.id, area, metric.srid);
  const found = (await listUnits(q, city.id)).filter((unit) => {
    if (touching && !touching.has(unit.id)) return false;
    const at = Date.parse(unit.updatedAt);
    if (span && !meets(span, { from: at, to: at })) return false;
    const values = unitValues(unit);
    for (const [key, value] of equals) if (values[key] !== value) return false;
    return true;
  });
  return { matched: found.length, items: found.slice(offset, offset + limit).map((unit) => ofUnit(unit, crs)) };
}

function filterOf({ crs }: Collection, { area, equals }: ItemsQuery): ItemFilter {
  const attrs = Object.fromEntries([...equals].filter(([key]) => key !== 'name' && key !== 'source_id'));
  const [name, sourceId] = [equals.get('name'), equals.get('source_id')];
  return { attrs, ...(area === null ? {} : { area, srid: crs.srid }), ...(name === undefined ? {} : { name: String(name) }), ...(sourceId === undefined ? {} : { sourceId: String(sourceId) }) };
}

/** All features of a layer are of the day of its data; of a layer without a day nothing is known, so no time leaves it out. */
const isOfTime = ({ sourceDate }: LayerEdition, { span }: ItemsQuery): boolean => span === null || sourceDate === null || meets(span, dayOf(sourceDate));

/** A page of a collection, in an order that stays the same while the layer does, and how many there are in all. */
export async function itemPage(q: Queryable, collection: Collection, query: ItemsQuery): Promise<ItemPage> {
  if (query.area === 'nowhere' || (collection.edition && !isOfTime(collection.edition, query))) return { matched: 0, items: [] };
  if (!collection.edition) return unitPage(q, collection, query);
  const filter = filterOf(collection, query);
  const isWhole = query.area === null && query.equals.size === 0;
  const matched = isWhole ? collection.edition.featureCount : await countItems(q, collection.edition.id, filter);
  if (query.offset >= matched) return { matched, items: [] };
  const place = fromMetres(collection.crs, query.crs.target);
  const rows = await findItems(q, collection.edition.id, filter, query.limit, query.offset);
  return { matched, items: rows.map((row) => ofRow(row, collection, query.crs, place)) };
}

/** One feature by its id; null when there is none. */
export async function oneItem(q: Queryable, collection: Collection, id: string, crs: OgcCrs): Promise<Item | null> {
  const { city, edition, hasSourceIds } = collection;
  if (!edition) {
    const unit = uuid.test(id) ? await findUnit(q, city.id, id) : null;
    return unit && ofUnit(unit, crs);
  }
  const row = id.includes('\0') ? null : await findItem(q, edition.id, id, hasSourceIds);
  return row && ofRow(row, collection, crs, fromMetres(collection.crs, crs.target));
}
