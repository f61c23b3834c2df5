export default {
  zh: {
    open: '标准对比', title: '标准对比', close: '关闭对比', topic: '主题', differs: '结论不一致', pickTwo: '点选两项指标，查看哪些住宅和地块结论翻转', pickSecond: '再选一项指标进行对比', picked: '地图：蓝色仅 A 覆盖，橙色仅 B 覆盖',
    none: '没有可对比的主题', noneText: '同一主题至少有两套规则集时才会出现在这里。', notComparable: '该指标不按距离判断住宅或地块，不能对比翻转要素',
    methods: { straight_line: '直线', walking: '步行' }, bases: { land: '按用地', people: '按人口', length: '按长度', count: '按数量' },
    comparing: '正在对比两项指标…', cannotCompare: '这两项指标缺少共同的住宅或地块，无法对比。', onlyBy: '仅“{{name}}”覆盖', homes_other: '{{count}} 栋住宅', parcels_other: '{{count}} 个地块', home: '住宅', parcel: '地块', nothingFlips: '没有翻转的要素',
    agreement: '两者都覆盖 {{both}}，都不覆盖 {{neither}}', demandDiffers: '两套标准认定的居住用地不同，各按自己的用地统计。', litOnly: '地图上每类最多显示 {{count}} 个，导出包含全部。', export: '导出翻转要素', formats: { xlsx: 'Excel 工作簿', csv: 'CSV（UTF-8）' },
    topics: {
      green_300: '300米见绿', park_500: '500米见园', park_100: '百米见园', park_rate: '公园绿地覆盖率', park_per_person: '人均公园绿地', green_rate: '绿地率', green_cover: '绿化覆盖率', circle_green: '生活圈绿地', greenway: '绿道',
      kindergarten: '幼儿园', nursery: '托育', primary: '小学', middle: '中学', chc: '社区卫生服务中心', health_station: '社区卫生服务站', elderly: '养老设施', community_service: '社区服务', culture: '文化设施', sports: '体育设施', sports_area: '人均体育场地', square: '广场',
      market: '菜市场', shops: '商业网点', commerce_separation: '商住分离', circle_5: '5分钟生活圈', circle_10: '10分钟生活圈', circle_15: '15分钟生活圈', complete_community: '完整社区',
      bus: '公交站点', rail: '轨道站点', walk_links: '步行连通', road_density: '路网密度', dead_end: '断头路', lamps: '路灯', cables: '架空线入地', parking: '停车', toilet: '公厕', toilet_class: '公厕等级', waste: '垃圾设施', fire: '消防', drinking_water: '饮用水',
      pipes: '管网', black_water: '黑臭水体', waterlogging: '内涝点', sponge: '海绵城市', building_height: '建筑高度', population_density: '人口密度', illegal_structures: '违法建设', street_clearance: '街道净空', demonstration_area: '示范片区', renewal_areas: '更新片区', market_network: '市场网络', clinic: '诊所', hospital_beds: '床位', police: '派出所', green_building: '绿色建筑',
    },
  },
  en: {
    open: 'Compare standards', title: 'Standards side by side', close: 'Close the comparison', topic: 'Topic', differs: 'verdicts differ', pickTwo: 'Pick two figures to see which homes and parcels flip', pickSecond: 'Pick another figure to hold against it', picked: 'Map: blue only by A, orange only by B',
    none: 'Nothing to compare', noneText: 'A topic appears here when at least two rule sets ask after it.', notComparable: 'it holds no home or parcel against a distance, so nothing can flip',
    methods: { straight_line: 'straight', walking: 'walking' }, bases: { land: 'by land', people: 'by people', length: 'by length', count: 'by count' },
    comparing: 'Comparing the two …', cannotCompare: 'The two have no homes or parcels in common to compare.', onlyBy: 'Covered only by “{{name}}”', homes_one: '{{count}} home', homes_other: '{{count}} homes', parcels_one: '{{count}} parcel', parcels_other: '{{count}} parcels', home: 'Home', parcel: 'Parcel', nothingFlips: 'Nothing flips',
    agreement: 'Both cover {{both}}, neither covers {{neither}}', demandDiffers: 'The two count different land as residential; each is told of its own.', litOnly: 'The map shows at most {{count}} of each kind; the file has all.', export: 'Export what flips', formats: { xlsx: 'Excel workbook', csv: 'CSV (UTF-8)' },
    topics: {
      green_300: 'Green within 300 m', park_500: 'Park within 500 m', park_100: 'Park within 100 m', park_rate: 'Park coverage', park_per_person: 'Park area per person', green_rate: 'Green ratio', green_cover: 'Green cover', circle_green: 'Green in the life circle', greenway: 'Greenways',
      kindergarten: 'Kindergarten', nursery: 'Nursery', primary: 'Primary school', middle: 'Middle school', chc: 'Community health centre', health_station: 'Health station', elderly: 'Elderly care', community_service: 'Community services', culture: 'Culture', sports: 'Sports', sports_area: 'Sports area per person', square: 'Squares',
      market: 'Food market', shops: 'Shops', commerce_separation: 'Shops apart from homes', circle_5: '5-minute circle', circle_10: '10-minute circle', circle_15: '15-minute circle', complete_community: 'Complete community',
      bus: 'Bus stops', rail: 'Rail stations', walk_links: 'Ways on foot', road_density: 'Road density', dead_end: 'Dead ends', lamps: 'Street lamps', cables: 'Cables underground', parking: 'Parking', toilet: 'Public toilets', toilet_class: 'Toilet classes', waste: 'Waste', fire: 'Fire stations', drinking_water: 'Drinking water',
      pipes: 'Pipes', black_water: 'Black water', waterlogging: 'Waterlogging', sponge: 'Sponge city', building_height: 'Building height', population_density: 'Population density', illegal_structures: 'Illegal structures', street_clearance: 'Street clearance', demonstration_area: 'Demonstration areas', renewal_areas: 'Renewal areas', market_network: 'Market network', clinic: 'Clinics', hospital_beds: 'Hospital beds', police: 'Police stations', green_building: 'Green buildings',
    },
  },
};
