export default {
  zh: {
    title: '划界助手', tool: '划界助手', close: '关闭', sketch: '画草图', atMiddle: '按视图中心', asking: '正在查找附近的道路、地块与行政界线，比较边界…', why: '建议 {{letter}} 的理由与指标',
    hints: {
      aiming: '在地图上单击一处（如老旧小区），或画一个大致范围；助手按道路、产权、行政区划与社会治理单元提出至多三个单元（S000 四(二)）', sketching: '逐点单击画大致范围，单击首点或按 Enter 闭合 · Esc 取消', asking: '', failed: '', answered: '{{count}} 个建议 · 单击地图别处再问', closed: '',
    },
    lockHint: '单击地图上的一段边界可锁定它，再提一次时保持不变', unlock: '解除锁定：{{line}}', again: '按锁定的边再提一次', none: '这里提不出边界', allRefused: '都没有采用', elsewhere: '单击地图别处，或画一个大致范围。',
    card: '建议 {{letter}}：{{character}}', accept: '采用', amend: '修改', refuse: '不采用', acceptOf: '采用建议 {{letter}}', amendOf: '修改建议 {{letter}}', refuseOf: '不采用建议 {{letter}}', amendText: '作为草稿打开，改好后再保存',
    characters: { parcels: '紧贴地段', roads: '至周边道路', administrative: '按社区或示范区' },
    people: '{{text}} 人', inside: '含{{kind}} {{count}} 处', noOldPlaces: '不含老旧小区等更新对象', stretches: '边界分段（{{count}}）', keep: '锁定 {{line}}（{{length}}）', unitOf: '{{name}}更新单元', reason: '采用划界建议', comma: '，', borderOf: '{{name}}边界',
    limits: '四至：{{sides}}。', sides: { east: '东至{{limit}}', south: '南至{{limit}}', west: '西至{{limit}}', north: '北至{{limit}}' },
    kinds: { locked: '锁定的边', unit: '其他单元边界', district: '区县界', subdistrict: '街道', community: '社区', expressway: '快速路', arterial: '主干路', secondary: '次干路', river: '水系', railway: '铁路', branch: '支路', alley: '街巷', path: '小路', old_place: '老旧地段边界', parcel: '地块边界' },
    followsAll: '边界{{parts}}。', follows: { main_road: '{{share}} 沿主次干路', minor_road: '{{share}} 沿支路街巷', water: '{{share}} 沿水系', railway: '{{share}} 沿铁路', division: '{{share}} 为行政或社区界', unit: '{{share}} 与其他单元共界', parcel: '{{share}} 沿地块边界' },
    reasons: {
      whole_division: '与{{name}}（{{level}}）范围一致', in_division: '在一个{{level}}内：{{name}}', crosses_divisions: '跨 {{count}} 个{{level}}：{{names}}', old_places_cut: '切开 {{count}} 处老旧地段：{{names}}', parcels_cut: '切开 {{count}} 宗地块', shares_border: '与 {{count}} 个单元共界（{{lengthM}}）：{{names}}',
      keeps_locked: '保持了锁定的 {{count}} 段边界', demonstration_size: '约 1 平方公里，含老旧小区 {{communities}} 个（示范区要求 {{minCommunities}} 个以上）', area_below: '{{areaM2}}，小于此类建议常用的 {{least}}', area_above: '{{areaM2}}，大于此类建议常用的 {{most}}', agrees_with_sketch: '与草图重合 {{share}}',
    },
    notes: {
      same_as: '“{{character}}”与“{{other}}”是同一范围，只列一次。', not_enclosed: '“{{character}}”：附近的线围不成地块。', not_enclosed_all: '附近的线围不成地块：单击处的四周没有闭合的道路、地块或界线。', lock_not_kept: '“{{character}}”：没有范围能保持锁定的边。', invalid: '“{{character}}”：所得边界不合规（{{finding}}），未列出。',
      inside_unit: '这里已属于“{{name}}”；请单击单元之外。', no_lines: '附近没有任何可依循的线：请先在“数据”页导入道路、用地或行政区划图层。', bad_seed: '这个位置或草图没有面积，无法判断。', too_many_lines: '附近的线过多（{{points}} 个点），请画小一些的范围。', missing_layer: '附近没有“{{layer}}”图层的数据，S000 四(二) 要求结合它划界；导入后建议会更好。', locks_contradict: '锁定的边互相矛盾：同一块地既要在内又要在外。请解除其中一段。',
    },
    findings: { overlap: '与其他单元重叠', self_intersection: '自相交', outside_city: '超出城市范围', too_small: '面积过小', sliver: '过于狭长' },
  },
  en: {
    title: 'Boundary assistant', tool: 'Boundary assistant', close: 'Close', sketch: 'Sketch', atMiddle: 'At view centre', asking: 'Looking at the roads, parcels and borders nearby and comparing boundaries…', why: 'Reasons and figures of proposal {{letter}}',
    hints: {
      aiming: 'Click a place on the map (an old community, say) or sketch a rough area; up to three units along roads, parcels, administrative and community lines are proposed (S000 四(二))', sketching: 'Click corner by corner; click the first corner or press Enter to close · Esc cancels', asking: '', failed: '', answered_one: '{{count}} proposal · click elsewhere to ask again', answered_other: '{{count}} proposals · click elsewhere to ask again', closed: '',
    },
    lockHint: 'Click a piece of boundary on the map to lock it; the next proposals keep it', unlock: 'Unlock: {{line}}', again: 'Propose again with the locked edges', none: 'No boundary can be proposed here', allRefused: 'None was taken', elsewhere: 'Click elsewhere on the map, or sketch a rough area.',
    card: 'Proposal {{letter}}: {{character}}', accept: 'Accept', amend: 'Amend', refuse: 'Refuse', acceptOf: 'Accept proposal {{letter}}', amendOf: 'Amend proposal {{letter}}', refuseOf: 'Refuse proposal {{letter}}', amendText: 'Opens as a draft; saved when you finish it',
    characters: { parcels: 'Tight around the place', roads: 'Up to the roads', administrative: 'Community or demonstration area' },
    people_one: '{{text}} person', people_other: '{{text}} people', inside: '{{kind}}: {{count}} inside', noOldPlaces: 'No old community or other place to renew inside', stretches: 'Pieces of the boundary ({{count}})', keep: 'Lock {{line}} ({{length}})', unitOf: '{{name}} renewal unit', reason: 'Boundary proposal accepted', comma: ', ', borderOf: 'border of {{name}}',
    limits: 'Limits: {{sides}}.', sides: { east: 'east {{limit}}', south: 'south {{limit}}', west: 'west {{limit}}', north: 'north {{limit}}' },
    kinds: { locked: 'locked edge', unit: 'border of another unit', district: 'district border', subdistrict: 'subdistrict', community: 'community', expressway: 'expressway', arterial: 'arterial road', secondary: 'secondary road', river: 'water', railway: 'railway', branch: 'branch road', alley: 'alley', path: 'path', old_place: 'edge of an old place', parcel: 'parcel border' },
    followsAll: 'Of the boundary {{parts}}.', follows: { main_road: '{{share}} follows main roads', minor_road: '{{share}} minor roads', water: '{{share}} water', railway: '{{share}} railway', division: '{{share}} is an administrative or community border', unit: '{{share}} is shared with other units', parcel: '{{share}} follows parcel borders' },
    reasons: {
      whole_division: 'The whole of {{name}} ({{level}})', in_division: 'Within one {{level}}: {{name}}', crosses_divisions: 'Crosses {{count}} × {{level}}: {{names}}', old_places_cut: 'Cuts {{count}} old places: {{names}}', parcels_cut: 'Cuts {{count}} parcels', shares_border: 'Shares its border with {{count}} units ({{lengthM}}): {{names}}',
      keeps_locked: 'Keeps the {{count}} locked edges', demonstration_size: 'About 1 km² with {{communities}} old communities (a demonstration area needs {{minCommunities}})', area_below: '{{areaM2}}: smaller than the {{least}} usual for this kind', area_above: '{{areaM2}}: larger than the {{most}} usual for this kind', agrees_with_sketch: 'Agrees with the sketch: {{share}}',
    },
    notes: {
      same_as: '“{{character}}” is the same ground as “{{other}}” and is shown once.', not_enclosed: '“{{character}}”: the lines nearby enclose no ground.', not_enclosed_all: 'The lines nearby enclose no ground around this place.', lock_not_kept: '“{{character}}”: no ground keeps the locked edges.', invalid: '“{{character}}”: its boundary would not be legal ({{finding}}) and is left out.',
      inside_unit: 'This place belongs to “{{name}}” already; click outside the units.', no_lines: 'There is no line nearby that a boundary could follow: import roads, land use or administrative divisions on the data page first.', bad_seed: 'This place or sketch has no ground to look at.', too_many_lines: 'Too many lines nearby ({{points}} points); sketch a smaller area.', missing_layer: 'There is nothing of the layer “{{layer}}” nearby, which S000 四(二) asks to follow; proposals are better with it.', locks_contradict: 'The locked edges contradict each other: some ground would be inside and outside. Unlock one of them.',
    },
    findings: { overlap: 'overlaps another unit', self_intersection: 'crosses itself', outside_city: 'outside the city', too_small: 'too small', sliver: 'a sliver' },
  },
};
