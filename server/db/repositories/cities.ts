import type { City } from '#contract/layers.ts';
import type { Queryable } from '../database.ts';

interface Row { id: string; name: string; name_en: string; srid: number | null; is_fictional: boolean; bounds: [number, number, number, number] | null; units: number; layers: number }

const select = `select city.id, name, name_en, srid, is_fictional, bounds,
  (select count(*) from renewal_unit where city_id = city.id and scheme_id is null) as units,
  (select count(*) from layer_edition where city_id = city.id and status = 'current') as layers
  from city`;

const fromRow = (row: Row): City => ({ id: row.id, name: row.name, nameEn: row.name_en, srid: row.srid, isFictional: row.is_fictional, bounds: row.bounds, units: row.units, layers: row.layers });

/** Oldest first, so the demo city leads. */
export async function listCities(q: Queryable): Promise<City[]> {
  const { rows } = await q.query<Row>(`${select} order by city.created_at, city.id`);
  return rows.map(fromRow);
}

export async function findCity(q: Queryable, id: string): Promise<City | null> {
  const { rows } = await q.query<Row>(`${select} where city.id = $1`, [id]);
  return rows[0] ? fromRow(rows[0]) : null;
}

export interface NewCityRow { readonly id: string; readonly name: string; readonly nameEn: string; readonly srid: number | null; readonly isFictional: boolean }

/** Null when the id is taken. */
export async function insertCity(q: Queryable, city: NewCityRow): Promise<City | null> {
  const { rowCount } = await q.query('insert into city (id, name, name_en, srid, is_fictional) values ($1, $2, $3, $4, $5) on conflict (id) do nothing',
    [city.id, city.name, city.nameEn, city.srid, city.isFictional]);
  return rowCount === 1 ? findCity(q, city.id) : null;
}

/** Whether there is any city but a fictional one without layers, which a seeding that was cut off leaves behind. */
export async function hasCities(q: Queryable): Promise<boolean> {
  const { rowCount } = await q.query(`select 1 from city where not is_fictional or exists (select 1 from layer_edition where city_id = city.id and status = 'current') limit 1`);
  return rowCount === 1;
}
