export default {
  zh: {
    title: '缺口', see: '看缺口', back: '返回凭据', close: '关闭缺口', loading: '正在找出没有覆盖的地方…', export: '导出', formats: { xlsx: 'Excel（.xlsx）', csv: 'CSV（.csv）', geojson: 'GeoJSON（.geojson）' },
    amounts: { ground: '未覆盖面积', streets: '未覆盖长度' }, people: '受影响人口', count: { ground: '地块', streets: '路段', homes: '住宅（栋）' },
    order: '排序', orders: { distance: '超出限值最多的在前', people: '人口最多的在前', amount: '未覆盖最多的在前' }, tabs: { ground: '地块', streets: '路段', homes: '住宅', divisions: '街道社区' }, levels: { subdistrict: '街道（镇）', community: '社区' }, outside: '不在任何街道社区内', homes: '{{count}} 栋住宅',
    near: '最近 {{name}} {{distance}}', beyond: '超出 {{distance}}', onEdge: '恰在边缘', none: '没有可到达的', flyTo: '飞到 {{name}}', why: '为什么没覆盖', more: '再列 {{count}} 个', cut: '列出前 {{shown}} 个，共 {{total}} 个；导出的文件包含全部', noDivisions: '没有街道或社区的行政区划，无法汇总', noPeople: '没有人口数据，不知道影响到谁', nobody: '这些地方没有登记的居民',
    empty: '没有缺口', emptyText: '这个范围内该覆盖的都已覆盖。', noPlaces: '没有可以列出的地方', noPlacesText: '这条规则衡量数量或比例，不逐处衡量距离。', missing: '缺少图层：{{layers}}',
  },
  en: {
    title: 'Gaps', see: 'See the gaps', back: 'Back to the receipt', close: 'Close the gaps', loading: 'Finding what is not covered…', export: 'Export', formats: { xlsx: 'Excel (.xlsx)', csv: 'CSV (.csv)', geojson: 'GeoJSON (.geojson)' },
    amounts: { ground: 'Ground not covered', streets: 'Street not covered' }, people: 'People affected', count: { ground: 'Parcels', streets: 'Streets', homes: 'Homes' },
    order: 'Order', orders: { distance: 'Farthest beyond the limit first', people: 'Most people first', amount: 'Most uncovered first' }, tabs: { ground: 'Parcels', streets: 'Streets', homes: 'Homes', divisions: 'Divisions' }, levels: { subdistrict: 'Subdistricts', community: 'Communities' }, outside: 'In no subdistrict or community', homes_one: '{{count}} home', homes_other: '{{count}} homes',
    near: 'nearest {{name}} {{distance}}', beyond: '{{distance}} beyond', onEdge: 'on the very edge', none: 'none within reach of a way', flyTo: 'Fly to {{name}}', why: 'Why not covered?', more: '{{count}} more', cut: 'The first {{shown}} of {{total}}; an exported file holds all', noDivisions: 'No subdistricts or communities to sum by', noPeople: 'No population data, so nobody knows who is affected', nobody: 'No residents are recorded here',
    empty: 'No gaps', emptyText: 'Everything in this area that should be covered is.', noPlaces: 'No places to list', noPlacesText: 'This rule measures a number or a share, not the distance of each place.', missing: 'Missing layers: {{layers}}',
  },
};
