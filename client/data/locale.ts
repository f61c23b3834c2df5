export default {
  zh: {
    title: '数据', lead: '把现有图层放进来：每次导入都是一个图层版次，带来源、日期、坐标系和校验和；旧版次保留，数字可以追溯。', close: '关闭',
    drop: { title: '拖入文件，或点击选择', formats: 'GeoJSON（.geojson、.json）和 OSM 数据（.osm、.osm.gz、.osm.pbf）', over: '松开即可添加', choose: '选择文件' },
    form: { city: '导入到', thisCity: '{{name}}（当前城市）', newCity: '新城市', newCityName: '新城市名称', newCityId: '代号（地址中使用）', newCityIdHint: '小写字母、数字和连字符', newCitySrid: '投影坐标系（可不填）', newCitySridHint: '不填则按所在地自动选择：中国用 CGCS2000 三度带，其他用 UTM', kind: '图层类型', kindAuto: '由 OSM 映射决定（多个图层）', kindPick: '请选择', source: '来源', sourceDate: '数据日期', crs: '坐标系（可不填）', crsHint: '不填则按文件声明；如 EPSG:4547', attribution: '署名', import: '导入 {{count}} 个文件', remove: '移除 {{name}}', needKind: 'GeoJSON 需要选择图层类型', needCity: '请填写新城市的名称和代号' },
    upload: { title: '正在上传', progress: '{{name}}：已上传 {{percent}}%', cancel: '取消上传 {{name}}', failed: '{{name}} 未能导入', dismiss: '知道了' },
    jobs: { title: '导入任务', none: '还没有导入任务', states: { queued: '排队中', running: '进行中', done: '完成', failed: '失败', cancelled: '已取消' }, cancel: '取消任务', report: '导入报告', show: '在地图上查看', recent: '最近的任务',
      steps: { reading: '读取', mapping: '映射', mending: '修复', storing: '入库', tiling: '切片', switching: '切换版次', computing: '计算', verifying: '复核' } },
    report: { read: '读取', taken: '采用', mended: '修复', leftOut: '未采用', notices: '提示', examples: '例如', allGood: '全部要素原样采用，没有需要说明的问题。', moreExamples_other: '另有 {{count}} 处' },
    editions: { title: '图层版次', none: '还没有图层。拖入一个文件就可以开始；也可以先看看演示城市。', current: '当前', superseded: '已被取代', staging: '准备中', quarantined: '已隔离', history: '历史版次', layer: '图层', edition: '版次', count: '要素', source: '来源', date: '数据日期', crs: '坐标系', imported: '导入', hash: 'SHA-256', by: '导入人', showReport: '查看“{{name}}”第 {{edition}} 版的报告', history_other: '{{count}} 个旧版次' },
    codes: { unknown: '{{code}}' },
  },
  en: {
    title: 'Data', lead: 'Bring in the layers you have. Every import is an edition with source, date, CRS and checksum; older editions stay, so numbers can be traced.', close: 'Close',
    drop: { title: 'Drop files here, or click to choose', formats: 'GeoJSON (.geojson, .json) and OSM extracts (.osm, .osm.gz, .osm.pbf)', over: 'Let go to add', choose: 'Choose files' },
    form: { city: 'Import into', thisCity: '{{name}} (open city)', newCity: 'A new city', newCityName: 'Name of the new city', newCityId: 'Id (used in addresses)', newCityIdHint: 'Lower-case letters, digits and hyphens', newCitySrid: 'Metric CRS (optional)', newCitySridHint: 'Left empty it is chosen by the place: CGCS2000 3-degree zone in China, UTM elsewhere', kind: 'Layer kind', kindAuto: 'By the OSM mapping (several layers)', kindPick: 'Choose', source: 'Source', sourceDate: 'Date of the data', crs: 'CRS (optional)', crsHint: 'Left empty: as the file says; e.g. EPSG:4547', attribution: 'Attribution', import_one: 'Import {{count}} file', import_other: 'Import {{count}} files', remove: 'Remove {{name}}', needKind: 'GeoJSON needs a layer kind', needCity: 'Give the new city a name and an id' },
    upload: { title: 'Uploading', progress: '{{name}}: {{percent}}% uploaded', cancel: 'Cancel the upload of {{name}}', failed: '{{name}} was not imported', dismiss: 'Dismiss' },
    jobs: { title: 'Imports', none: 'No import yet', states: { queued: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed', cancelled: 'Cancelled' }, cancel: 'Cancel', report: 'Report', show: 'Show on the map', recent: 'Recent jobs',
      steps: { reading: 'reading', mapping: 'mapping', mending: 'mending', storing: 'storing', tiling: 'building tiles', switching: 'switching editions', computing: 'computing', verifying: 'verifying' } },
    report: { read: 'Read', taken: 'Taken', mended: 'Mended', leftOut: 'Left out', notices: 'Notices', examples: 'e.g.', allGood: 'Every feature was taken as it is; nothing to report.', moreExamples_one: 'and {{count}} more', moreExamples_other: 'and {{count}} more' },
    editions: { title: 'Layer editions', none: 'No layers yet. Drop a file to begin, or look at the demonstration city first.', current: 'current', superseded: 'superseded', staging: 'in preparation', quarantined: 'quarantined', history: 'History', layer: 'Layer', edition: 'Edition', count: 'Features', source: 'Source', date: 'Date of data', crs: 'CRS', imported: 'Imported', hash: 'SHA-256', by: 'By', showReport: 'Report of “{{name}}”, edition {{edition}}', history_one: '{{count}} older edition', history_other: '{{count}} older editions' },
    codes: { unknown: '{{code}}' },
  },
};
