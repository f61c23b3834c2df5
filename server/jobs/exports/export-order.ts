import type { ExportQuery, ExportThing } from '#contract/exports.ts';
import type { City } from '#contract/layers.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { lookup } from '#planning/standards/parse.ts';
import { currentEditions } from '../../db/repositories/editions.ts';
import { findArea } from '../../db/repositories/figure-areas.ts';
import { findScheme } from '../../db/repositories/schemes.ts';
import { listUnits } from '../../db/repositories/units.ts';
import { ExportProblem } from '../../export/export-problem.ts';
import type { FeatureTable } from '../../export/feature-table.ts';
import { figureTable } from '../../export/figure-table.ts';
import type { ExportChoice } from '../../export/fitting.ts';
import { gapTable } from '../../export/gap-table.ts';
import { layerTable } from '../../export/layer-table.ts';
import type { ExportOrder } from '../../export/make-export.ts';
import { targetCrs, type TargetCrs } from '../../export/target-crs.ts';
import { unitTable } from '../../export/unit-table.ts';
import { refuseLongSheet } from '../../export/write/sheet.ts';
import type { Asker, FigureService } from '../figures/figure-service.ts';
import { gapSet } from '../figures/gap-set.ts';

const degrees = targetCrs('4326') as TargetCrs;
/** Formats people measure in get the city's metres unless they say otherwise. */
const inMetres: readonly ExportQuery['format'][] = ['shapefile', 'dxf', 'geopackage', 'flatgeobuf'];

function demand<Name extends 'kind' | 'area' | 'rule'>(query: ExportQuery, name: Name, what: ExportThing): string {
  const value = query[name];
  if (value === undefined) throw new ExportProblem('bad_request', `An export of ${what} needs «${name}» in the query.`);
  return value;
}

function cityCrs(city: City): MetricCrs {
  const crs = city.srid === null ? null : metricCrs(city.srid);
  if (!crs) throw new ExportProblem('not_found', `The city «${city.id}» has no layers yet.`);
  return crs;
}

function choiceOf(city: City, query: ExportQuery): { readonly choice: ExportChoice; readonly crsNotUsed: string | null } {
  const { format, encoding = 'UTF-8', fields = 'keys', lang = 'zh' } = query;
  const usual = (): TargetCrs => (inMetres.includes(format) ? targetCrs(String(cityCrs(city).srid)) as TargetCrs : degrees);
  const asked = query.crs === undefined ? usual() : targetCrs(query.crs);
  if (!asked) throw new ExportProblem('crs_unknown', `The coordinate system «${query.crs}» is not one this app writes. Known: EPSG:4326, 4490, 3857, CGCS2000 3-degree zones 4513–4554, UTM 32601–32760.`);
  const isFixed = format === 'kml' && !asked.isDegrees;
  return { choice: { format, encoding, fields, locale: lang, target: format === 'kml' ? degrees : asked }, crsNotUsed: isFixed ? asked.code : null };
}

async function tableOf(service: FigureService, city: City, what: ExportThing, query: ExportQuery, asker: Asker): Promise<FeatureTable> {
  const { pool } = service.db;
  const locale = query.lang ?? 'zh';
  switch (what) {
    case 'units': {
      const { scheme: id } = query;
      const scheme = id === undefined ? null : await findScheme(pool, city.id, id);
      if (id !== undefined && !scheme) throw new ExportProblem('not_found', 'There is no such scheme; it may have been deleted.');
      return unitTable(await listUnits(pool, city.id, scheme?.id ?? null), scheme?.name ?? null);
    }
    case 'layer': {
      const kind = demand(query, 'kind', what);
      const edition = (await currentEditions(pool, city.id)).find((each) => each.kind === kind);
      if (!edition) throw new ExportProblem('not_found', `There is no layer «${kind}» in this city now.`);
      return layerTable(pool, cityCrs(city), edition);
    }
    case 'figures': {
      const ref = demand(query, 'area', what);
      const set = await service.figuresOf(city.id, ref, asker);
      if (query.rule !== undefined && !set.figures.some(({ ruleId }) => ruleId === query.rule)) throw new ExportProblem('not_found', `There is no figure of rule «${query.rule}» for «${ref}».`);
      const area = await findArea(pool, city.id, ref);
      return figureTable(set, service.ruleSets, query.rule, area?.wkb ? { wkb: area.wkb, crs: cityCrs(city) } : null, locale);
    }
    case 'gaps': {
      const [area, ruleId] = [demand(query, 'area', what), demand(query, 'rule', what)];
      const set = await gapSet(service, city.id, { area, ruleId, order: 'distance', limit: Infinity });
      return gapTable(set, lookup(service.ruleSets, set.ruleId)?.rule.name ?? { zh: ruleId, en: ruleId }, locale);
    }
  }
}

/** What a request asks to be written. @throws ExportProblem, FigureProblem */
export async function exportOrder(service: FigureService, city: City, what: ExportThing, query: ExportQuery, asker: Asker): Promise<ExportOrder> {
  const { choice, crsNotUsed } = choiceOf(city, query);
  const table = await tableOf(service, city, what, query, asker);
  if (choice.format === 'xlsx') refuseLongSheet(table);
  return { table, choice, cityName: query.lang === 'en' ? city.nameEn || city.name : city.name, crsNotUsed };
}
