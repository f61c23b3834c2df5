import { renewalWords } from './renewal-words.ts';

export default {
  zh: {
    renewal: renewalWords.zh,
    title: '更新单元', count_other: '{{count}} 个', total: '共 {{area}}', empty: '还没有更新单元', emptyText: '在地图上圈出一块要更新的地方：边界吸附道路，指标随画随算。', emptyButton: '画第一个单元', fromLayer: '由图层成批成单元', loading: '正在读取更新单元…',
    sort: { name: '按名称', area: '按面积', fail: '按未达标' }, filter: '筛选名称', priority: '重点单元', setPriority: '设为重点', unsetPriority: '取消重点', noMatch: '没有匹配的单元',
    saveState: { saved: '已保存', saving: '正在保存…', offline: '离线（{{count}} 项待发）', signed_out: '请重新登录（{{count}} 项待发）', attention: '{{count}} 项需处理' }, saveMeaning: { saved: '所有修改都已在服务器上', saving: '正在把修改送到服务器', offline: '连不上服务器；修改保存在本机，恢复后自动发送', signed_out: '登录已过期；修改保存在本机，登录后发送', attention: '服务器没有接受的修改，点开处理', unstored: '浏览器存不下未发送的修改：保存之前请勿关闭页面' }, unstored: '勿关页面',
    version: '已保存 v{{version}}', unsaved: '未保存', pending: '正在保存', conflict: '冲突', invalid: '未通过', rename: '改名', name: '名称', note: '备注', notePlaceholder: '写给同事的话…', close: '关闭', zoom: '缩放到', remove: '删除', edit: '改边界', reasonRename: '改名', reasonNote: '改备注', reasonPriority: '设为重点', reasonUnpriority: '取消重点',
    proposeAfterSaving: '单元保存之后，即可为它提出拟建设施。', draftProposing: '随拖动实时计算：现状 → 含拟建', draftColoured: '地图着色为实时计算', tabs: { figures: '指标', proposals: '拟建', about: '信息', history: '历史' }, findings: '检查结果', gone: '这个单元已不存在', goneText: '它可能已被删除。下面的历史里可以把它恢复。', newUnit: '新单元', drawMore: '再点 {{count}} 个拐点即可看到指标',
    draftDrawing: '随绘制实时计算；▲▼ 为较已保存的变化', draftSaving: '已提交，等待服务器计算', draftBlocked: '服务器未接受，以下为本机草稿', previewFailed: '无法实时计算：{{message}}', took: '{{ms}} 毫秒',
    boundary: '边界来历', createdBy: '创建', updatedBy: '最近修改', by: '{{who}} · {{when}}', id: '编号',
    fields: { name: '名称', isPriority: '重点', note: '备注', geometry: '边界', ignored: '搁置的检查结果', renewal: '留改拆建' },
    conflictTitle: '与他人的修改冲突', conflictText: '在你修改的同时，{{who}} 保存了 v{{version}}。请选择保留哪一个。', conflictDeleted: '在你修改的同时，这个单元被删除了。', mine: '我的', theirs: '对方的', ancestor: '共同起点', conflictWhole_other: '同一次编辑还改动了另外 {{count}} 个单元，将一并保留或放弃。', keepMine: '保留我的', takeTheirs: '用对方的', field: '字段', onMap: '地图上：实线为我的，虚线为对方的，点线为共同起点', existence: '是否存在', exists: '保留', removed: '删除', yes: '是', no: '否', shape: '边界 {{area}}',
    invalidTitle: '服务器未通过检查', nameTakenTitle: '名称“{{name}}”已被使用', nameTakenText: '换一个名称即可保存。', refusedTitle: '服务器拒绝了这次修改', discard: '放弃修改', tryAgain: '再试一次',
  },
  en: {
    renewal: renewalWords.en,
    title: 'Renewal units', count_one: '{{count}} unit', count_other: '{{count}} units', total: '{{area}} in all', empty: 'No renewal units yet', emptyText: 'Outline a place to renew: boundaries snap to roads, and figures follow as you draw.', emptyButton: 'Draw the first unit', fromLayer: 'Units from a layer', loading: 'Reading renewal units…',
    sort: { name: 'by name', area: 'by area', fail: 'by shortfalls' }, filter: 'Filter by name', priority: 'Priority unit', setPriority: 'Make it a priority', unsetPriority: 'No longer a priority', noMatch: 'No unit matches',
    saveState: { saved: 'Saved', saving: 'Saving…', offline: 'Offline ({{count}} waiting)', signed_out: 'Sign in again ({{count}} waiting)', attention: '{{count}} to settle' }, saveMeaning: { saved: 'Every change is on the server', saving: 'Changes are on their way', offline: 'The server cannot be reached; changes are kept here and sent when it is back', signed_out: 'Your session is over; changes are kept here and sent after signing in', attention: 'Changes the server did not take; open to settle', unstored: 'The browser cannot keep what is not sent yet: do not close the page before it is saved' }, unstored: 'Keep this page open',
    version: 'saved v{{version}}', unsaved: 'not saved', pending: 'saving', conflict: 'conflict', invalid: 'refused', rename: 'Rename', name: 'Name', note: 'Note', notePlaceholder: 'A word to colleagues…', close: 'Close', zoom: 'Zoom to', remove: 'Delete', edit: 'Edit boundary', reasonRename: 'Rename', reasonNote: 'Edit note', reasonPriority: 'Make priority', reasonUnpriority: 'End priority',
    proposeAfterSaving: 'Once the unit is saved, facilities can be proposed for it.', draftProposing: 'Follows the hand: existing → with proposals', draftColoured: 'The map is coloured live', tabs: { figures: 'Figures', proposals: 'Proposals', about: 'About', history: 'History' }, findings: 'Findings', gone: 'This unit is gone', goneText: 'It may have been deleted. The history below can bring it back.', newUnit: 'New unit', drawMore: '{{count}} more corners and the figures appear',
    draftDrawing: 'Follows the drawing; ▲▼ against the saved figures', draftSaving: 'Sent; the server is computing', draftBlocked: 'Not taken by the server; this is your draft', previewFailed: 'No live figures: {{message}}', took: '{{ms}} ms',
    boundary: 'Boundary', createdBy: 'Created', updatedBy: 'Last changed', by: '{{who}} · {{when}}', id: 'Id',
    fields: { name: 'name', isPriority: 'priority', note: 'note', geometry: 'boundary', ignored: 'findings set aside', renewal: 'floor kept, pulled down and built' },
    conflictTitle: 'In conflict with somebody’s change', conflictText: 'While you were editing, {{who}} saved v{{version}}. Choose which one stays.', conflictDeleted: 'While you were editing, the unit was deleted.', mine: 'Mine', theirs: 'Theirs', ancestor: 'Started from', conflictWhole_one: 'The same edit changed {{count}} more unit; it stays or goes with this.', conflictWhole_other: 'The same edit changed {{count}} more units; they stay or go with this.', keepMine: 'Keep mine', takeTheirs: 'Take theirs', field: 'Field', onMap: 'On the map: mine solid, theirs dashed, dotted where both started', existence: 'Existence', exists: 'kept', removed: 'deleted', yes: 'yes', no: 'no', shape: 'boundary {{area}}',
    invalidTitle: 'The server’s checks failed', nameTakenTitle: 'The name “{{name}}” is taken', nameTakenText: 'Choose another name to save.', refusedTitle: 'The server refused this change', discard: 'Discard the change', tryAgain: 'Try again',
  },
};
