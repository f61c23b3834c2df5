import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const block = 512;
/** Raster, topology and geocoder libraries and upgrade scripts: half of start-up time and memory, none of them used. */
const unused = /raster|topology|tiger|address_standardizer|rtpostgis|--ANY--|--unpackaged--|contrib\/postgis|\/uninstall|\/legacy|postgis_upgrade/;

const octal = (bytes: Buffer): number => Number.parseInt(bytes.toString('latin1').replace(/[\0 ].*$/s, '') || '0', 8);
const text = (bytes: Buffer): string => bytes.toString('utf8').replace(/\0.*$/s, '');

/** The tar archive without the members whose path matches. Plain ustar, as the package ships it. */
function without(archive: Buffer, pattern: RegExp): Buffer {
  const kept: Buffer[] = [];
  let at = 0;
  while (at + block <= archive.length) {
    const header = archive.subarray(at, at + block);
    if (header[0] === 0) break;
    const size = octal(header.subarray(124, 136));
    const end = at + block + Math.ceil(size / block) * block;
    const path = `${text(header.subarray(345, 500))}/${text(header.subarray(0, 100))}`;
    if (!pattern.test(path)) kept.push(archive.subarray(at, end));
    at = end;
  }
  kept.push(Buffer.alloc(2 * block));
  return Buffer.concat(kept);
}

/** Path of the PostGIS bundle without its unused parts, built once per package version in `cacheDir`. */
export function slimPostgisBundle(cacheDir: string): string {
  const packageDir = dirname(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite-postgis')));
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const target = join(cacheDir, `postgis-slim-${version}.tar.gz`);
  if (!existsSync(target)) {
    mkdirSync(cacheDir, { recursive: true });
    const archive = gunzipSync(readFileSync(join(packageDir, 'dist', 'postgis.tar.gz')));
    const half = `${target}.${process.pid}`;
    writeFileSync(half, gzipSync(without(archive, unused), { level: 1 }));
    renameSync(half, target);
  }
  return target;
}
