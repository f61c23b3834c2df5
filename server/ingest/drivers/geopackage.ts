import { gdalDriver } from './gdal-formats.ts';

const UTF8 = { name: 'utf-8', from: 'format' } as const;

/** OGC GeoPackage: an SQLite file; layers with geometry are offered. */
export const geopackageDriver = gdalDriver({ id: 'geopackage', title: 'The GeoPackage', encoding: UTF8 }, { drivers: ['GPKG'] }, {
  extensions: ['.gpkg'],
  sniff: (head) => Buffer.from(head.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0',
});
