export default {
  zh: {
    title: '全市计算', start: '开始计算', again: '重新计算', startNote: '对每个更新单元、每个行政区划和全市计算全部指标；没有变化的直接沿用，关闭页面也会继续。', empty: '计算一次后，任一指标都可以按片区上图、排名和导出。',
    cancel: '停止计算', waiting: '准备中', computing: '正在计算各区域指标', server: '系统', ruleSets: '规则集：{{names}}',
    counts: '{{areas}} 个区域：新算 {{computed}}，沿用 {{cached}}', allCached_other: '{{count}} 个区域的结果都是最新的：全部沿用，未重新计算', layersChanged: '图层已更新，需重新计算', rulesChanged: '规则集已更新，需重新计算', unitsChanged_other: '其后有 {{count}} 个单元变化',
    failed: '计算失败：', cancelled: '上次计算已停止，之前的结果保留。', export: '导出', exportNote_other: '{{count}} 行：每个区域每项指标一行', excel: 'Excel 工作簿（含数据来源）', csv: 'CSV（UTF-8）',
    fromRun: '取自 {{at}} 的全市计算',
  },
  en: {
    title: 'City-wide run', start: 'Run', again: 'Rerun', startNote: 'Works out every figure of every renewal unit, every division and the city. What has not changed is taken over. It goes on when the page is closed.', empty: 'After one run any figure can be mapped, ranked and exported by division.',
    cancel: 'Stop the run', waiting: 'Getting ready', computing: 'Working out the figures of each area', server: 'the server', ruleSets: 'Rule sets: {{names}}',
    counts: '{{areas}} areas: {{computed}} computed, {{cached}} taken over', allCached_one: 'Up to date: {{count}} area taken over, nothing computed', allCached_other: 'Up to date: all {{count}} areas taken over, nothing computed', layersChanged: 'layers have changed since', rulesChanged: 'rule sets have changed since', unitsChanged_one: '{{count}} unit changed since', unitsChanged_other: '{{count}} units changed since',
    failed: 'The run failed:', cancelled: 'The last run was stopped; the results before it stay.', export: 'Export', exportNote_one: '{{count}} row: one an area and figure', exportNote_other: '{{count}} rows: one an area and figure', excel: 'Excel workbook (with sources)', csv: 'CSV (UTF-8)',
    fromRun: 'from the run of {{at}}',
  },
};
