import pg from 'pg';

export interface PoolSettings {
  readonly max: number;
  /** Settings of every session, as libpq's `options`. */
  readonly options?: string;
}

const asNumber = (text: string): number => Number(text);
const asText = (text: string): string => text;
const { INT8, DATE } = pg.types.builtins;

/**
 * How column types become values: `bigint` (ids, counts) is a number, `date` stays `YYYY-MM-DD` (a Date would move it by the time zone);
 * everything else as `pg` has it, so `timestamptz` is a Date, `jsonb` a parsed value and `numeric` a string.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return asNumber;
    if (oid === DATE) return asText;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid);
  }) as pg.CustomTypesConfig['getTypeParser'],
};

export function createPool(url: string, settings: PoolSettings): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url, types, max: settings.max, application_name: 'renewmap',
    connectionTimeoutMillis: 30_000,
    ...(settings.options === undefined ? {} : { options: settings.options }),
  });
  // An idle connection the server dropped is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}
