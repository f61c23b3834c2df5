import type { FieldMapping, SourceLayer } from '#contract/deliveries.ts';
import type { InspectedLayer } from '../driver.ts';
import { targetOf } from '../fields.ts';
import type { InspectFileOptions } from '../inspect-options.ts';
import { crsCandidates } from '../where/candidates.ts';
import { proposeClassification } from './propose-classification.ts';
import { proposeKind } from './propose-kind.ts';


/** Where every field goes, '' for those nobody knows. The first of two fields of one meaning has it. */
function proposeMapping(kind: string | null, layer: InspectedLayer): FieldMapping {
  const taken = new Set<string>(Object.values(layer.mapping));
  const mapping: FieldMapping = {};
  for (const { name } of layer.fields) {
    const own = layer.mapping[name];
    const target = own ?? (kind === null ? null : targetOf(kind, name));
    if (own !== undefined) mapping[name] = own;
    else if (target === null || taken.has(target)) mapping[name] = '';
    else { mapping[name] = target; taken.add(target); }
  }
  return mapping;
}

function classificationFindings(kind: string | null, mapping: FieldMapping, layer: InspectedLayer): SourceLayer['findings'] {
  if (kind !== 'land_use' || Object.values(mapping).includes('classification_version')) return [];
  const field = Object.keys(mapping).find((name) => mapping[name] === 'code');
  return field === undefined ? [] : [...proposeClassification(field, layer.values?.get(field) ?? []).findings];
}

/** What a person is shown of a layer: what the driver found, and proposals of CRS, kind and mapping with what was remembered or stated over them. */
export async function describeLayer(layer: InspectedLayer, fileName: string, options: InspectFileOptions): Promise<SourceLayer> {
  const fields = layer.fields.map(({ name }) => name);
  const remembered = (await options.remembered?.({ name: layer.name, fields })) ?? null;
  const kind = options.kind ?? remembered?.kind ?? proposeKind(layer.name, fileName, fields, layer.geometry);
  const mapping: FieldMapping = { ...proposeMapping(kind, layer), ...(remembered?.mapping && kind === remembered.kind ? onlyFields(remembered.mapping, fields) : {}), ...(options.mapping ? onlyFields(options.mapping, fields) : {}) };
  const candidates = crsCandidates({
    user: options.crs ?? null, remembered: remembered?.crs ?? null, stated: layer.crs.stated, prjText: layer.crs.text, isPrj: layer.crs.isPrj ?? false, formatCrs: layer.crs.format, sample: layer.crs.sample, city: options.city ?? null,
  });
  return {
    name: layer.name, geometry: [...layer.geometry], featureCount: layer.featureCount, fields: [...layer.fields], rows: [...layer.rows],
    crs: { stated: layer.crs.stated, text: layer.crs.text?.slice(0, 300) ?? null, candidates }, encoding: layer.encoding, kind, mapping, isRemembered: remembered !== null,
    findings: [...layer.findings, ...classificationFindings(kind, mapping, layer)],
  };
}

const onlyFields = (mapping: FieldMapping, fields: readonly string[]): FieldMapping => Object.fromEntries(Object.entries(mapping).filter(([field]) => fields.includes(field)));
