import { describe, expect, it } from 'vitest';
import { editionsByKind } from '../../../client/data/editions-by-kind.ts';
import { idFromName, isComplete, isOsmName, kindByName, pendingFile } from '../../../client/data/pending-file.ts';
import { importForm } from '../../../client/data/upload.ts';
import type { LayerEdition } from '#contract/layers.ts';
import { layerKinds } from '../layers/layer-kinds.ts';

const { kinds } = layerKinds;
const file = (name: string) => new File(['{}'], name);

describe('a chosen file', () => {
  it.each([['road.geojson', 'road'], ['railway_2024.json', 'railway'], ['老旧小区-2025.geojson', 'old_community'], ['Public Toilets.geojson', 'public_toilet'], ['x.geojson', null], ['rail_station.geojson', 'rail_station']])('%s is taken for %s', (name, kind) => expect(kindByName(name, kinds)).toBe(kind));
  it.each(['a.osm', 'a.OSM.GZ', 'a.osm.pbf', 'a.pbf'])('%s says its layers itself', (name) => {
    expect(isOsmName(name)).toBe(true);
    expect(isComplete(pendingFile(file(name), '1', kinds))).toBe(true);
  });
  it('of GeoJSON needs a kind', () => {
    expect(isComplete(pendingFile(file('x.geojson'), '1', kinds))).toBe(false);
    expect(isComplete(pendingFile(file('road.geojson'), '1', kinds))).toBe(true);
  });
  it('is sent with its fields before it, the empty ones left out', () => {
    const form = importForm({ ...pendingFile(file('road.geojson'), '1', kinds), crs: ' EPSG:4547 ' });
    expect([...form.keys()]).toEqual(['kind', 'source', 'crs', 'file']);
    expect(form.get('crs')).toBe('EPSG:4547');
  });
});

describe('a new city', () => {
  it.each([['Porto Alegre', 'porto-alegre'], ['São Paulo', 'sao-paulo'], ['郑州', ''], ['  A—B  ', 'a-b']])('%s gets the id %j', (name, id) => expect(idFromName(name)).toBe(id));
  it('gets only ids the contract allows', () => { for (const name of ['--x--', 'Ω mega 9', 'x'.repeat(99)]) expect(idFromName(name)).toMatch(/^([a-z0-9][a-z0-9-]{0,62})?$/); });
});

describe('editions by layer', () => {
  const edition = (id: number, kind: string, number: number, status: LayerEdition['status']) => ({ id, kind, edition: number, status }) as LayerEdition;
  it('show the current one, older ones below it, in the order of the kinds', () => {
    const groups = editionsByKind([edition(4, 'road', 2, 'current'), edition(1, 'road', 1, 'superseded'), edition(5, 'road', 3, 'quarantined'), edition(2, 'building', 1, 'current'), edition(9, 'odd', 1, 'staging')], ['building', 'road']);
    expect(groups.map(({ kind, latest, older }) => [kind, latest.id, older.map(({ id }) => id)])).toEqual([['building', 2, []], ['road', 4, [5, 1]], ['odd', 9, []]]);
  });
});
