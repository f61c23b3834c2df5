/** Words of the list of overlaps and gaps between units; under `draw:borders`. */
export const borderWords = {
  zh: {
    title: '接边检查', looking: '正在检查…', noEngine: '图层还没有就绪，稍候再试', none: '相邻单元之间没有重叠，也没有窄缝', found: '{{count}} 处需要处理，最严重的在前',
    kinds: { overlap: '重叠', gap: '缝隙' }, between: ' 与 ', width: '宽 {{width}}', align: '对齐“{{name}}”', alignWhat: '移动“{{name}}”的边界，与邻居严丝合缝；其余单元不动', alignAll: '全部对齐（宽 {{m}} 米以内的）', reason: '接边对齐',
  },
  en: {
    title: 'Overlaps and gaps', looking: 'Looking…', noEngine: 'The layers are being prepared, try again soon', none: 'No overlaps and no narrow gaps between units', found_one: '{{count}} place to mend', found_other: '{{count}} places to mend, worst first',
    kinds: { overlap: 'Overlap', gap: 'Gap' }, between: ' and ', width: '{{width}} wide', align: 'Align “{{name}}”', alignWhat: 'Moves the boundary of “{{name}}” onto its neighbours; the others stay', alignAll: 'Align all up to {{m}} m wide', reason: 'Borders aligned',
  },
} as const;
