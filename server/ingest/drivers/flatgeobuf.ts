import { gdalDriver } from './gdal-formats.ts';

/** FlatGeobuf. Read by GDAL, which holds every offset against the file's size, not by the reader of our own intermediate files. */
export const flatgeobufDriver = gdalDriver({ id: 'flatgeobuf', title: 'The FlatGeobuf file', encoding: { name: 'utf-8', from: 'format' } }, { drivers: ['FlatGeobuf'], openOptions: ['VERIFY_BUFFERS=YES'] }, {
  extensions: ['.fgb'],
  sniff: (head) => head[0] === 0x66 && head[1] === 0x67 && head[2] === 0x62 && head[3] === 0x03,
});
