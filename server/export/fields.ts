import type { Unit } from '#contract/units.ts';
import { derivedFigures } from '#planning/renewal/form-formulas.ts';
import { renewalFields } from '#planning/renewal/renewal-figures.ts';
import { layerRegistry } from '../ingest/layer-kinds.ts';

export type Scalar = string | number | boolean | null;
/** `instant`: ISO 8601 in UTC. */
export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'instant';

/** A field of what is given away, by the name programs know it under and the titles people read. */
export interface Field {
  readonly key: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly type: FieldType;
}

const field = (key: string, type: FieldType, zh: string, en: string): Field => ({ key, type, title: { zh, en } });

const nameField = field('name', 'text', '名称', 'Name');
/** Id of the row in what was imported; absent where the source had none. */
const sourceIdField = field('source_id', 'text', '来源编号', 'Id in the source');

export const unitFields: readonly Field[] = [
  field('unit_id', 'text', '单元编号', 'Unit id'), nameField, field('is_priority', 'boolean', '是否重点', 'Priority'), field('note', 'text', '备注', 'Note'),
  field('version', 'integer', '版本', 'Version'), field('area_m2', 'number', '面积（平方米）', 'Area, m²'),
  field('created_by', 'text', '创建人', 'Created by'), field('created_at', 'instant', '创建时间', 'Created at'), field('updated_by', 'text', '修改人', 'Changed by'), field('updated_at', 'instant', '修改时间', 'Changed at'),
  field('fig_state', 'text', '指标状态', 'State of figures'), field('fig_pass', 'integer', '达标数', 'Figures met'), field('fig_fail', 'integer', '未达标数', 'Figures not met'), field('fig_other', 'integer', '其他指标数', 'Other figures'),
  // 留改拆建 (S000 附件1), the form's own names; totals and ratios as the form reckons them.
  field('gfa_retained_renovated', 'number', '保留和改造面积（平方米）', 'Floor kept and renovated, m²'), field('gfa_added_in_renovation', 'number', '改造中增加面积（平方米）', 'Floor added in renovation, m²'),
  field('gfa_demolished', 'number', '拆除建筑面积（平方米）', 'Floor pulled down, m²'), field('gfa_new', 'number', '新建建筑面积（平方米）', 'New floor, m²'),
  field('gfa_demolished_excluded', 'number', '拆除中违法建筑和危房（平方米）', 'Pulled down: illegal or dangerous, m²'), field('gfa_new_public_service', 'number', '新建中必要公共服务（平方米）', 'New: public services, m²'),
  field('local_resettlement_rate', 'number', '就地就近安置率（%）', 'Resettled nearby, %'), field('annual_rent_increase', 'number', '租金年度涨幅（%）', 'Rent increase a year, %'),
  field('gfa_before', 'number', '更新前总建筑面积（平方米）', 'Floor before, m²'), field('gfa_after', 'number', '更新后总建筑面积（平方米）', 'Floor afterwards, m²'),
  field('demolition_ratio', 'number', '拆除比（%）', 'Demolition ratio, %'), field('rebuild_ratio', 'number', '拆建比', 'Rebuild ratio'),
];

/** Fields of a layer kind: name, id in the source, then its attributes in the order of data/layers.json. */
export function layerFields(kind: string): readonly Field[] {
  const attributes = Object.entries(layerRegistry.kinds[kind]?.attributes ?? {}).map(([key, { name, type }]): Field => ({ key, title: name, type }));
  return [nameField, sourceIdField, ...attributes];
}

function renewalValues(unit: Unit): Record<string, Scalar> {
  const figures = unit.renewal ?? {};
  return { ...Object.fromEntries(renewalFields.map((name) => [name, figures[name] ?? null])), ...derivedFigures(figures) };
}

export function unitValues(unit: Unit): Readonly<Record<string, Scalar>> {
  const { figures } = unit;
  return {
    unit_id: unit.id, name: unit.name, is_priority: unit.isPriority, note: unit.note, version: unit.version, area_m2: unit.areaM2,
    created_by: unit.createdBy, created_at: unit.createdAt, updated_by: unit.updatedBy, updated_at: unit.updatedAt,
    fig_state: figures?.state ?? null, fig_pass: figures?.pass ?? null, fig_fail: figures?.fail ?? null, fig_other: figures?.other ?? null,
    ...renewalValues(unit),
  };
}

export interface LayerRow { readonly name: string | null; readonly sourceId: string | null; readonly attrs: Readonly<Record<string, unknown>> }

/** Values of a row by its fields; what the row has not is null, so that every row has the same fields. */
export function layerValues(fields: readonly Field[], row: LayerRow): Record<string, Scalar> {
  const values: Record<string, Scalar> = {};
  for (const { key } of fields) values[key] = (row.attrs[key] as Scalar | undefined) ?? null;
  values['name'] = row.name;
  values['source_id'] = row.sourceId;
  return values;
}
