import { describe, expect, it } from 'vitest';
import { buildLayerTables } from '#planning/coverage/dataset-builder.ts';
import { decodeDataset, encodedPiece, encodeDataset } from '#planning/coverage/dataset-codec.ts';
import { areaOf, centroidOf } from '#planning/coverage/features.ts';
import { randomScene } from '../../support/random-scene.ts';
import { layerRegistry, scene } from '../../support/scenes.ts';

const input = { layer: 'green_space', editionId: 4, edition: 2, source: '园林局', sourceDate: null, sha256: 'a'.repeat(64), features: 2 };

describe('the dataset codec', () => {
  it('gives back what went in, Chinese text and absent values too', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const dataset = { ...randomScene(seed).dataset, hash: '郑州 “更新” \u0000 \ud83c\udfd9' };
      const decoded = decodeDataset(encodeDataset(dataset));
      expect(decoded).toEqual({ ok: true, dataset });
    }
    const empty = scene().empty('school').dataset();
    expect(decodeDataset(encodeDataset(empty))).toEqual({ ok: true, dataset: empty });
  });

  it('comes in pieces, too', () => {
    const { dataset } = randomScene(3);
    const whole = new Uint8Array(encodeDataset(dataset));
    for (const most of [1000, 1 << 20]) {
      const pieces: number[] = [];
      while (pieces.length < whole.length) {
        const { piece, bytes } = encodedPiece(dataset, pieces.length, most);
        expect(bytes).toBe(whole.length);
        expect(piece.length).toBe(Math.min(most, whole.length - pieces.length));
        pieces.push(...piece);
      }
      expect(Uint8Array.from(pieces)).toEqual(whole);
    }
  });

  it('survives a transfer to another thread', () => {
    const { dataset } = randomScene(3);
    const buffer = encodeDataset(dataset);
    const there = structuredClone(buffer, { transfer: [buffer] });
    expect(buffer.byteLength).toBe(0);
    expect(decodeDataset(there)).toEqual({ ok: true, dataset });
  });

  it('refuses what is no dataset, of another version, or cut short', () => {
    const buffer = encodeDataset(randomScene(1).dataset);
    const code = (bytes: ArrayBuffer): string => {
      const decoded = decodeDataset(bytes);
      return decoded.ok ? 'ok' : decoded.code;
    };
    expect(code(new ArrayBuffer(3))).toBe('not_a_dataset');
    expect(code(new ArrayBuffer(64))).toBe('not_a_dataset');
    expect(code(buffer.slice(0, buffer.byteLength - 8))).toBe('cut_short');
    expect(code(buffer.slice(0, 40))).toBe('cut_short');
    const other = buffer.slice(0);
    new Uint32Array(other)[1] = 99;
    expect(code(other)).toBe('other_version');
  });
});

describe('the dataset builder', () => {
  const clockwise = [[0, 0], [0, 10], [10, 10], [10, 0]];
  const hole = [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]];

  it('closes rings, turns shells counter-clockwise and holes clockwise', () => {
    const [table] = buildLayerTables('green_space', [{ id: 7, geometry: { type: 'Polygon', coordinates: [clockwise, hole] }, attributes: { class: 'G11' } }], input, layerRegistry);
    expect([...table.coords]).toEqual([0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 2, 2, 2, 4, 4, 4, 4, 2, 2, 2].slice(0, 10).concat([2, 2, 2, 4, 4, 4, 4, 2, 2, 2]));
    expect(areaOf(table, 0)).toBe(100 - 4);
    expect(centroidOf(table, 0)).toEqual([(100 * 5 - 4 * 3) / 96, (100 * 5 - 4 * 3) / 96]);
  });

  it('orders ids, splits by geometry type and takes the attributes the engine knows', () => {
    const tables = buildLayerTables('school', [
      { id: 9, geometry: { type: 'Point', coordinates: [1, 2, 3] }, attributes: { type: 'primary', status: null, places: 400 } },
      { id: 3, geometry: { type: 'MultiPoint', coordinates: [[5, 6], [7, 8]] }, attributes: { type: 'primary', status: '' } },
      { id: 5, geometry: { type: 'Polygon', coordinates: [clockwise] }, attributes: { type: 'middle', status: 'closed' } },
    ], { ...input, layer: 'school' }, layerRegistry);
    expect(tables.map(({ geometryType, ids }) => [geometryType, [...ids]])).toEqual([['point', [3, 9]], ['polygon', [5]]]);
    const known = Object.entries(layerRegistry.kinds['school'].attributes).filter(([, { engine }]) => engine).map(([name]) => name);
    expect(known).toEqual(expect.arrayContaining(['status', 'type']));
    expect(Object.keys(tables[0].columns).sort()).toEqual(known.sort());
    expect([...tables[0].coords]).toEqual([5, 6, 7, 8, 1, 2]);
    expect(tables[0].columns['status']).toMatchObject({ codes: Uint16Array.of(0xffff, 0xffff) });
  });

  it('keeps booleans as text and numbers as numbers, absent as absent', () => {
    const [roads] = buildLayerTables('road', [
      { id: 1, geometry: { type: 'LineString', coordinates: [[0, 0], [1, 0]] }, attributes: { class: 'branch', is_main_street: true, is_commercial: false } },
      { id: 2, geometry: { type: 'LineString', coordinates: [[0, 0], [1, 0]] }, attributes: { class: 'branch' } },
    ], { ...input, layer: 'road' }, layerRegistry);
    expect(roads.columns['is_main_street']).toEqual({ type: 'text', codes: Uint16Array.of(0, 0xffff), dictionary: ['true'] });
    const [homes] = buildLayerTables('building', [1, 2, 3].map((id) => ({ id, geometry: { type: 'Polygon' as const, coordinates: [clockwise] }, attributes: { people: [12, '7', null][id - 1] } })), { ...input, layer: 'building' }, layerRegistry);
    expect(homes.columns['people']).toEqual({ type: 'number', values: Float64Array.of(12, 7, NaN) });
  });

  it('keeps an empty layer present', () => {
    expect(buildLayerTables('public_toilet', [], input, layerRegistry).map(({ ids }) => ids.length)).toEqual([0]);
  });
});
