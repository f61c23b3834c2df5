/** Words of the tools that change boundaries; under `draw:shape`. */
export const shapeWords = {
  zh: {
    toolbar: '边界工具',
    tools: { split: '分割', merge: '合并', hole: '挖洞', reshape: '改形', simplify: '简化', buffer: '缓冲' },
    share: '与相邻单元共边', overlapCut: '裁到邻居', overlapRefuse: '重叠时拒绝', overlapChoice: '画到相邻单元上时',
    shareOn: '共享的拐点和边一起移动', shareOff: '只动本单元，相邻单元不动', cutOn: '重叠部分裁掉，与邻居严丝合缝', cutOff: '有重叠就拒绝保存，并指出位置',
    hints: {
      split: '逐点画一条横穿单元的线 · Enter 完成', hole: '在单元内逐点画一圈 · Enter 完成', reshape: '从边界画出去再画回边界，替换其间的一段 · Enter 完成',
      merge: '单击要合并的单元，或在下面勾选', simplify: '去掉多余的拐点；共用的边两侧同样简化', buffer: '向外扩（正数）或向内收（负数）',
    },
    apply: '确定', leave: '退出', takeBack: '退一个点', toleranceM: '容差（米）', bufferM: '距离（米）', isMultiPart: '不相连也合并为多部分单元', makesUnit: '挖出的部分成为新单元', noNear: '附近没有别的单元',
    mergeWith: '与哪些单元合并', vertices: '拐点 {{before}} → {{after}}', area: '面积 {{before}} → {{after}}', pieces: '得到 {{count}} 个单元', alsoChanged: '相邻的 {{count}} 个单元随之改动', points: '{{count}} 个点', busy: '正在计算…', pieceName: '{{name}}-{{n}}',
    why: { noEngine: '图层还没有就绪', incomplete: '还没有画完', working: '正在用别的工具，先完成或退出' },
    seePlace: '在地图上看这一处', cutInstead: '裁到邻居再保存',
    refused: {
      unit_absent: '单元已不存在', not_valid: '这样边界会自相交', overlap: '会与相邻单元重叠；可改用“裁到邻居”', line_misses: '线没有横穿边界；让两端越过或落在边界上', apart: '两个单元不相连；可勾选“不相连也合并”', hole_outside: '洞必须整个在单元之内',
      nothing_left: '这样什么也不剩', nothing_to_do: '没有可改的', too_many_parts: '会切成太多块，请分几次', too_many_points: '拐点太多', failed: '无法计算，请重试',
    },
  },
  en: {
    toolbar: 'Boundary tools',
    tools: { split: 'Split', merge: 'Merge', hole: 'Cut a hole', reshape: 'Reshape', simplify: 'Simplify', buffer: 'Buffer' },
    share: 'Share borders with neighbours', overlapCut: 'Cut to neighbours', overlapRefuse: 'Refuse overlap', overlapChoice: 'When drawn over a neighbour',
    shareOn: 'shared corners and edges move together', shareOff: 'only this unit moves, neighbours stay', cutOn: 'overlap is cut away along the neighbour’s border', cutOff: 'overlap is not saved, its place is shown',
    hints: {
      split: 'Draw a line right across the unit, point by point · Enter finishes', hole: 'Draw a ring inside the unit, point by point · Enter finishes', reshape: 'Draw out from the boundary and back to it: the part between is replaced · Enter finishes',
      merge: 'Click the units to merge with, or tick them below', simplify: 'Leaves out corners that are not needed; a common border alike on both sides', buffer: 'Outwards (positive) or inwards (negative)',
    },
    apply: 'Apply', leave: 'Leave', takeBack: 'Take a point back', toleranceM: 'Tolerance (m)', bufferM: 'Distance (m)', isMultiPart: 'Merge units that do not touch, too', makesUnit: 'What is cut out becomes a unit', noNear: 'No other unit nearby',
    mergeWith: 'Units to merge with', vertices: 'Corners {{before}} → {{after}}', area: 'Area {{before}} → {{after}}', pieces_one: 'Makes {{count}} unit', pieces_other: 'Makes {{count}} units', alsoChanged_one: '{{count}} neighbour changes along', alsoChanged_other: '{{count}} neighbours change along', points_one: '{{count}} point', points_other: '{{count}} points', busy: 'Working it out…', pieceName: '{{name}}-{{n}}',
    why: { noEngine: 'The layers are not ready yet', incomplete: 'Not complete yet', working: 'Another tool is in hand; finish or leave it first' },
    seePlace: 'Show the place on the map', cutInstead: 'Cut to neighbours and save',
    refused: {
      unit_absent: 'The unit is gone', not_valid: 'The boundary would cross itself', overlap: 'It would overlap a neighbour; try “Cut to neighbours”', line_misses: 'The line does not cross the boundary; let both ends stand over it or lie on it', apart: 'The units do not touch; tick “Merge units that do not touch, too”', hole_outside: 'The hole must lie wholly inside the unit',
      nothing_left: 'Nothing would be left', nothing_to_do: 'There is nothing to change', too_many_parts: 'Too many pieces; cut in several steps', too_many_points: 'Too many corners', failed: 'It could not be worked out; try again',
    },
  },
};
