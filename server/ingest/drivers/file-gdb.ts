import { gdalDriver } from './gdal-formats.ts';

/** Esri file geodatabases: a folder `*.gdb`, handed in as a ZIP archive. Found by its folder, never by first bytes. */
export const fileGdbDriver = gdalDriver({ id: 'file-gdb', title: 'The geodatabase', encoding: { name: 'utf-8', from: 'format' } }, { drivers: ['OpenFileGDB'] }, {
  extensions: ['.gdb.zip'],
  sniff: () => false,
});
