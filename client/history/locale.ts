export default {
  zh: {
    empty: '还没有保存过', loading: '正在读取历史…', label: '编辑历史',
    kinds: { 'put-unit': '修改', 'delete-unit': '删除', 'put-proposal': '拟建', 'delete-proposal': '删除拟建' }, proposal: '拟建 v{{version}}', created: '新建', deleted: '删除', changed: '改动：{{what}}', nothing: '无字段变化',
    fields: { name: '名称', isPriority: '重点', note: '备注', geometry: '边界', ignored: '搁置的检查结果', renewal: '留改拆建', existence: '是否存在' }, entry: 'v{{version}} · {{who}} · {{when}}', several: '同一次编辑改动了多个单元',
    ways: { drawn: '手绘', traced: '沿线描绘', typed: '坐标录入', selected: '由地块合成', proposed: '划界助手', imported: '导入', amended: '改动', split: '分割', merged: '合并', cut: '挖洞', copied: '复制', reverted: '恢复' },
    look: '在地图上看这一版', looked: '地图上的虚线是 v{{version}} 的边界', restore: '恢复到这一版', back: '撤回这次修改', reasonBack: '撤回：{{what}}', reasonRestore: '恢复到 v{{version}}',
    refused: '不能撤回', later: '“{{unit}}”的{{fields}}后来又被改过：v{{version}}「{{reason}}」，{{who}}，{{when}}。请先撤回那次修改，或直接恢复到某一版。', laterAtAll: '“{{unit}}”后来又被改过：v{{version}}「{{reason}}」，{{who}}，{{when}}。请先撤回那次修改，或直接恢复到某一版。', nothingToTake: '这次修改的内容已经不在了，无需撤回。', failed: '读不到编辑记录，请稍后再试。',
    blame: '边界溯源', blameMeaning: '每段边界是谁在哪次编辑中画的', blameLegend: '边界由 {{count}} 次编辑画成', blameEntry: '{{who}} · v{{version}} · {{when}}',
  },
  en: {
    empty: 'Never saved yet', loading: 'Reading the history…', label: 'History of edits',
    kinds: { 'put-unit': 'changed', 'delete-unit': 'deleted', 'put-proposal': 'proposal', 'delete-proposal': 'proposal removed' }, proposal: 'proposal v{{version}}', created: 'created', deleted: 'deleted', changed: 'changed: {{what}}', nothing: 'no field changed',
    fields: { name: 'name', isPriority: 'priority', note: 'note', geometry: 'boundary', ignored: 'findings set aside', renewal: 'floor kept, pulled down and built', existence: 'existence' }, entry: 'v{{version}} · {{who}} · {{when}}', several: 'The same edit changed several units',
    ways: { drawn: 'drawn', traced: 'traced', typed: 'typed', selected: 'made of parcels', proposed: 'boundary assistant', imported: 'imported', amended: 'amended', split: 'split', merged: 'merged', cut: 'cut', copied: 'copied', reverted: 'taken back' },
    look: 'Show this version on the map', looked: 'Dashed on the map: the boundary of v{{version}}', restore: 'Restore this version', back: 'Take this edit back', reasonBack: 'Taken back: {{what}}', reasonRestore: 'Restored v{{version}}',
    refused: 'Cannot be taken back', later: 'Later edits stand on it: {{fields}} of “{{unit}}” changed again in v{{version}} “{{reason}}” by {{who}}, {{when}}. Take that one back first, or restore a version.', laterAtAll: '“{{unit}}” was changed later: v{{version}} “{{reason}}” by {{who}}, {{when}}. Take that one back first, or restore a version.', nothingToTake: 'Nothing of this edit is left to take back.', failed: 'The log of edits cannot be read; try again later.',
    blame: 'Who drew what', blameMeaning: 'Which edit drew each part of the boundary', blameLegend: 'Drawn in {{count}} edits', blameEntry: '{{who}} · v{{version}} · {{when}}',
  },
};
