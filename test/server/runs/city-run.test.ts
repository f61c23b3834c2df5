import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FigureSet } from '#contract/figures.ts';
import type { Job } from '#contract/layers.ts';
import type { RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import type { CityRun, RunCoverage, RunResult } from '#contract/runs.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { cityEdgeM, cityOrigin, citySrid, insertCity, RandomCity } from '../figures/random-city.ts';

let test: TestApp;
let planner: SignedIn;
const path = '/api/cities/made-up';
const units = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

/** A square around the middle of the city as SQL in its metres. */
const square = (shareOfEdge: number): string => {
  const [x, y, half] = [cityOrigin[0] + cityEdgeM / 2, cityOrigin[1] + cityEdgeM / 2, (shareOfEdge * cityEdgeM) / 2];
  return `st_makeenvelope(${x - half}, ${y - half}, ${x + half}, ${y + half}, ${citySrid})`;
};

beforeAll(async () => {
  test = await buildApp();
  planner = await test.signIn('planner');
  await insertCity(test.db, 'made-up', new RandomCity(11).features);
  for (const [i, id] of units.entries()) {
    await test.db.pool.query(`insert into renewal_unit (id, city_id, name, lonlat, geom, created_by, updated_by) values ($1, 'made-up', $2, '{}', ${square(0.2 + 0.1 * i)}, 1, 1)`, [id, `单元 ${i + 1}`]);
  }
});
afterAll(() => test.close());

async function finished(id: string): Promise<Job> {
  for (;;) {
    const job = (await planner.get(`/api/jobs/${id}`)).json<Job>();
    if (!['queued', 'running'].includes(job.state)) return job;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}

async function run(): Promise<RunResult> {
  const response = await planner.post(`${path}/runs`, {});
  expect(response.statusCode).toBe(202);
  const job = await finished(response.json<Job>().id);
  expect(job).toMatchObject({ kind: 'run', state: 'done', progress: 1 });
  return job.result as RunResult;
}

const runs = async (): Promise<CityRun[]> => (await planner.get(`${path}/runs`)).json<CityRun[]>();
const latest = async (): Promise<CityRun> => (await runs())[0] as CityRun;

describe('a city-wide run', () => {
  it('works out every area once, and nothing at all when nothing has changed', async () => {
    expect(await runs()).toEqual([]);
    const first = await run();
    const { divisions, ...known } = await latest();
    expect(divisions).toBeGreaterThan(1);
    expect(first).toMatchObject({ computed: 1 + divisions + units.length, cached: 0 });
    expect(known).toMatchObject({ units: 2, startedBy: '规划师', outdated: { layers: false, rules: false, areas: 0 } });
    expect(await run()).toEqual({ computed: 0, cached: first.computed, figures: first.figures });
  });

  it('takes over what was computed for an area outside a run', async () => {
    await test.db.pool.query(`update renewal_unit set geom = ${square(0.25)}, version = version + 1 where id = $1`, [units[0]]);
    await planner.get(`${path}/figures?area=unit:${units[0]}`);
    expect((await run()).computed).toBe(0);
  });

  it('computes a changed unit anew, and only that', async () => {
    const { computed, cached } = await latest();
    await test.db.pool.query(`update renewal_unit set geom = ${square(0.35)}, version = version + 1 where id = $1`, [units[1]]);
    expect((await latest()).outdated).toEqual({ layers: false, rules: false, areas: 1 });
    expect(await run()).toMatchObject({ computed: 1, cached: computed + cached - 1 });
  });

  it('holds the numbers of the figures themselves', async () => {
    const { id } = await latest();
    const [division] = (await planner.get(`${path}/runs/${id}/coverage?rule=G-TJ2021&level=subdistrict`)).json<RunCoverage[]>();
    const { figures } = (await planner.get(`${path}/figures?area=division:${division?.code}`)).json<FigureSet>();
    const figure = figures.find(({ ruleId }) => ruleId === 'G-TJ2021');
    expect(division?.figure).toMatchObject({ numerator: figure?.numerator, denominator: figure?.denominator, value: figure?.value, verdict: figure?.verdict, threshold: figure?.threshold });
    expect(division?.figure).not.toHaveProperty('receipt');
  });

  it('is exported with a line an area and rule, numbers unrounded', async () => {
    const { id, figures } = await latest();
    const csv = await planner.get(`${path}/runs/${id}/table?format=csv&lang=zh`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = csv.body.split('\r\n').filter((line) => line !== '');
    expect(lines).toHaveLength(1 + figures);
    expect(lines[0]).toMatch(/^\ufeff区域类型,区域代码,区域名称/);
    const city = (await planner.get(`${path}/figures?area=city`)).json<FigureSet>().figures.find(({ ruleId }) => ruleId === 'G-TJ2021');
    expect(lines.find((line) => line.startsWith('全市,') && line.includes(',G-TJ2021,'))).toContain(`,${city?.numerator},平方米,${city?.denominator},平方米,${city?.value},%,≥,`);
    const xlsx = await planner.get(`${path}/runs/${id}/table?format=xlsx&lang=en`);
    const files = unzipSync(new Uint8Array(xlsx.rawPayload));
    expect(strFromU8(files['xl/workbook.xml'] as Uint8Array)).toMatch(/name="Figures".*name="Sources"/);
    expect(strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array).match(/<row /g)).toHaveLength(1 + figures);
  });

  it('compares two rules over an area, as an answer and as a file that holds all of it', async () => {
    const query = `area=unit:${units[0]}&a=G-TJ2021&b=Z0-Q01-green300`;
    const comparison = (await planner.get(`${path}/comparisons?${query}`)).json<RuleComparison>();
    const { onlyA, onlyB } = comparison;
    expect(comparison).toMatchObject({ ruleA: 'G-TJ2021', ruleB: 'Z0-Q01-green300', hasParcels: true, missingLayers: [] });
    const csv = await planner.get(`${path}/comparisons/table?${query}&format=csv&lang=en`);
    expect(csv.body.split('\r\n').filter((line) => line !== '')).toHaveLength(1 + onlyA.homesTotal + onlyA.parcelsTotal + onlyB.homesTotal + onlyB.parcelsTotal);
    expect((await planner.get(`${path}/comparisons?area=city&a=G-TJ2021&b=unheard-of`)).statusCode).toBe(404);
    expect((await planner.get(`${path}/comparisons?area=unit:${units[0].replace('1', '9')}&a=G-TJ2021&b=G-TJ2021`)).statusCode).toBe(404);
    expect((await planner.get(`${path}/comparisons?area=somewhere&a=G-TJ2021&b=G-TJ2021`)).statusCode).toBe(400);
  });

  it('keeps the last five runs, and refuses what is no run of the city', async () => {
    for (let i = 0; i < 4; i += 1) await run();
    expect(await runs()).toHaveLength(5);
    expect((await planner.get(`${path}/runs/${units[0]}/table?format=csv&lang=zh`)).statusCode).toBe(404);
    expect((await planner.post('/api/cities/nowhere/runs', {})).statusCode).toBe(404);
  });

  it('leaves nothing behind when it is cancelled, and the areas already computed need not be computed again', async () => {
    const before = await runs();
    await test.db.pool.query(`update renewal_unit set geom = st_translate(geom, 5, 5), version = version + 1`);
    const { id } = (await planner.post(`${path}/runs`, {})).json<Job>();
    expect((await planner.post(`${path}/runs`, {})).json<Job>().id).toBe(id);
    await planner.inject({ method: 'DELETE', url: `/api/jobs/${id}` });
    expect((await finished(id)).state).toBe('cancelled');
    expect((await runs()).map((each) => each.id)).toEqual(before.map((each) => each.id));
    expect((await test.db.pool.query('select 1 from city_run where finished_at is null')).rowCount).toBe(0);
    await run();
    expect((await latest()).outdated).toEqual({ layers: false, rules: false, areas: 0 });
  });
});
