import type { FeatureTable } from '../feature-table.ts';
import type { ExportChoice, Fitting } from '../fitting.ts';

/** Rows joined before they go on: a system call a row would take longer than the row. */
const pieceLength = 64 * 1024;

/** Texts joined to pieces of some length. */
export async function* pieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length >= pieceLength) { yield piece; piece = ''; }
  }
  if (piece !== '') yield piece;
}

/**
 * RFC 7946. In metres it has the «crs» member of the GeoJSON before the RFC, which this app, GDAL and QGIS read. The id of a feature is that of its source, so the
 * field that says the same is left out.
 */
export async function* geoJsonTexts(table: FeatureTable, choice: ExportChoice, fitting: Fitting, signal: AbortSignal): AsyncGenerator<string> {
  const { target, locale } = choice;
  const crs = target.isDegrees ? '' : `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::${target.srid}"}},\n`;
  const fields = table.fields.filter(({ key }) => key !== 'source_id').map(({ key }) => ({ key, head: JSON.stringify(fitting.names.get(key)) }));
  yield `{"type":"FeatureCollection","name":${JSON.stringify(table.title[locale])},\n${crs}"features":[`;
  let separator = '\n';
  for await (const given of table.rows(target, signal)) {
    const row = fitting.take(given);
    if (!row) continue;
    let properties = '';
    for (const { key, head } of fields) properties += `${properties === '' ? '' : ','}${head}:${JSON.stringify(row.values[key] ?? null)}`;
    const id = row.id === null ? '' : `"id":${JSON.stringify(row.id)},`;
    yield `${separator}{"type":"Feature",${id}"properties":{${properties}},"geometry":${JSON.stringify(row.geometry)}}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}
