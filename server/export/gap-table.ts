import type { GapHome, GapPiece, GapSet } from '#contract/gaps.ts';
import { layerRegistry } from '../ingest/layer-kinds.ts';
import type { FeatureTable } from './feature-table.ts';
import type { Field, FieldType, Scalar } from './fields.ts';
import type { Locale } from './locale.ts';
import { movedGeometry, type PlainGeometry } from './target-crs.ts';

const field = (key: string, type: FieldType, zh: string, en: string): Field => ({ key, type, title: { zh, en } });
const fields: readonly Field[] = [
  field('rule_id', 'text', '指标编号', 'Rule id'), field('layer', 'text', '类别', 'Kind'), field('feature_id', 'integer', '要素编号', 'Feature id'), field('name', 'text', '名称', 'Name'), field('division', 'text', '所在社区（街道）', 'Community (subdistrict)'),
  field('topic', 'text', '缺少', 'Lacks'), field('people', 'number', '人口', 'People'), field('amount', 'number', '未覆盖', 'Not covered'), field('amount_of', 'number', '共', 'Of'), field('unit', 'text', '单位', 'Unit'),
  field('near', 'text', '最近设施', 'Nearest facility'), field('near_layer', 'text', '设施类别', 'Kind of facility'), field('distance_m', 'number', '距离（米）', 'Distance, m'), field('limit_m', 'number', '限值（米）', 'Limit, m'), field('beyond_m', 'number', '超出（米）', 'Beyond, m'),
];

const kindName = (kind: string, locale: Locale): string => layerRegistry.kinds[kind]?.name[locale] ?? kind;

function nearOf(near: GapPiece['near'], locale: Locale): Record<string, Scalar> {
  if (!near) return { near: null, near_layer: null, distance_m: null, limit_m: null, beyond_m: null };
  return { near: near.name ?? `#${near.id}`, near_layer: kindName(near.layer, locale), distance_m: near.distanceM, limit_m: near.limitM, beyond_m: near.beyondM };
}

/** What a rule leaves uncovered: pieces with their shapes; homes as points, a row for each thing a home lacks. The set must be whole. */
export function gapTable(set: GapSet, ruleName: { readonly zh: string; readonly en: string }, locale: Locale): FeatureTable {
  const ofPiece = (piece: GapPiece): Record<string, Scalar> => ({
    rule_id: set.ruleId, layer: kindName(piece.layer, locale), feature_id: piece.id, name: piece.name, division: piece.divisionName, topic: null, people: set.measure === 'streets' ? null : piece.people, amount: piece.amount, amount_of: piece.of, unit: set.unit, ...nearOf(piece.near, locale),
  });
  const ofHome = (home: GapHome, missing: GapHome['missing'][number]): Record<string, Scalar> => ({
    rule_id: set.ruleId, layer: kindName(home.layer, locale), feature_id: home.id, name: home.name, division: home.divisionName, topic: missing.topic, people: home.people, amount: null, amount_of: null, unit: 'people', ...nearOf(missing.near, locale),
  });
  return {
    name: 'gaps', title: { zh: `缺口 ${ruleName.zh} ${set.areaName}`, en: `Gaps ${ruleName.en} ${set.areaName}` }, fields, count: set.pieces.length + set.homes.reduce((sum, { missing }) => sum + missing.length, 0),
    async *rows(target) {
      for (const piece of set.pieces) {
        const shape = piece.geometry as PlainGeometry;
        yield { id: null, values: ofPiece(piece), geometry: target.isDegrees ? shape : movedGeometry(shape, target.fromDegrees) };
      }
      for (const home of set.homes) {
        const geometry: PlainGeometry = { type: 'Point', coordinates: target.fromDegrees(...home.at) };
        for (const missing of home.missing) yield { id: null, values: ofHome(home, missing), geometry };
      }
    },
  };
}
