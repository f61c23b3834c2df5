import type { AreaWithinRadius, SupplyTier } from '#planning/standards/rule.ts';
import { selectorSql } from '../../server/db/verification/selector-sql.ts';
import { SqlValues } from '../../server/db/verification/sql-values.ts';
import type { BenchDatabase } from './bench-database.ts';

/** What runs a statement on one session, JIT and parallel workers off. */
export type Run = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Covered and whole demand, m². */
export interface AreaSums { readonly numerator: number; readonly denominator: number }

/** All statements of `work` on one session that is given back afterwards, so that temporary tables live from one to the next. */
export async function onOneSession<T>({ db }: BenchDatabase, work: (run: Run) => Promise<T>): Promise<T> {
  const client = await db.analysis.connect();
  try {
    return await work(async <Row>(sql: string, values: readonly unknown[] = []) => (await client.query(sql, [...values])).rows as Row[]);
  } finally {
    client.release(true);
  }
}

/** Temporary tables of a session, each made once for what it holds: rules that ask for the same parcels or the same facilities share them, as they do in the core. */
export class BenchTables {
  readonly #run: Run;
  readonly #city: BenchDatabase;
  readonly #areaWkb: Buffer;
  readonly #names = new Map<string, string>();
  /** Of the time, that spent on making demand disjoint: the core does it too. */
  disjointMs = 0;

  constructor(run: Run, city: BenchDatabase, areaWkb: Buffer) {
    this.#run = run;
    this.#city = city;
    this.#areaWkb = areaWkb;
  }

  /** `(id, geom)`: the demand cut to the area, ground claimed twice given to the lower id. */
  async parcels({ demand, within }: AreaWithinRadius): Promise<string> {
    const area = await this.#area(within);
    return this.#once(`parcel ${within ?? ''} ${JSON.stringify(demand)}`, 'parcel', async (name) => {
      const test = inlined((values) => selectorSql(values, 'f', demand, this.#edition(demand.layer)));
      await this.#run(`create temp table ${name} as select f.id, case when st_covers(a.geom, f.geom) then f.geom else st_collectionextract(st_intersection(f.geom, a.geom), 3) end as geom
        from ${area} a, feature f where f.geom && a.geom and ${test} and st_intersects(a.geom, f.geom)`);
      const start = performance.now();
      await this.#disjoint(name);
      this.disjointMs += performance.now() - start;
    });
  }

  /** `(geom, radius_m)`. */
  supply({ supply }: AreaWithinRadius): Promise<string> {
    return this.#once(`supply ${JSON.stringify(supply)}`, 'supply', async (name) => {
      const tiers = supply.map((tier: SupplyTier) => `select f.geom, ${tier.radiusM}::float8 as radius_m from feature f where ${inlined((values) => selectorSql(values, 'f', tier, this.#edition(tier.layer)))}`);
      await this.#run(`create temp table ${name} as ${tiers.join(' union all ')}`);
    });
  }

  /** `(geom)`: the buffers of the supply, with an index. */
  async buffers(rule: AreaWithinRadius): Promise<string> {
    const supply = await this.supply(rule);
    return this.#once(`buffers ${supply}`, 'pbuf', async (name) => {
      await this.#run(`create temp table ${name} as select st_buffer(st_forcepolygonccw(geom), radius_m, 'quad_segs=32') as geom from ${supply}`);
      await this.#run(`create index on ${name} using gist (geom)`);
      await this.#run(`analyze ${name}`);
    });
  }

  #area(within: string | undefined): Promise<string> {
    const layer = within !== undefined && this.#city.editions.has(within) ? within : '';
    return this.#once(`area ${layer}`, 'area', async (name) => {
      await this.#run(`create temp table ${name} as select st_geomfromwkb('\\x${this.#areaWkb.toString('hex')}'::bytea, ${this.#city.srid}) as geom`);
      if (layer !== '') await this.#run(`update ${name} a set geom = st_collectionextract(st_intersection(a.geom, (select st_union(geom) from feature where edition_id = ${this.#edition(layer)})), 3)`);
    });
  }

  /** Neighbours drawn edge to edge overlap by the rounding of their corners: a part in 10⁸, which is more than the answers may differ by. */
  async #disjoint(name: string): Promise<void> {
    await this.#run(`create index on ${name} using gist (geom)`);
    await this.#run(`analyze ${name}`);
    await this.#run(`update ${name} p set geom = st_collectionextract(st_difference(p.geom, o.geom), 3)
      from (select a.id, st_union(b.geom) as geom from ${name} a join ${name} b on b.id < a.id and a.geom && b.geom and st_area(st_intersection(a.geom, b.geom)) > 1e-9 group by a.id) o where o.id = p.id`);
  }

  #edition(layer: string): number {
    return this.#city.editions.get(layer) ?? -1;
  }

  async #once(key: string, prefix: string, make: (name: string) => Promise<void>): Promise<string> {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = `bench_${prefix}_${this.#names.size}`;
    this.#names.set(key, name);
    await make(name);
    return name;
  }
}

/** The good query (engine-findings G2): buffers in a table with an index; a parcel that one buffer covers is covered, only the others meet the union of the buffers near them. */
export async function goodSums(run: Run, tables: BenchTables, rule: AreaWithinRadius): Promise<AreaSums> {
  const [parcels, buffers] = [await tables.parcels(rule), await tables.buffers(rule)];
  return sums(run, `select coalesce(sum(st_area(p.geom)), 0) as denominator, coalesce(sum(case
      when exists (select from ${buffers} b where st_covers(b.geom, p.geom)) then st_area(p.geom)
      else coalesce(st_area(st_intersection(p.geom, (select st_union(b.geom) from ${buffers} b where st_intersects(b.geom, p.geom)))), 0) end), 0) as numerator from ${parcels} p`);
}

/** The naive query N1: everything united, then intersected. */
export async function naiveSums(run: Run, tables: BenchTables, rule: AreaWithinRadius): Promise<AreaSums> {
  const [parcels, supply] = [await tables.parcels(rule), await tables.supply(rule)];
  return sums(run, `select st_area(u.geom) as denominator, st_area(st_intersection(u.geom, (select st_union(st_buffer(geom, radius_m, 'quad_segs=32')) from ${supply}))) as numerator from (select st_union(geom) as geom from ${parcels}) u`);
}

/** The naive query N2: every parcel against one union of all buffers, here of the first so many parcels in random but fixed order. */
export async function naivePerParcel(run: Run, tables: BenchTables, rule: AreaWithinRadius, parcels: number): Promise<void> {
  await run(`select sum(st_area(st_intersection(p.geom, bench_whole.geom))) from (select geom from ${await tables.parcels(rule)} order by md5(id::text) limit ${parcels}) p, bench_whole`);
}

export async function uniteBuffers(run: Run, tables: BenchTables, rule: AreaWithinRadius): Promise<void> {
  await run(`create temp table bench_whole as select st_union(st_buffer(geom, radius_m, 'quad_segs=32')) as geom from ${await tables.supply(rule)}`);
}

async function sums(run: Run, sql: string): Promise<AreaSums> {
  const [row] = await run<AreaSums>(sql);
  return row as AreaSums;
}

/** Statements that make tables take no parameters, so the values of a selector are written into them. They come from the rule files. */
export function inlined(build: (values: SqlValues) => string): string {
  const values = new SqlValues();
  const literal = (value: unknown): string => {
    if (typeof value === 'number') return String(value);
    if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`;
    return `'${String(value).replaceAll(`'`, `''`)}'`;
  };
  return build(values).replace(/\$(\d+)/g, (_, index: string) => literal(values.list[Number(index) - 1]));
}
