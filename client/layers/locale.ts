export default {
  zh: {
    tabs: { units: '更新单元', layers: '图层' }, tree: '图层', group: '全部显示', edition: '版次 {{edition}}', features_other: '{{count}} 个要素', source: '来源', date: '数据日期', imported: '导入时间', attribution: '署名', crs: '坐标系', format: '格式', noDate: '未注明',
    opacity: '不透明度', show: '显示 {{name}}', hide: '隐藏 {{name}}', details: '{{name}}：版次信息', missing: '尚未导入', missingText: '缺少这些图层时，用到它们的指标会标为“未评估”。', missingRules_other: '{{count}} 条规则', empty: '这座城市还没有图层', emptyText: '先在“数据”页导入道路、建筑、用地或设施。', toData: '去导入',
    oldPlaces: '四旧一村', oldPlacesOn: '显示四旧一村与片区', oldPlacesOff: '隐藏四旧一村与片区', legend: '图例', legendEmpty: '当前范围内没有专题图层',
    feature: { unnamed: '未命名', measureArea: '面积', measureLength: '长度', attributes: '属性', noAttributes: '没有属性', origin: '出处', id: '源编号', yes: '是', no: '否', locate: '缩放到', close: '关闭' },
    levels: { city: '市', district: '区', county: '县（市）', dev_zone: '开发区', subdistrict: '街道（镇）', community: '社区' }, division: { code: '代码', area: '面积', children: '下辖', title: '行政区划' },
    search: { label: '搜索', placeholder: '地名、单元、街道、坐标', hint: '按 / 或 Ctrl K', empty: '没有找到“{{text}}”', teach: '可以输入地名、更新单元、街道，或经纬度，如 113.62, 34.75', groups: { unit: '更新单元', division: '行政区划', feature: '地物', coordinate: '坐标', command: '命令' }, failed: '搜索失败', searching: '正在搜索…' },
    commands: { dark: '切换深色 / 浅色', locale: '切换中文 / English', threeD: '切换立体 / 平面建筑', old: '显示 / 隐藏四旧一村', whole: '全市范围', workbench: '打开工作台', data: '打开数据', dashboard: '打开驾驶舱', explain: '为什么没覆盖：在地图上选一个地点' },
  },
  en: {
    tabs: { units: 'Units', layers: 'Layers' }, tree: 'Layers', group: 'Show all', edition: 'Edition {{edition}}', features_one: '{{count}} feature', features_other: '{{count}} features', source: 'Source', date: 'Date of data', imported: 'Imported', attribution: 'Attribution', crs: 'CRS', format: 'Format', noDate: 'not stated',
    opacity: 'Opacity', show: 'Show {{name}}', hide: 'Hide {{name}}', details: '{{name}}: edition', missing: 'Not imported', missingText: 'Figures that need these layers are marked “not assessed”.', missingRules_one: '{{count}} rule', missingRules_other: '{{count}} rules', empty: 'This city has no layers yet', emptyText: 'Import roads, buildings, land use or facilities on the Data page.', toData: 'Import',
    oldPlaces: 'Old places', oldPlacesOn: 'Show old places and area upgrades', oldPlacesOff: 'Hide old places and area upgrades', legend: 'Legend', legendEmpty: 'No thematic layer in view',
    feature: { unnamed: 'Unnamed', measureArea: 'Area', measureLength: 'Length', attributes: 'Attributes', noAttributes: 'No attributes', origin: 'Origin', id: 'Id in the source', yes: 'yes', no: 'no', locate: 'Zoom to', close: 'Close' },
    levels: { city: 'City', district: 'District', county: 'County', dev_zone: 'Development zone', subdistrict: 'Subdistrict', community: 'Community' }, division: { code: 'Code', area: 'Area', children: 'Contains', title: 'Administrative division' },
    search: { label: 'Search', placeholder: 'Place, unit, subdistrict, coordinates', hint: 'Press / or Ctrl K', empty: 'Nothing found for “{{text}}”', teach: 'Type a place, a unit, a subdistrict, or degrees such as 113.62, 34.75', groups: { unit: 'Renewal units', division: 'Divisions', feature: 'Features', coordinate: 'Coordinates', command: 'Commands' }, failed: 'The search failed', searching: 'Searching…' },
    commands: { dark: 'Switch dark / light', locale: 'Switch English / 中文', threeD: 'Switch standing / flat buildings', old: 'Show / hide old places', whole: 'Whole city', workbench: 'Open workbench', data: 'Open data', dashboard: 'Open dashboard', explain: 'Why not covered: choose a place on the map' },
  },
};
