export default {
  zh: {
    button: '导出', buttonOf: '导出{{name}}', title: '导出 · {{name}}', close: '关闭',
    format: '格式', crs: '坐标系', encoding: '文字编码', fields: '字段名',
    formats: { shapefile: 'Shapefile（.zip）', geopackage: 'GeoPackage（.gpkg）', geojson: 'GeoJSON', kml: 'KML', dxf: 'DXF（CAD）', flatgeobuf: 'FlatGeobuf', xlsx: 'Excel（.xlsx）', csv: 'CSV' },
    crsOf: { city: '本市坐标系 {{code}}', degrees: '经纬度 CGCS2000（EPSG:4490）', wgs84: '经纬度 WGS 84（EPSG:4326）', mercator: 'Web 墨卡托（EPSG:3857）' },
    encodings: { 'UTF-8': 'UTF-8', GBK: 'GBK（旧版国产软件）' }, fieldsBy: { keys: '英文代码（可再导入）', titles: '中文名称' },
    checking: '正在检查这种格式能否完整保存…', keepsAll: '这种格式能完整保存所有内容。', cannotHold: '这种格式保存不了的内容', examples: '例：{{list}}', rows: '{{count}} 行', file: '文件：{{name}}',
    download: '下载', makeJob: '在后台生成', jobNote: '行数较多，文件将在后台生成；可以关闭此窗口，之后在数据页“最近的导出”下载。', making: '正在生成… {{percent}}%', ready: '文件已生成，保留 24 小时', failed: '导出失败', cancelled: '导出已取消。', recent: '最近的导出', cancel: '取消导出', expiredNote: '文件只保留 24 小时，请重新导出', states: { waiting: '排队中', running: '生成中', ready: '可下载', expired: '已过期', failed: '失败', cancelled: '已取消' }, things: { units: '更新单元', layer: '图层', figures: '指标', gaps: '缺口' },
  },
  en: {
    button: 'Export', buttonOf: 'Export {{name}}', title: 'Export · {{name}}', close: 'Close',
    format: 'Format', crs: 'Coordinate system', encoding: 'Encoding of text', fields: 'Field names',
    formats: { shapefile: 'Shapefile (.zip)', geopackage: 'GeoPackage (.gpkg)', geojson: 'GeoJSON', kml: 'KML', dxf: 'DXF (CAD)', flatgeobuf: 'FlatGeobuf', xlsx: 'Excel (.xlsx)', csv: 'CSV' },
    crsOf: { city: 'The city’s: {{code}}', degrees: 'Degrees, CGCS2000 (EPSG:4490)', wgs84: 'Degrees, WGS 84 (EPSG:4326)', mercator: 'Web Mercator (EPSG:3857)' },
    encodings: { 'UTF-8': 'UTF-8', GBK: 'GBK (older Chinese software)' }, fieldsBy: { keys: 'Codes (can be imported again)', titles: 'Titles' },
    checking: 'Looking whether this format holds everything…', keepsAll: 'This format holds everything.', cannotHold: 'What this format cannot hold', examples: 'e.g. {{list}}', rows_one: '{{count}} row', rows_other: '{{count}} rows', file: 'File: {{name}}',
    download: 'Download', makeJob: 'Make it in the background', jobNote: 'Many rows: the file is made in the background. You may close this window; it will be under “Recent exports” on the data page.', making: 'Being made… {{percent}}%', ready: 'The file is made and kept for 24 hours', failed: 'The export failed', cancelled: 'The export was cancelled.', recent: 'Recent exports', cancel: 'Cancel the export', expiredNote: 'files are kept for 24 hours; export it again', states: { waiting: 'Waiting', running: 'Being made', ready: 'Ready', expired: 'Expired', failed: 'Failed', cancelled: 'Cancelled' }, things: { units: 'Renewal units', layer: 'Layer', figures: 'Figures', gaps: 'Gaps' },
  },
};
