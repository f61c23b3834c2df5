/** Words of the drafting tools: snapping, tracing, typing, picking, keys. */
export const draftingWords = {
  zh: {
    snap: {
      title: '吸附', settings: '吸附设置', on: '吸附开启', guides: '直角与平行', free: '按住 Alt 临时不吸附', hidden: '图层未显示', zoomIn: '放大后可用', roadEdges: '没有“道路边线（红线）”图层时，以两侧用地的边线为道路边线',
      how: { vertex: '顶点', intersection: '交点', right_angle: '垂直', parallel: '平行', edge: '边线', straight: '顺延' },
      kinds: { own: '自身', unit: '更新单元', parcel: '用地', division: '行政界线', community: '住宅小区', old_place: '四旧一村与片区', road: '道路中心线', road_edge: '道路边线', railway: '铁路', water: '河湖', green: '绿地与广场' },
      tileOnly: '瓦片近似', meets: '交{{what}}', crossing: '{{a}} × {{b}}',
    },
    drafting: {
      close: '关闭', take: '作为新单元', others: '更多画法', pick: '选地块、小区合成单元', circle: '画圆', list: '粘贴坐标表', batch: '由图层成批成单元', borders: '接边检查：重叠与缝隙', trace: '沿线描边', arc: '圆弧', lengthM: '{{m}} 米',
      traceNote: '描边：单击线上两点，沿道路、地块、河流或单元边界连线，交叉处可转线；单击首点或按 Enter 沿线闭合', arcNote: '圆弧：依次单击经过点与终点；或先填半径', arcRadiusNote: '圆弧：单击终点', arcRadius: '半径（米）', arcSide: '弧在前进方向的哪一侧', arcSides: { left: '左凸', right: '右凸' }, arcTooSmall: '两点太远：半径至少 {{m}} 米',
    },
    typed: {
      label: '下一点：坐标或距离', placeholder: '@东,北　距离<方位角　x y', note: '@米 · 距离<方位角 · {{crs}} 或经纬度 · 前加 R50 为左凸圆弧，R-50 右凸',
      faults: { not_numbers: '不是数字', not_near: '不在本市附近；请检查坐标系与顺序', unknown_zone: '不认识的带号；支持 3 度带 25–45', no_corner_before: '还没有上一点，请先输入坐标', no_corner_chosen: '先按 N 选一个拐点', not_understood: '看不懂；例：@100,-20、120<45、R50 @80,0、两个坐标', radius_too_small: '半径太小：不能小于两点距离的一半' },
    },
    list: {
      title: '粘贴坐标表', label: '坐标，一行一点', note: '可直接从 Excel 或勘测定界 TXT 粘贴；可带点号、圈号、表头；空行或圈号分圈；{{crs}} 米制（可带带号）或经纬度', placeholder: 'J1\t1\t3846000.000\t38465000.000', corners: '{{count}} 个点', headings: '跳过表头 {{count}} 行',
      reading: { degrees: '按经纬度读取', metres: '按 {{crs}} 读取' }, northFirst: '北在前', eastFirst: '东在前', faults: '{{count}} 行有问题，改正后才能采用', faultList: '有问题的行', line: '第 {{n}} 行',
      why: { not_numbers: '不是数字', not_near: '不在本市附近', unknown_zone: '不认识的带号', too_few_columns: '列数不够', other_reading: '与前面的坐标写法不同', ring_too_small: '这一圈不足三个点', other_datum: '不是 2000 国家大地坐标系，请先转换', six_degree: '只支持 3 度分带，请先换带', other_unit: '只支持以米计' }, area: '面积 {{area}}', parts: '{{count}} 个部分', holes: '{{count}} 个洞',
    },
    circle: { title: '画圆', first: '单击圆心，或在下面输入', second: '移动到圆周再单击，或输入半径', done: '可再次单击换圆心', centre: '圆心（{{crs}} 或经纬度）', centreEmpty: '尚未指定', radius: '半径（米）', chords: '以 {{count}} 条边近似，弦与弧相差不超过 5 厘米' },
    pick: {
      title: '由选择合成单元', what: '选什么', note: '在地图上单击，或在下表用 ↑ ↓ 与 Enter 选取；再来一次取消', inView: '视野内可选 {{count}} 个', search: '按名称或编号查找', nameless: '编号 {{id}}', parcel: '用地 {{code}} · {{id}}', none: '视野内没有；放大地图，或换一类', width: '合并窄于此宽度的街道（米）', widthNote: '0：保留所有间隙', count: '已选 {{count}} 个', area: '面积 {{area}}', parts: '分成 {{count}} 块', closed: '并入街道 {{area}}',
      faults: { nothing_left: '没有可合成的面', not_valid: '这些面合不成有效边界', no_engine: '图层还在准备，稍候再试' },
    },
    keys: {
      title: '键盘操作', close: '关闭', cornerSet: '第 {{n}} 个拐点', cornerChosen: '选中拐点：{{place}}',
      moments: { idle: '未在绘制', draw: '画新边界', edit: '改边界', shape: '边界工具' },
      commands: {
        assistant: '划界助手', closeSketch: '闭合草图（划界助手）', leaveAssistant: '关闭划界助手',
        draw: '画单元', edit: '改选中单元的边界', remove: '删除选中单元', pick: '选地块、小区合成单元', circle: '画圆', list: '粘贴坐标表', batch: '由图层成批成单元', borders: '接边检查', closePanel: '关闭面板', trace: '沿线描边', arc: '圆弧（三点，或半径）', typed: '输入坐标或距离', move: '移动十字光标（画边界、分割、挖洞、改形）；改边界时移动选中的拐点', moveFast: '同上，快移', setCorner: '在十字光标处落点', takeBack: '退回一步', nextCorner: '选下一个拐点', formerCorner: '选上一个拐点',
        deleteCorner: '删除选中的拐点', finish: '闭合并完成', cancel: '取消', undo: '撤销', redo: '重做', snapping: '开关吸附', free: '按住：不吸附', sheet: '键盘操作一览', split: '分割选中单元', merge: '合并', hole: '挖洞', reshape: '改形', simplify: '简化边界', buffer: '缓冲', share: '共边：相邻单元跟随或不动', overlap: '重叠时拒绝，或裁到邻居', apply: '确定',
      },
    },
  },
  en: {
    snap: {
      title: 'Snapping', settings: 'Snapping settings', on: 'Snapping on', guides: 'Right angles and parallels', free: 'Hold Alt to draw freely', hidden: 'layer not shown', zoomIn: 'zoom in to use', roadEdges: 'Without a layer of road edges, the edges of the parcels beside a road serve',
      how: { vertex: 'Corner', intersection: 'Crossing', right_angle: 'Right angle', parallel: 'Parallel', edge: 'Edge', straight: 'Straight on' },
      kinds: { own: 'This boundary', unit: 'Renewal units', parcel: 'Land use', division: 'Administrative lines', community: 'Residential communities', old_place: 'Old places', road: 'Road centre lines', road_edge: 'Road edges', railway: 'Railways', water: 'Rivers and lakes', green: 'Green and squares' },
      tileOnly: 'tile geometry', meets: 'meets {{what}}', crossing: '{{a}} × {{b}}',
    },
    drafting: {
      close: 'Close', take: 'Make it a unit', others: 'Other ways to draw', pick: 'Unit from blocks or communities', circle: 'Circle', list: 'Paste coordinates', batch: 'Units from a layer', borders: 'Overlaps and gaps between units', trace: 'Trace along lines', arc: 'Arc', lengthM: '{{m}} m',
      traceNote: 'Tracing: click two places on lines; the boundary follows roads, parcels, rivers or units between them and turns where they cross. The first corner or Enter closes along the lines', arcNote: 'Arc: click a place on it, then its end; or type a radius', arcRadiusNote: 'Arc: click its end', arcRadius: 'Radius (m)', arcSide: 'Side of the way it bulges to', arcSides: { left: 'Left', right: 'Right' }, arcTooSmall: 'Too far apart: the radius must be {{m}} m or more',
    },
    typed: {
      label: 'Next corner: coordinates or length', placeholder: '@east,north   length<bearing   x y', note: '@metres · length<bearing · {{crs}} or degrees · R50 before it: an arc to the left, R-50 to the right',
      faults: { not_numbers: 'Not a number', not_near: 'Not near this city: check CRS and order', unknown_zone: 'Unknown zone; 3-degree zones 25–45 are read', no_corner_before: 'No corner before: begin with coordinates', no_corner_chosen: 'Choose a corner first (N)', not_understood: 'Not understood; try @100,-20 or 120<45 or R50 @80,0 or two coordinates', radius_too_small: 'Radius too small: at least half the distance' },
    },
    list: {
      title: 'Paste coordinates', label: 'Coordinates, a line a corner', note: 'Straight from Excel or a survey’s exchange file; point numbers, ring numbers and headings are fine; an empty line or another ring number begins a ring; metres of {{crs}} (zone or not) or degrees', placeholder: 'J1\t1\t3846000.000\t38465000.000', corners_one: '{{count}} corner', corners_other: '{{count}} corners', headings_one: '{{count}} heading passed over', headings_other: '{{count}} headings passed over',
      reading: { degrees: 'Read as degrees', metres: 'Read as {{crs}}' }, northFirst: 'north first', eastFirst: 'east first', faults_one: '{{count}} line needs mending first', faults_other: '{{count}} lines need mending first', faultList: 'Lines to mend', line: 'Line {{n}}',
      why: { not_numbers: 'not a number', not_near: 'not near this city', unknown_zone: 'unknown zone', too_few_columns: 'too few columns', other_reading: 'written differently from the others', ring_too_small: 'a ring of fewer than three corners', other_datum: 'not CGCS2000: convert it first', six_degree: 'only 3-degree zones are read: convert it first', other_unit: 'only metres are read' }, area: 'Area {{area}}', parts_one: '{{count}} part', parts_other: '{{count}} parts', holes_one: '{{count}} hole', holes_other: '{{count}} holes',
    },
    circle: { title: 'Circle', first: 'Click the centre, or type it below', second: 'Move to the edge and click, or type the radius', done: 'Click again for another centre', centre: 'Centre ({{crs}} or degrees)', centreEmpty: 'none yet', radius: 'Radius (m)', chords: '{{count}} edges, each within 5 cm of the circle' },
    pick: {
      title: 'Unit from a selection', what: 'What to pick', note: 'Click on the map, or ↑ ↓ and Enter in the list; once more lets go', inView: 'In view: {{count}}', search: 'Find by name or number', nameless: 'No. {{id}}', parcel: 'Land use {{code}} · {{id}}', none: 'None in view: zoom in or choose another kind', width: 'Streets narrower than this go along (m)', widthNote: '0: every gap stays', count: '{{count}} picked', area: 'Area {{area}}', parts: 'In {{count}} pieces', closed: 'Streets taken in {{area}}',
      faults: { nothing_left: 'No area among them', not_valid: 'They make no valid boundary', no_engine: 'The layers are being prepared, try again soon' },
    },
    keys: {
      title: 'Keyboard', close: 'Close', cornerSet: 'Corner {{n}}', cornerChosen: 'Corner chosen: {{place}}',
      moments: { idle: 'Nothing being drawn', draw: 'Drawing a boundary', edit: 'Editing a boundary', shape: 'A boundary tool in hand' },
      commands: {
        assistant: 'Boundary assistant', closeSketch: 'Close the sketch (boundary assistant)', leaveAssistant: 'Close the boundary assistant',
        draw: 'Draw a unit', edit: 'Edit the boundary of the selected unit', remove: 'Delete the selected unit', pick: 'Unit from blocks or communities', circle: 'Circle', list: 'Paste coordinates', batch: 'Units from a layer', borders: 'Overlaps and gaps between units', closePanel: 'Close the panel', trace: 'Trace along lines', arc: 'Arc by three points or a radius', typed: 'Type coordinates or a length', move: 'Move the crosshair (drawing, split, hole, reshape); the chosen corner while editing', moveFast: 'The same, faster', setCorner: 'Set a corner at the crosshair', takeBack: 'One step back', nextCorner: 'Next corner', formerCorner: 'Former corner',
        deleteCorner: 'Delete the chosen corner', finish: 'Close and finish', cancel: 'Cancel', undo: 'Undo', redo: 'Redo', snapping: 'Snapping on or off', free: 'Hold: no snapping', sheet: 'This list of keys', split: 'Split the selected unit', merge: 'Merge', hole: 'Cut a hole', reshape: 'Reshape', simplify: 'Simplify', buffer: 'Buffer', share: 'Neighbours follow shared borders, or stay', overlap: 'Refuse overlap, or cut to neighbours', apply: 'Apply',
      },
    },
  },
} as const;
