import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gdalProcesses, runGdal, runGdalTasks } from '../../../server/gdal/run-gdal.ts';
import type { InspectTask } from '../../../server/gdal/tasks.ts';
import { inTemporaryFolder, sweepTemporaryFolders } from '../../../server/gdal/temporary-folder.ts';

const lines = [1, 2, 3].map((n) => JSON.stringify({ type: 'Feature', properties: { 名称: `公园${n}`, area: n * 1.5 }, geometry: { type: 'Point', coordinates: [465_000 + n, 3_846_000.125] } })).join('\n');

describe('GDAL in a process of its own', () => {
  it('writes a shapefile in GBK, lists it and reads it back with the coordinates as they were', async () => {
    await inTemporaryFolder(async (folder) => {
      const source = join(folder, 'in.geojsonl');
      writeFileSync(source, lines);
      const made = await runGdal({ kind: 'write', inputs: [{ path: source, layer: 'parks' }], format: 'ESRI Shapefile', path: join(folder, 'parks.shp'), crs: 'EPSG:4547', layerOptions: ['ENCODING=CP936'] });
      expect(made.files.map((file) => file.slice(-4)).sort()).toEqual(['.cpg', '.dbf', '.prj', '.shp', '.shx']);
      const input = { path: join(folder, 'parks.shp'), drivers: ['ESRI Shapefile'] };
      const [listed, read, refused] = await runGdalTasks([
        { kind: 'inspect', input, sampleFolder: folder }, { kind: 'read', input, layer: 'parks', to: join(folder, 'rows.fgb') }, { kind: 'read', input, layer: 'no such', to: join(folder, 'none.fgb') },
      ]);
      expect(listed).toMatchObject({ result: { layers: [{ name: 'parks', featureCount: 3, geometryType: 'Point', crsCode: 'EPSG:4547', extent: [465_001, 3_846_000.125, 465_003, 3_846_000.125] }] } });
      expect(listed).toMatchObject({ result: { layers: [{ fields: [{ name: '名称', type: 'String' }, { name: 'area', type: 'Real' }], sample: join(folder, '0.fgb') }] } });
      expect(read).toMatchObject({ result: { path: join(folder, 'rows.fgb') } });
      expect(refused).toMatchObject({ result: { path: null, layers: [{ name: 'parks' }] } });
    });
  });

  it('opens a file only with the driver that is asked for, and sees no other folder', async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'points.geojsonl'), lines);
      writeFileSync(join(folder, 'a.gpkg'), '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>');
      const task: InspectTask = { kind: 'inspect', input: { path: join(folder, 'a.gpkg'), drivers: ['GPKG'] } };
      await expect(runGdal(task)).rejects.toMatchObject({ fault: 'refused' });
    });
  });

  it('ends at the time limit and when cancelled, and leaves no process and no folder', async () => {
    let used = '';
    await inTemporaryFolder(async (folder) => {
      used = folder;
      writeFileSync(join(folder, 'points.geojsonl'), lines);
      const task: InspectTask = { kind: 'inspect', input: { path: join(folder, 'points.geojsonl'), drivers: ['GeoJSONSeq'] } };
      await expect(runGdal(task, { timeLimitMs: 5 })).rejects.toMatchObject({ fault: 'time' });
      const controller = new AbortController();
      const running = runGdal(task, { signal: controller.signal });
      controller.abort(new Error('no longer wanted'));
      await expect(running).rejects.toThrow('no longer wanted');
    });
    expect(gdalProcesses()).toBe(0);
    expect(existsSync(used)).toBe(false);
  });
});

describe('temporary folders of processes that were killed', () => {
  it('go at the next start; those of living processes, other machines and other programs stay', async () => {
    await inTemporaryFolder(async (folder) => {
      const [, machine] = basename(folder).split('-');
      // Larger than any process number.
      const dead = 2 ** 30, old = new Date(Date.now() - 25 * 3600 * 1000);
      const names = { killed: `renewmap-${machine}-${dead}-aaaaaa`, alive: `renewmap-${machine}-${process.ppid}-bbbbbb`, reused: `renewmap-${machine}-${process.ppid}-cccccc`, own: `renewmap-${machine}-${process.pid}-dddddd`, elsewhere: `renewmap-00000000-${dead}-eeeeee`, other: 'renewmap-e2e-ffffff' };
      for (const name of Object.values(names)) mkdirSync(join(folder, name));
      writeFileSync(join(folder, names.killed, 'rows.fgb'), 'x');
      for (const name of [names.reused, names.own, names.elsewhere, names.other]) utimesSync(join(folder, name), old, old);
      await sweepTemporaryFolders(folder);
      expect(readdirSync(folder).sort()).toEqual([names.alive, names.own, names.elsewhere, names.other].sort());
    });
  });
});
