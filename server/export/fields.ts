import type { Unit } from '#contract/units.ts';
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
];

/** Fields of a layer kind: name, id in the source, then its attributes in the order of data/layers.json. */
export function layerFields(kind: string): readonly Field[] {
  const attributes = Object.entries(layerRegistry.kinds[kind]?.attributes ?? {}).map(([key, { name, type }]): Field => ({ key, title: name, type }));
  return [nameField, sourceIdField, ...attributes];
}

export function unitValues(unit: Unit): Readonly<Record<string, Scalar>> {
  const { figures } = unit;
  return {
    unit_id: unit.id, name: unit.name, is_priority: unit.isPriority, note: unit.note, version: unit.version, area_m2: unit.areaM2,
    created_by: unit.createdBy, created_at: unit.createdAt, updated_by: unit.updatedBy, updated_at: unit.updatedAt,
    fig_state: figures?.state ?? null, fig_pass: figures?.pass ?? null, fig_fail: figures?.fail ?? null, fig_other: figures?.other ?? null,
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
