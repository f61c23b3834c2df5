/** The work list as a file: what is not covered, worst first, for whoever has to act on it. */
import type { FeatureCollection } from 'geojson';
import type { GapHome, GapPiece, GapSet } from '#contract/gaps.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';
import type { Cell, Column, Table } from '../../export/tables.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';

export type Language = 'zh' | 'en';
export interface NamedRule { readonly rule: Rule; readonly ruleSet: RuleSet }

const words = {
  zh: {
    sheet: '缺口清单', sums: '按街道社区汇总', title: '缺口', none: '没有可到达的', outside: '不在任何社区内',
    rank: '序号', kind: '类别', id: '要素编号', name: '名称', division: '所在社区（街道）', lacks: '缺少', people: '人口', amount: '未覆盖', of: '共', unit: '单位', near: '最近设施', nearKind: '设施类别', distance: '距离（米）', limit: '限值（米）', beyond: '超出（米）', lon: '经度', lat: '纬度',
    level: '级别', code: '代码', homes: '住宅（栋）', levels: { subdistrict: '街道', community: '社区' } as Record<string, string>, people_unit: '人',
  },
  en: {
    sheet: 'Gaps', sums: 'By division', title: 'Gaps', none: 'none within reach of a way', outside: 'in no division',
    rank: 'No.', kind: 'Kind', id: 'Feature', name: 'Name', division: 'Community (subdistrict)', lacks: 'Lacks', people: 'People', amount: 'Not covered', of: 'Of', unit: 'Unit', near: 'Nearest facility', nearKind: 'Kind of facility', distance: 'Distance, m', limit: 'Limit, m', beyond: 'Beyond, m', lon: 'Longitude', lat: 'Latitude',
    level: 'Level', code: 'Code', homes: 'Buildings', levels: { subdistrict: 'Subdistrict', community: 'Community' } as Record<string, string>, people_unit: 'people',
  },
} as const;

/** Name of a file without its extension. */
export const gapFileName = ({ areaName, area }: GapSet, { rule }: NamedRule, language: Language): string => `${words[language].title}-${rule.name[language]}-${areaName || area}`;

const kindName = (kind: string, language: Language): string => layerRegistry.kinds[kind]?.name[language] ?? kind;
const topicName = (rule: Rule, topic: string | null, language: Language): string =>
  (rule.kind === 'circle_completeness' || rule.kind === 'walking_links' ? rule.categories.find(({ id }) => id === topic)?.name[language] : undefined) ?? topic ?? rule.name[language];

/** A sheet of pieces and homes, one line a thing that is missing, and one of sums. */
export function gapTables(set: GapSet, { rule }: NamedRule, language: Language): readonly [Table, Table] {
  const w = words[language];
  const column = (header: string, look: Column['look'], width: number): Column => ({ header, look: look ?? 'text', width });
  const near = (each: GapPiece['near']): readonly Cell[] => (each ? [each.name ?? `#${each.id}`, kindName(each.layer, language), each.distanceM, each.limitM, each.beyondM] : [w.none, '', null, null, null]);
  const unit = set.unit === 'people' ? w.people_unit : set.unit;
  const ofPiece = (piece: GapPiece): readonly Cell[] => [kindName(piece.layer, language), piece.id, piece.name ?? '', piece.divisionName ?? w.outside, topicName(rule, null, language), set.measure === 'streets' ? null : piece.people, piece.amount, piece.of, unit, ...near(piece.near), ...piece.at];
  const ofHome = (home: GapHome): readonly (readonly Cell[])[] => home.missing.map((each) => [kindName(home.layer, language), home.id, home.name ?? '', home.divisionName ?? w.outside, topicName(rule, each.topic, language), home.people, null, null, '', ...near(each.near), ...home.at]);
  return [
    {
      name: w.sheet,
      columns: [
        column(w.rank, 'integer', 6), column(w.kind, 'text', 12), column(w.id, 'integer', 10), column(w.name, 'text', 24), column(w.division, 'text', 18), column(w.lacks, 'text', 24), column(w.people, 'number', 10), column(w.amount, 'number', 12), column(w.of, 'number', 12),
        column(w.unit, 'text', 6), column(w.near, 'text', 24), column(w.nearKind, 'text', 14), column(w.distance, 'number', 12), column(w.limit, 'number', 10), column(w.beyond, 'number', 12), column(w.lon, 'number', 12), column(w.lat, 'number', 12),
      ],
      rows: [...set.pieces.map(ofPiece), ...set.homes.flatMap(ofHome)].map((row, i) => [i + 1, ...row]),
    },
    {
      name: w.sums,
      columns: [column(w.level, 'text', 10), column(w.code, 'text', 16), column(w.name, 'text', 20), column(w.amount, 'number', 14), column(w.unit, 'text', 6), column(w.people, 'number', 10), column(w.homes, 'integer', 10)],
      rows: set.divisions.map((each) => [w.levels[each.level] ?? each.level, each.code ?? '', each.name ?? w.outside, each.amount, unit, each.people, each.homes]),
    },
  ];
}

/** Pieces with their shapes, homes as points; what it is about stands beside the features (RFC 7946, foreign members). */
export function gapGeoJson(set: GapSet, { rule, ruleSet }: NamedRule): FeatureCollection & { readonly gaps: object } {
  const near = (each: GapPiece['near']): object => (each ? { nearest: each.name, nearest_layer: each.layer, nearest_id: each.id, distance_m: each.distanceM, limit_m: each.limitM, beyond_m: each.beyondM } : { nearest: null });
  return {
    type: 'FeatureCollection',
    gaps: {
      area: set.area, area_name: set.areaName, rule: rule.id, rule_name: rule.name, rule_set: ruleSet.id, rule_set_version: ruleSet.version, document: rule.clause.document, clause: rule.clause.clause,
      measure: set.measure, unit: set.unit, amount: set.amount, people: set.people, dataset: set.datasetHash,
    },
    features: [
      ...set.pieces.map((piece) => ({ type: 'Feature' as const, id: piece.id, geometry: piece.geometry as FeatureCollection['features'][number]['geometry'], properties: { layer: piece.layer, id: piece.id, name: piece.name, division: piece.divisionName, amount: piece.amount, of: piece.of, unit: set.unit, people: piece.people, ...near(piece.near) } })),
      ...set.homes.map((home) => ({
        type: 'Feature' as const, id: home.id, geometry: { type: 'Point' as const, coordinates: home.at }, properties: { layer: home.layer, id: home.id, name: home.name, division: home.divisionName, people: home.people, beyond_m: home.beyondM, missing: home.missing.map(({ topic, near: each }) => ({ topic, ...near(each) })) },
      })),
    ],
  };
}
