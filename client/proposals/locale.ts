export default {
  zh: {
    tab: '拟建', title: '拟建设施', what: '拟建什么', add: '放到地图上', shape: '方式', shapes: { point: '点', polygon: '画面', parcel: '取地块', gate: '贴围墙' },
    hint: { point: '在地图上单击放置 · Esc 取消', polygon: '逐点单击画出范围，Enter 闭合 · Esc 取消', parcel: '单击一个地块，以它为范围 · Esc 取消', gate: '单击围墙上的位置 · Esc 取消' },
    empty: '还没有拟建设施', emptyText: '放一所幼儿园、一个公园或一扇门：拖动它，指标和地图颜色随手而变；左为现状，右为含拟建。', drag: '在地图上拖动；Delete 删除', remove: '删除“{{name}}”', zoom: '飞到“{{name}}”', saving: '正在保存',
    colour: '地图按规则着色', colourNone: '不着色', legend: '着色图例', covered: '已覆盖', partial: '部分', bare: '未覆盖', notSaved: '拟建没有保存', counted: '计入 {{count}} 项指标', loading: '正在读取拟建设施…',
    problems: { offline: '连不上服务器，已恢复原状。', version_conflict: '别人刚刚改过它，已换成最新的。', other: '服务器没有接受，已恢复原状。' }, reasons: { put: '放置拟建', move: '移动拟建', change: '修改拟建', delete: '删除拟建' }, cost: '造价（万元）', costTotal: '造价合计 {{amount}}', costUnknown_other: '{{count}} 项未填造价',
    note: '两列：现状 → 含拟建。两列都由 PostGIS 独立复核。', with: '含拟建 {{value}}', flips: { pass: '含拟建后达标', fail: '含拟建后不达标' }, missingLayer: '本市没有这个图层，无法计入',
  },
  en: {
    tab: 'Proposals', title: 'Proposed facilities', what: 'What to propose', add: 'Place on the map', shape: 'As', shapes: { point: 'a point', polygon: 'a polygon', parcel: 'a parcel', gate: 'on a wall' },
    hint: { point: 'Click on the map to place it · Esc cancels', polygon: 'Click corner by corner, Enter closes · Esc cancels', parcel: 'Click a parcel to take its ground · Esc cancels', gate: 'Click a place on a wall · Esc cancels' },
    empty: 'No proposals yet', emptyText: 'Place a kindergarten, a park or a gate: drag it, and figures and colours follow the hand; existing state left, with proposals right.', drag: 'Drag it on the map; Delete removes it', remove: 'Remove “{{name}}”', zoom: 'Fly to “{{name}}”', saving: 'saving',
    colour: 'Colour the map by a rule', colourNone: 'no colours', legend: 'Colours', covered: 'covered', partial: 'partly', bare: 'not covered', notSaved: 'The proposal was not saved', counted: 'counts in {{count}} figures', loading: 'Reading proposals…',
    problems: { offline: 'The server cannot be reached; it is back where it was.', version_conflict: 'Somebody has just changed it; this is the latest.', other: 'The server did not take it; it is back where it was.' }, reasons: { put: 'Place a proposal', move: 'Move a proposal', change: 'Change a proposal', delete: 'Remove a proposal' }, cost: 'Cost (10 000 yuan)', costTotal: 'Cost in all {{amount}}', costUnknown_one: '{{count}} without a cost', costUnknown_other: '{{count}} without a cost',
    note: 'Two readings: existing → with proposals. PostGIS verifies both.', with: 'with proposals {{value}}', flips: { pass: 'meets with proposals', fail: 'falls short with proposals' }, missingLayer: 'The city has no such layer: it cannot be counted',
  },
};
