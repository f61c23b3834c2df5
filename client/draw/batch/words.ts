/** Words of units made of a layer's features; under `draw:batch`. */
export const batchWords = {
  zh: {
    title: '由图层成批成单元', layer: '图层', pickLayer: '选择图层', count: '{{name}}（{{count}}）', noLayer: '还没有可用的图层。先在“数据”页导入“更新单元边界”（SHP、GeoPackage、GeoJSON、DXF、KML…），再回到这里。', toData: '去导入', inView: '只取视野内的', overlap: '与已有单元重叠时', overlaps: { cut: '裁到邻居', refuse: '不要' },
    loading: '正在读取…', failed: '读不到这个图层：{{why}}', tooMany: '共 {{matched}} 个，只取前 {{most}} 个；可放大地图，只取视野内的', empty: '这里没有要素', checking: '正在检查 {{done}} / {{count}}', noEngine: '图层还在准备，稍候再试',
    sum: '{{ok}} 个可成为单元', cutOnes: '其中 {{count}} 个裁去了重叠', refusedOnes: '{{count}} 个不能', leftOut: '不取 {{count}} 个', list: '逐个结果', take: '取“{{name}}”', isCut: '已裁', area: '{{area}}', make_other: '成为 {{count}} 个单元', made_other: '已成为 {{count}} 个更新单元；Ctrl+Z 撤销', reason: '由图层“{{layer}}”成批成单元', moved: '方案刚刚有变动，请再确认一次',
    refused: { unit_absent: '边界是空的', not_valid: '边界自相交或有重合', overlap: '与已有单元重叠', line_misses: '边界无效', apart: '边界无效', hole_outside: '洞在外面', nothing_left: '全部在已有单元之内', nothing_to_do: '没有可裁的', too_many_parts: '部分太多', too_many_points: '拐点太多' },
  },
  en: {
    title: 'Units from a layer', layer: 'Layer', pickLayer: 'Choose a layer', count: '{{name}} ({{count}})', noLayer: 'No layer to take them from yet. Import “Unit boundaries” on the Data page (SHP, GeoPackage, GeoJSON, DXF, KML …), then come back.', toData: 'Import', inView: 'In view only', overlap: 'Where they overlap units', overlaps: { cut: 'Cut to neighbours', refuse: 'Leave out' },
    loading: 'Reading…', failed: 'The layer cannot be read: {{why}}', tooMany: '{{matched}} in all, the first {{most}} taken; zoom in and take those in view', empty: 'Nothing here', checking: 'Checking {{done}} of {{count}}', noEngine: 'The layers are being prepared, try again soon',
    sum: '{{ok}} can become units', cutOnes: '{{count}} of them cut', refusedOnes: '{{count}} cannot', leftOut: '{{count}} left out', list: 'One by one', take: 'Take “{{name}}”', isCut: 'cut', area: '{{area}}', make_one: 'Make {{count}} unit', make_other: 'Make {{count}} units', made_one: '{{count}} renewal unit made; Ctrl+Z takes it back', made_other: '{{count}} renewal units made; Ctrl+Z takes them back', reason: 'Units from the layer “{{layer}}”', moved: 'The scheme has just changed; confirm once more',
    refused: { unit_absent: 'The boundary is empty', not_valid: 'The boundary crosses or touches itself', overlap: 'Overlaps a unit', line_misses: 'Not a valid boundary', apart: 'Not a valid boundary', hole_outside: 'A hole lies outside', nothing_left: 'Wholly within units there are', nothing_to_do: 'Nothing to cut', too_many_parts: 'Too many parts', too_many_points: 'Too many corners' },
  },
} as const;
