import type { Driver } from '../driver.ts';
import type { GdalInput } from '../../gdal/tasks.ts';
import { inspectWithGdal, openWithGdal, type GdalFormat } from './gdal/gdal-source.ts';

/** A driver for a format that states its own encoding and CRS, read by GDAL as it is. */
export function gdalDriver(format: GdalFormat, input: Omit<GdalInput, 'path'>, recognise: Pick<Driver, 'extensions' | 'sniff'>): Driver {
  return {
    id: format.id, ...recognise,
    inspect: (path, options) => inspectWithGdal({ ...input, path }, format, options),
    open: (path, options) => openWithGdal({ ...input, path }, format, format.title, options),
  };
}
