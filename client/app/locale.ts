export default {
  zh: {
    name: '更新一张图', brokenPart: '这一部分出错了', pages: { workbench: '工作台', schemes: '方案', standards: '标准', data: '数据', dashboard: '驾驶舱' }, nav: '页面',
    city: '城市', newCity: '导入新城市…', fictional: '虚构', fictionalBanner: '虚构城市 · 演示数据', noCity: '还没有城市', noCityText: '导入一份图层，就有了第一座城市。支持 Shapefile、GeoPackage、DXF、KML、CSV、Excel、GeoJSON 与 OSM 等。', toData: '去导入数据', unknownCity: '没有名为“{{id}}”的城市',
    toDark: '切换到深色', toLight: '切换到浅色', toEnglish: 'Switch to English', toChinese: '切换到中文', account: '账户：{{name}}', signOut: '退出登录', apiDocs: '接口文档', units_other: '{{count}} 个更新单元', layers_other: '{{count}} 个图层',
    roles: { planner: '规划师', officer: '主管部门', leader: '领导', admin: '管理员' }, collapseLeft: '收起左侧面板', expandLeft: '展开左侧面板', collapseRight: '收起右侧面板', expandRight: '展开右侧面板', skip: '跳到地图',
    hint: { title: '三步上手', layers: '看图层：打开“四旧一村”，看看哪里老旧', draw: '画单元：用工具栏圈出一块更新单元', figures: '点指标：每个数字都能点开，看依据与计算', close: '知道了' },
  },
  en: {
    name: 'RenewMap', brokenPart: 'This part has failed', pages: { workbench: 'Workbench', schemes: 'Schemes', standards: 'Standards', data: 'Data', dashboard: 'Dashboard' }, nav: 'Pages',
    city: 'City', newCity: 'Import a new city…', fictional: 'fictional', fictionalBanner: 'Fictional city · demonstration data', noCity: 'No city yet', noCityText: 'Import a layer and the first city is there. Shapefile, GeoPackage, DXF, KML, CSV, Excel, GeoJSON, OSM and more are read.', toData: 'Import data', unknownCity: 'There is no city “{{id}}”',
    toDark: 'Switch to dark', toLight: 'Switch to light', toEnglish: 'Switch to English', toChinese: '切换到中文', account: 'Account: {{name}}', signOut: 'Sign out', apiDocs: 'API documentation', units_one: '{{count}} unit', units_other: '{{count}} units', layers_one: '{{count}} layer', layers_other: '{{count}} layers',
    roles: { planner: 'Planner', officer: 'Officer', leader: 'Leader', admin: 'Administrator' }, collapseLeft: 'Collapse left panel', expandLeft: 'Expand left panel', collapseRight: 'Collapse right panel', expandRight: 'Expand right panel', skip: 'Skip to the map',
    hint: { title: 'Three steps', layers: 'Look: switch on “Old places” to see what is old', draw: 'Draw: outline a renewal unit with the tool bar', figures: 'Ask: every number opens its evidence', close: 'Got it' },
  },
};
