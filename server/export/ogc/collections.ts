import type { City, LayerEdition } from '#contract/layers.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Database } from '../../db/database.ts';
import { findCity, listCities } from '../../db/repositories/cities.ts';
import { editionFacts, unitsBox, type MetricBox } from '../../db/repositories/collection-items.ts';
import { currentEditions } from '../../db/repositories/editions.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { layerFields, unitFields, type Field } from '../fields.ts';

/** Units of a city, or its current edition of one kind, as a collection of OGC API – Features. */
export interface Collection {
  readonly id: string;
  readonly city: City;
  readonly crs: MetricCrs;
  /** Null: the renewal units. */
  readonly edition: LayerEdition | null;
  readonly fields: readonly Field[];
  /** Where its features lie, metres; null while there are none. */
  readonly box: MetricBox | null;
  /** Its features are known by the ids of their source. */
  readonly hasSourceIds: boolean;
}

type Facts = Awaited<ReturnType<typeof editionFacts>>;
/** Editions never change, so what was asked of one once holds. */
const mostRemembered = 2000;

export class Collections {
  readonly #db: Pick<Database, 'pool'>;
  readonly #facts = new Map<number, Promise<Facts>>();
  constructor(db: Pick<Database, 'pool'>) {
    this.#db = db;
  }

  /** Every collection of every city. */
  async all(): Promise<Collection[]> {
    const found: Collection[] = [];
    for (const city of await listCities(this.#db.pool)) found.push(...await this.#ofCity(city, () => true));
    return found;
  }

  /** Null when there is no such city, or it has no such layer now. */
  async find(id: string): Promise<Collection | null> {
    const [, cityId, kind] = /^([a-z0-9-]+)\.([a-z0-9_]+)$/.exec(id) ?? [];
    const city = cityId === undefined ? null : await findCity(this.#db.pool, cityId);
    return city ? (await this.#ofCity(city, (each) => each === kind))[0] ?? null : null;
  }

  async #ofCity(city: City, isWanted: (kind: string) => boolean): Promise<Collection[]> {
    const crs = city.srid === null ? null : metricCrs(city.srid);
    if (!crs) return [];
    const found: Collection[] = [];
    if (isWanted('units')) found.push({ id: `${city.id}.units`, city, crs, edition: null, fields: unitFields, box: await unitsBox(this.#db.pool, city.id), hasSourceIds: false });
    for (const edition of await currentEditions(this.#db.pool, city.id)) {
      if (isWanted(edition.kind)) found.push({ id: `${city.id}.${edition.kind}`, city, crs, edition, fields: layerFields(edition.kind), ...await this.#factsOf(edition.id) });
    }
    return found;
  }

  #factsOf(editionId: number): Promise<Facts> {
    let facts = this.#facts.get(editionId);
    if (!facts) {
      facts = editionFacts(this.#db.pool, editionId);
      facts.catch(() => this.#facts.delete(editionId));
      if (this.#facts.size >= mostRemembered) this.#facts.delete(this.#facts.keys().next().value as number);
      this.#facts.set(editionId, facts);
    }
    return facts;
  }
}

/** Title in both languages, for a program shows one title to everybody. */
export function titleOf({ city, edition }: Collection): string {
  const kind = edition ? layerRegistry.kinds[edition.kind]?.name ?? { zh: edition.kind, en: edition.kind } : { zh: '更新单元', en: 'Renewal units' };
  return `${city.name} · ${kind.zh} (${city.nameEn || city.id}: ${kind.en})`;
}
