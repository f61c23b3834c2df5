import { batchWords } from './batch/words.ts';
import { borderWords } from './borders/words.ts';
import { draftingWords } from './drafting-words.ts';
import { shapeWords } from './tools/words.ts';

export default {
  zh: {
    ...draftingWords.zh,
    shape: shapeWords.zh, borders: borderWords.zh, batch: batchWords.zh,
    toolbar: '绘图工具', draw: '画单元', edit: '改边界', remove: '删除单元', undo: '撤销', redo: '重做', finish: '完成', cancel: '取消', deleteCorner: '删除刚移动的拐点', undoOf: '撤销：{{what}}', redoOf: '重做：{{what}}',
    why: { noSelection: '先选中一个更新单元', nothingToUndo: '没有可撤销的操作', nothingToRedo: '没有可重做的操作', noDraft: '至少需要三个拐点', notEditing: '只在改边界时可用', noCorner: '先拖动一个拐点' },
    hintStart: '在地图上逐点单击；吸附道路与邻近单元的边界', hintDraw: '单击首点或按 Enter 闭合 · Ctrl+Z 退一个拐点', hintRings: '有洞或多个部分：单击要改的一圈，再拖动拐点', hintEdit: '拖动拐点与中点 · 右键（或长按）删除拐点 · 拖动内部整体移动', corners: '{{count}} 个拐点', checking: '正在检查…',
    newName: '更新单元 {{n}}', reasonDraw: '画单元', reasonEdit: '改边界', reasonRemove: '删除单元', removed: '已删除“{{name}}”', undoRemove: '恢复',
    findings: '检查结果', findingPlace: '在地图上看这一处', errorsKeepOpen: '改正错误后再完成；提醒会随单元保存', severities: { error: '错误', warning: '提醒', notice: '说明' },
    sketchLeft: '{{when}} 有一条没画完的边界留在这台电脑上', sketchResume: '接着画', sketchDrop: '丢弃',
    fixes: { cut: '裁到邻居', align: '对齐到邻居', tidy: '去除尖角和碎片' }, fixFailed: '这一处无法自动修正，请手工修改边界', fixReason: '修正：{{what}}', ignore: '搁置…', ignoreReason: '为什么可以搁置', ignoreKeep: '搁置', ignored: '已搁置：{{reason}}', ignoredReason: '搁置检查结果', unignore: '恢复', unignoreReason: '恢复检查结果', cancelIgnore: '取消',
    codes: {
      self_intersection: '边界自相交', too_few_points: '拐点太少，至少三个', coordinates_out_of_range: '坐标超出范围', spike: '尖角：{{angleDeg}}°，小于 {{maxAngleDeg}}°', overlap: '与“{{otherUnit}}”重叠 {{areaM2}}', gap: '与“{{otherUnit}}”之间留有缝隙：宽 {{meanWidthM}}，{{areaM2}}', outside_city: '有 {{areaM2}} 在城市范围之外（{{share}}）',
      too_small: '面积 {{areaM2}}，小于 {{minAreaM2}}', sliver: '狭长：平均宽 {{meanWidthM}}，小于 {{minMeanWidthM}}', name_missing: '还没有名称', name_taken: '名称“{{name}}”已被使用', demonstration_area: '{{areaM2}}，含 {{oldCommunities}} 个老旧小区：符合示范区条件', crosses_subdistrict: '跨 {{subdistricts}} 个街道：{{names}}', crosses_community: '跨 {{communities}} 个社区：{{names}}', boundary_follows: '边界 {{boundaryM}}：沿道路 {{roadShare}}，沿行政与社区界线 {{divisionShare}}，沿地块 {{parcelShare}}，其余 {{otherShare}}',
      red_line_demolition: '拆除比 {{value}} %，超过 {{limit}} %（{{clause}}）', red_line_rebuild: '拆建比 {{value}}，超过 {{limit}}（{{clause}}）', red_line_resettlement: '就地就近安置率 {{value}} %，低于 {{limit}} %（{{clause}}）', red_line_rent: '租金年度涨幅 {{value}} %，超过 {{limit}} %（{{clause}}）',
    },
    quick: { self_intersection: '这里的边相交', too_few_points: '至少三个拐点', spike: '这里是尖角' },
  },
  en: {
    ...draftingWords.en,
    shape: shapeWords.en, borders: borderWords.en, batch: batchWords.en,
    toolbar: 'Drawing tools', draw: 'Draw unit', edit: 'Edit boundary', remove: 'Delete unit', undo: 'Undo', redo: 'Redo', finish: 'Finish', cancel: 'Cancel', deleteCorner: 'Delete the corner last moved', undoOf: 'Undo: {{what}}', redoOf: 'Redo: {{what}}',
    why: { noSelection: 'Select a renewal unit first', nothingToUndo: 'Nothing to undo', nothingToRedo: 'Nothing to redo', noDraft: 'Three corners are needed', notEditing: 'Only while a boundary is edited', noCorner: 'Drag a corner first' },
    hintStart: 'Click corner by corner; corners snap to roads and neighbouring units', hintDraw: 'Click the first corner or press Enter to close · Ctrl+Z takes a corner back', hintRings: 'Holes or several parts: click the ring to change, then drag its corners', hintEdit: 'Drag corners and midpoints · right-click (or hold) deletes a corner · drag the inside to move it all', corners_one: '{{count}} corner', corners_other: '{{count}} corners', checking: 'Checking…',
    newName: 'Unit {{n}}', reasonDraw: 'Draw unit', reasonEdit: 'Edit boundary', reasonRemove: 'Delete unit', removed: '“{{name}}” deleted', undoRemove: 'Restore',
    findings: 'Findings', findingPlace: 'Show the place on the map', errorsKeepOpen: 'Mend the errors to finish; warnings travel with the unit', severities: { error: 'Error', warning: 'Warning', notice: 'Notice' },
    sketchLeft: 'A boundary left unfinished here, {{when}}', sketchResume: 'Go on drawing', sketchDrop: 'Discard',
    fixes: { cut: 'Cut to neighbours', align: 'Align to neighbours', tidy: 'Remove spikes and leftovers' }, fixFailed: 'This place cannot be mended by itself; change the boundary by hand', fixReason: 'Mended: {{what}}', ignore: 'Set aside…', ignoreReason: 'Why it may be set aside', ignoreKeep: 'Set aside', ignored: 'Set aside: {{reason}}', ignoredReason: 'Set a finding aside', unignore: 'Take back', unignoreReason: 'Take a finding up again', cancelIgnore: 'Cancel',
    codes: {
      self_intersection: 'The boundary crosses itself', too_few_points: 'Too few corners; three are needed', coordinates_out_of_range: 'Coordinates out of range', spike: 'Spike: {{angleDeg}}°, below {{maxAngleDeg}}°', overlap: 'Overlaps “{{otherUnit}}” by {{areaM2}}', gap: 'A gap {{meanWidthM}} wide to “{{otherUnit}}”: {{areaM2}}', outside_city: '{{areaM2}} lies outside the city ({{share}})',
      too_small: 'Area {{areaM2}}, below {{minAreaM2}}', sliver: 'Sliver: mean width {{meanWidthM}}, below {{minMeanWidthM}}', name_missing: 'No name yet', name_taken: 'The name “{{name}}” is taken', demonstration_area: '{{areaM2}} with {{oldCommunities}} old communities: qualifies as a demonstration area', crosses_subdistrict: 'Crosses {{subdistricts}} subdistricts: {{names}}', crosses_community: 'Lies in {{communities}} communities: {{names}}', boundary_follows: 'Boundary of {{boundaryM}}: {{roadShare}} along roads, {{divisionShare}} along administrative lines, {{parcelShare}} along parcels, {{otherShare}} along none',
      red_line_demolition: '{{value}} % of the floor pulled down, more than {{limit}} % ({{clause}})', red_line_rebuild: 'New floor is {{value}} times what is pulled down, more than {{limit}} ({{clause}})', red_line_resettlement: '{{value}} % resettled on the spot or nearby, less than {{limit}} % ({{clause}})', red_line_rent: 'Rents rise by {{value}} % a year, more than {{limit}} % ({{clause}})',
    },
    quick: { self_intersection: 'Edges cross here', too_few_points: 'Three corners are needed', spike: 'A spike here' },
  },
};
