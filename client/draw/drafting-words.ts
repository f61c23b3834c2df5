/** Words of the drafting tools: snapping, tracing, typing, picking, keys. */
export const draftingWords = {
  zh: {
    snap: {
      title: '吸附', settings: '吸附设置', on: '吸附开启', guides: '直角与平行', free: '按住 Alt 临时不吸附', hidden: '图层未显示', zoomIn: '放大后可用', roadEdges: '道路边线取自两侧用地的边线',
      how: { vertex: '顶点', intersection: '交点', right_angle: '垂直', parallel: '平行', edge: '边线', straight: '顺延' },
      kinds: { own: '自身', unit: '更新单元', parcel: '用地', division: '行政界线', community: '住宅小区', old_place: '四旧一村与片区', road: '道路中心线', railway: '铁路', water: '河湖', green: '绿地与广场' },
      tileOnly: '瓦片近似', meets: '交{{what}}', crossing: '{{a}} × {{b}}',
    },
    keys: {
      title: '键盘操作', close: '关闭', cornerSet: '第 {{n}} 个拐点', cornerChosen: '选中拐点：{{place}}',
      moments: { idle: '未在绘制', draw: '画新边界', edit: '改边界', shape: '边界工具' },
      commands: {
        assistant: '划界助手', closeSketch: '闭合草图（划界助手）', leaveAssistant: '关闭划界助手',
        draw: '画单元', edit: '改选中单元的边界', remove: '删除选中单元', move: '移动十字光标；改边界时移动选中的拐点', moveFast: '同上，快移', setCorner: '在十字光标处落点', takeBack: '退回一步', nextCorner: '选下一个拐点', formerCorner: '选上一个拐点',
        deleteCorner: '删除选中的拐点', finish: '闭合并完成', cancel: '取消', undo: '撤销', redo: '重做', snapping: '开关吸附', free: '按住：不吸附', sheet: '键盘操作一览', split: '分割选中单元', merge: '合并', hole: '挖洞', reshape: '改形', simplify: '简化边界', buffer: '缓冲', share: '共边：相邻单元跟随或不动', overlap: '重叠时拒绝，或裁到邻居', apply: '确定',
      },
    },
  },
  en: {
    snap: {
      title: 'Snapping', settings: 'Snapping settings', on: 'Snapping on', guides: 'Right angles and parallels', free: 'Hold Alt to draw freely', hidden: 'layer not shown', zoomIn: 'zoom in to use', roadEdges: 'Road edges are the edges of the parcels beside them',
      how: { vertex: 'Corner', intersection: 'Crossing', right_angle: 'Right angle', parallel: 'Parallel', edge: 'Edge', straight: 'Straight on' },
      kinds: { own: 'This boundary', unit: 'Renewal units', parcel: 'Land use', division: 'Administrative lines', community: 'Residential communities', old_place: 'Old places', road: 'Road centre lines', railway: 'Railways', water: 'Rivers and lakes', green: 'Green and squares' },
      tileOnly: 'tile geometry', meets: 'meets {{what}}', crossing: '{{a}} × {{b}}',
    },
    keys: {
      title: 'Keyboard', close: 'Close', cornerSet: 'Corner {{n}}', cornerChosen: 'Corner chosen: {{place}}',
      moments: { idle: 'Nothing being drawn', draw: 'Drawing a boundary', edit: 'Editing a boundary', shape: 'A boundary tool in hand' },
      commands: {
        assistant: 'Boundary assistant', closeSketch: 'Close the sketch (boundary assistant)', leaveAssistant: 'Close the boundary assistant',
        draw: 'Draw a unit', edit: 'Edit the boundary of the selected unit', remove: 'Delete the selected unit', move: 'Move the crosshair; the chosen corner while editing', moveFast: 'The same, faster', setCorner: 'Set a corner at the crosshair', takeBack: 'One step back', nextCorner: 'Next corner', formerCorner: 'Former corner',
        deleteCorner: 'Delete the chosen corner', finish: 'Close and finish', cancel: 'Cancel', undo: 'Undo', redo: 'Redo', snapping: 'Snapping on or off', free: 'Hold: no snapping', sheet: 'This list of keys', split: 'Split the selected unit', merge: 'Merge', hole: 'Cut a hole', reshape: 'Reshape', simplify: 'Simplify', buffer: 'Buffer', share: 'Neighbours follow shared borders, or stay', overlap: 'Refuse overlap, or cut to neighbours', apply: 'Apply',
      },
    },
  },
} as const;
