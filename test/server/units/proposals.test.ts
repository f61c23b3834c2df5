import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '#contract/common.ts';
import type { FigureSet } from '#contract/figures.ts';
import type { Proposal, ProposalEditResult } from '#contract/proposals.ts';
import type { CityEvent, EditLogEntry, EditResult } from '#contract/units.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { decodeDataset } from '#planning/coverage/dataset-codec.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { metricProposal, proposalFeatureId } from '#planning/coverage/proposal.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { overlay } from '../../support/geos.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { cityEdgeM, cityOrigin, citySrid, insertCity, RandomCity } from '../figures/random-city.ts';

const url = '/api/cities/made-up';
const crs = metricCrs(citySrid)!;
const unitId = '00000000-0000-4000-8000-000000000001';
/** Degrees, by metres from the middle of the city. */
const at = (dx: number, dy: number): [number, number] => [...crs.inverse(cityOrigin[0] + cityEdgeM / 2 + dx, cityOrigin[1] + cityEdgeM / 2 + dy)] as [number, number];
const half = 0.3 * cityEdgeM;
const boundary = { type: 'Polygon' as const, coordinates: [[at(-half, -half), at(half, -half), at(half, half), at(-half, half), at(-half, -half)]] };

let test: TestApp;
let planner: SignedIn;
beforeAll(async () => {
  test = await buildApp();
  planner = await test.signIn('planner');
  await insertCity(test.db, 'made-up', new RandomCity(11).features);
  const saved = await planner.post(`${url}/edits`, { id: randomUUID(), kind: 'put-unit', baseVersion: 0, unit: { id: unitId, name: '单元', isPriority: false, note: '', geometry: boundary }, reason: '' });
  expect(saved.statusCode, saved.body).toBe(200);
});
afterAll(() => test.close());

const kindergarten = (id: string, place: readonly [number, number], changes: object = {}) => ({ id, unitId, layer: 'school', name: '拟建幼儿园', attributes: { type: 'kindergarten' }, geometry: { type: 'Point', coordinates: place }, ...changes });
const put = (proposal: object, baseVersion = 0, id: string = randomUUID()) => ({ id, kind: 'put-proposal', baseVersion, proposal, reason: '提议' });
const remove = (proposalId: string, baseVersion: number) => ({ id: randomUUID(), kind: 'delete-proposal', baseVersion, proposalId, reason: '不建了' });
const send = (edit: object) => planner.post(`${url}/proposals/edits`, edit);
const list = async () => (await planner.get(`${url}/proposals?unit=${unitId}`)).json<Proposal[]>();
const figures = async () => (await planner.get(`${url}/figures?area=unit:${unitId}`)).json<FigureSet>();
const numbers = (set: readonly { ruleId: string; numerator: number | null; denominator: number | null }[]) => set.map(({ ruleId, numerator, denominator }) => [ruleId, numerator, denominator]);

describe('proposals', () => {
  const id = randomUUID();

  it('are counted in the second reading of their unit, to the bit as the browser counts them, and the first stays', async () => {
    const before = await figures();
    expect(before.withProposals).toBeUndefined();
    const heard: CityEvent[] = [];
    const stop = test.app.events.subscribe('made-up', (event) => heard.push(event));
    const response = await send(put(kindergarten(id, at(40, 60))));
    stop();
    expect(response.statusCode, response.body).toBe(200);
    const { proposal, figures: set } = response.json<ProposalEditResult>();
    expect(proposal).toMatchObject({ id, unitId, number: 1, version: 1, layer: 'school', updatedBy: '规划师', geometry: { type: 'Point', coordinates: at(40, 60) } });
    expect(heard.filter(({ type }) => type === 'proposals')).toEqual([expect.objectContaining({ unitId })]);
    expect(numbers(set!.figures)).toEqual(numbers(before.figures));
    expect(set!.withProposals).toMatchObject({ state: 'computed', proposals: [id] });

    const answer = await planner.inject({ method: 'GET', url: `${url}/dataset`, headers: { 'accept-encoding': 'gzip' } });
    const decoded = decodeDataset(new Uint8Array(gunzipSync(answer.rawPayload)).buffer);
    if (!decoded.ok) throw new Error(decoded.message);
    const ruleSets = (await planner.get('/api/rule-sets')).json<RuleSet[]>();
    const engine = createCoverageEngine(decoded.dataset, ruleSets, overlay);
    engine.propose([metricProposal(proposal!, crs)]);
    const followed = engine.follow();
    const preview = followed.figuresOfLonLat(boundary, { listLimit: 0 });
    expect(numbers(set!.withProposals!.figures)).toEqual(numbers(preview.withProposals!));
    expect(numbers(set!.withProposals!.figures)).not.toEqual(numbers(set!.figures));
    followed.dispose();
    engine.dispose();

    const counted = set!.withProposals!.figures.flatMap(({ receipt }) => receipt.counted.filter(({ id: feature }) => feature === proposalFeatureId(1)));
    expect(counted.length).toBeGreaterThan(0);
  });

  it('have receipts of their own: the second reading whole, the first where nothing else is asked', async () => {
    const { figures: existing, withProposals } = await figures();
    const moved = withProposals!.figures.find((figure) => figure.receipt.counted.some(({ id: feature }) => feature === proposalFeatureId(1)))!;
    const receipt = async (reading: string) => (await planner.get(`${url}/figures/receipt?area=unit:${unitId}&rule=${moved.ruleId}${reading}`)).json<Figure>();
    expect(await receipt('&reading=with_proposals')).toEqual(moved);
    const first = existing.find(({ ruleId }) => ruleId === moved.ruleId)!;
    expect(await receipt('')).toEqual(first);
    expect(await receipt('&reading=existing')).toEqual(first);
    expect(first.receipt.counted.some(({ id: feature }) => feature === proposalFeatureId(1))).toBe(false);
    const brief = (await planner.get(`${url}/figures?area=unit:${unitId}&receipts=brief`)).json<FigureSet>();
    expect(numbers(brief.withProposals!.figures)).toEqual(numbers(withProposals!.figures));
    expect(brief.withProposals!.figures.every(({ receipt: { counted: listed } }) => listed.length === 0)).toBe(true);
  });

  it('move by version; who saw an older one is told; the same edit sent twice is one', async () => {
    const move = put(kindergarten(id, at(-200, 10)), 1);
    const first = (await send(move)).json<ProposalEditResult>();
    expect(first.proposal).toMatchObject({ version: 2, number: 1 });
    expect((await send(move)).json<ProposalEditResult>().proposal).toEqual(first.proposal);
    const stale = await send(put(kindergarten(id, at(0, 0)), 1));
    expect([stale.statusCode, stale.json<Problem>().code, stale.json<Problem>().current]).toEqual([409, 'version_conflict', first.proposal]);
    expect(await list()).toEqual([first.proposal]);
  });

  it('go, come back as the same, and stand in the history of the unit without touching its version', async () => {
    const gone = await send(remove(id, 2));
    expect(gone.json<ProposalEditResult>().proposal).toBeNull();
    expect(await list()).toEqual([]);
    expect((await figures()).withProposals).toBeUndefined();
    const none = await planner.get(`${url}/figures/receipt?area=unit:${unitId}&rule=E2-09-kindergarten-people&reading=with_proposals`);
    expect([none.statusCode, none.json<Problem>().code]).toEqual([404, 'not_found']);
    expect((await send(remove(id, 3))).statusCode).toBe(404);
    const back = (await send(put(kindergarten(id, at(-200, 10)), 3))).json<ProposalEditResult>();
    expect(back.proposal).toMatchObject({ number: 1, version: 4 });
    const park = { id: randomUUID(), unitId, layer: 'green_space', name: '', attributes: { class: 'G14', open_to_public: true }, geometry: { type: 'Polygon', coordinates: [[at(0, 0), at(90, 0), at(90, 90), at(0, 90), at(0, 0)]] } };
    expect((await send(put(park))).json<ProposalEditResult>().proposal).toMatchObject({ number: 2 });
    const history = (await planner.get(`${url}/units/${unitId}/history`)).json<EditLogEntry[]>();
    expect(history.map(({ kind, version }) => `${kind} ${version}`)).toEqual(['put-unit 1', 'put-proposal 1', 'put-proposal 2', 'delete-proposal 3', 'put-proposal 4', 'put-proposal 1']);
    const renamed = await planner.post(`${url}/edits`, { id: randomUUID(), kind: 'put-unit', baseVersion: 1, unit: { id: unitId, name: '改名', isPriority: false, note: '', geometry: boundary }, reason: '' });
    expect(renamed.json<EditResult>().results[0]?.unit?.version).toBe(2);
    // A unit that goes takes its proposals out of sight; brought back, it has them again.
    await planner.post(`${url}/edits`, { id: randomUUID(), kind: 'delete-unit', baseVersion: 2, unitId, reason: '' });
    expect(await list()).toEqual([]);
    await planner.post(`${url}/edits`, { id: randomUUID(), kind: 'put-unit', baseVersion: 0, unit: { id: unitId, name: '改名', isPriority: false, note: '', geometry: boundary }, reason: '' });
    expect((await list()).map(({ number }) => number)).toEqual([1, 2]);
  });

  it.each([
    ['a layer that nobody proposes', { layer: 'building', attributes: {} }, '/proposal/layer'],
    ['an attribute the layer does not have', { attributes: { colour: 'red' } }, '/proposal/attributes/colour'],
    ['a value the layer does not take', { attributes: { type: 'castle' } }, '/proposal/attributes'],
    ['a status', { attributes: { type: 'primary', status: 'in_use' } }, '/proposal/attributes/status'],
    ['a polygon where the layer takes points', { layer: 'bus_stop', attributes: {}, geometry: boundary }, '/proposal/geometry/type'],
    ['a polygon that crosses itself', { layer: 'green_space', attributes: { class: 'G14' }, geometry: { type: 'Polygon', coordinates: [[at(0, 0), at(90, 90), at(90, 0), at(0, 90), at(0, 0)]] } }, '/proposal/geometry'],
    ['something built that names what exists', { featureId: 1 }, '/proposal/featureId'],
    ['the closing of what is no facility', { action: 'close', layer: 'building', attributes: {}, featureId: 1 }, '/proposal/layer'],
    ['the closing of nothing', { action: 'close', attributes: {}, featureId: 987654321 }, '/proposal/featureId'],
    ['a move that says what it moves', { action: 'move', featureId: 1 }, '/proposal/attributes'],
    ['a footway that is a point', { action: 'connect', layer: 'road', attributes: {} }, '/proposal/geometry/type'],
    ['a footway that is no road', { action: 'connect', attributes: {}, geometry: { type: 'LineString', coordinates: [[113, 34], [113.1, 34]] } }, '/proposal/layer'],
    ['a place off the earth', { geometry: { type: 'Point', coordinates: [113, 91] } }, '/proposal/geometry/coordinates'],
  ])('are refused: %s', async (_, changes, path) => {
    const before = await list();
    const response = await send(put(kindergarten(randomUUID(), at(0, 0), changes)));
    expect([response.statusCode, response.json<Problem>().errors?.[0]?.path]).toEqual([400, path]);
    expect(await list()).toEqual(before);
  });

  it('close, move and connect what exists, to the bit as the browser counts it; a copy into a scheme does the same, and what is gone counts nowhere', async () => {
    const { rows } = await test.db.pool.query<{ id: number; kind: string; x: number; y: number }>(
      `select f.id, e.kind, st_x(st_centroid(f.geom)) as x, st_y(st_centroid(f.geom)) as y from feature f join layer_edition e on e.id = f.edition_id
       where e.city_id = 'made-up' and e.status = 'current' and e.kind in ('school', 'bus_stop') and st_geometrytype(f.geom) = 'ST_Point' and f.attrs ->> 'status' is distinct from 'closed'
       order by e.kind, st_distance(f.geom, st_setsrid(st_point($1, $2), st_srid(f.geom)))`, [cityOrigin[0] + cityEdgeM / 2, cityOrigin[1] + cityEdgeM / 2]);
    const [stop, school] = ['bus_stop', 'school'].map((kind) => rows.find((each) => each.kind === kind)!);
    const { rows: [street] } = await test.db.pool.query<{ x: number; y: number; tox: number; toy: number }>(
      `with road as (select f.geom, st_centroid(f.geom) as middle from feature f join layer_edition e on e.id = f.edition_id where e.city_id = 'made-up' and e.kind = 'road' and st_geometrytype(f.geom) = 'ST_LineString' and coalesce(f.attrs ->> 'class', '') not in ('motorway', 'expressway') and f.attrs ->> 'foot' is null limit 1)
       select st_x(st_startpoint(geom)) as x, st_y(st_startpoint(geom)) as y, st_x(st_endpoint(geom)) as tox, st_y(st_endpoint(geom)) as toy from road`);
    const lonLat = (x: number, y: number): [number, number] => [...crs.inverse(x, y)] as [number, number];
    const mine = { unitId, name: '', attributes: {} };
    const closing = { ...mine, id: randomUUID(), action: 'close', layer: 'bus_stop', featureId: stop!.id, geometry: { type: 'Point', coordinates: lonLat(stop!.x, stop!.y) }, cost: 2 };
    const moving = { ...mine, id: randomUUID(), action: 'move', layer: 'school', featureId: school!.id, geometry: { type: 'Point', coordinates: lonLat(school!.x + 300, school!.y) } };
    const footway = { ...mine, id: randomUUID(), action: 'connect', layer: 'road', geometry: { type: 'LineString', coordinates: [lonLat(street!.x, street!.y), at(0, 0), lonLat(street!.tox, street!.toy)] } };
    for (const proposal of [closing, moving]) expect((await send(put(proposal))).statusCode).toBe(200);
    const { proposal, figures: set } = (await send(put(footway))).json<ProposalEditResult>();
    expect(proposal).toMatchObject({ action: 'connect', layer: 'road' });
    const all = await list();
    expect(all.find(({ id: each }) => each === closing.id)).toMatchObject({ action: 'close', featureId: stop!.id, cost: 2, existing: { name: null } });
    expect(set!.withProposals!.uncounted).toEqual([]);
    const leftOut = set!.withProposals!.figures.flatMap(({ receipt }) => receipt.leftOut);
    for (const [feature, reason] of [[stop!.id, 'closed_by_proposal'], [school!.id, 'moved_by_proposal']]) expect(leftOut).toContainEqual(expect.objectContaining({ id: feature, reason }));
    expect(set!.withProposals!.figures.some(({ receipt }) => receipt.proposals?.some(({ action, isCounted }) => action === 'connect' && isCounted))).toBe(true);

    const answer = await planner.inject({ method: 'GET', url: `${url}/dataset`, headers: { 'accept-encoding': 'gzip' } });
    const decoded = decodeDataset(new Uint8Array(gunzipSync(answer.rawPayload)).buffer);
    if (!decoded.ok) throw new Error(decoded.message);
    const engine = createCoverageEngine(decoded.dataset, (await planner.get('/api/rule-sets')).json<RuleSet[]>(), overlay);
    engine.propose(all.map((each) => metricProposal(each, crs)));
    const followed = engine.follow();
    expect(numbers(followed.figuresOfLonLat(boundary, { listLimit: 0 }).withProposals!)).toEqual(numbers(set!.withProposals!.figures));
    followed.dispose();
    engine.dispose();

    const schemeId = randomUUID();
    expect((await planner.post(`${url}/schemes`, { id: schemeId, name: '方案甲', note: '', from: 'baseline' })).statusCode).toBe(201);
    const copies = (await planner.get(`${url}/proposals?scheme=${schemeId}`)).json<Proposal[]>().filter(({ originId }) => originId === closing.id || originId === moving.id);
    expect(copies.map(({ action, featureId, existing }) => ({ action, featureId, existing }))).toEqual(all.filter(({ id: each }) => each === closing.id || each === moving.id).map(({ action, featureId, existing }) => ({ action, featureId, existing })));
    // Promoted: what was moved further is moved so, what was closed besides is closed, the rest stays as it is.
    const ofScheme = (await planner.get(`${url}/proposals?scheme=${schemeId}`)).json<Proposal[]>();
    const copyOf = (id: string) => ofScheme.find(({ originId }) => originId === id)!;
    const away = { ...moving, id: copyOf(moving.id).id, unitId: copyOf(moving.id).unitId, geometry: { type: 'Point', coordinates: lonLat(school!.x + 500, school!.y) } };
    const secondStop = rows.filter(({ kind }) => kind === 'bus_stop')[1]!;
    const besides = { ...closing, id: randomUUID(), unitId: away.unitId, featureId: secondStop.id, geometry: { type: 'Point', coordinates: lonLat(secondStop.x, secondStop.y) } };
    for (const edit of [put(away, 1), put(besides)]) expect((await send(edit)).statusCode).toBe(200);
    const promoted = await (await test.signIn('officer')).post(`${url}/schemes/${schemeId}/promotions`, { id: randomUUID(), unitIds: [away.unitId], reason: '评审通过' });
    expect(promoted.statusCode, promoted.body).toBe(200);
    const baseline = await list();
    expect(baseline.find(({ id: each }) => each === moving.id)).toMatchObject({ action: 'move', featureId: school!.id, version: 2, geometry: away.geometry });
    expect([closing.id, footway.id].map((id) => baseline.find((each) => each.id === id))).toMatchObject([{ action: 'close', featureId: stop!.id, version: 1 }, { action: 'connect', version: 1 }]);
    expect(baseline.filter(({ originId }) => originId === besides.id)).toMatchObject([{ action: 'close', featureId: secondStop.id, unitId, cost: 2 }]);
    // The next edition knows the school by its outline and the stop no more.
    await test.db.pool.query("update feature set id = default where id = $1", [school!.id]);
    await test.db.pool.query('delete from feature where id = $1', [stop!.id]);
    const now = await list();
    expect(now.find(({ id: each }) => each === moving.id)?.featureId).toBeGreaterThan(school!.id);
    expect(now.find(({ id: each }) => each === closing.id)).not.toHaveProperty('featureId');
  });

  it('belong to a unit that is there, and an id is used once', async () => {
    expect((await send(put(kindergarten(randomUUID(), at(0, 0), { unitId: randomUUID() })))).statusCode).toBe(404);
    const edit = put(kindergarten(randomUUID(), at(0, 0)));
    expect((await send(edit)).statusCode).toBe(200);
    expect((await send(put(kindergarten(randomUUID(), at(0, 0)), 0, edit.id))).json<Problem>().code).toBe('already_exists');
  });
});
