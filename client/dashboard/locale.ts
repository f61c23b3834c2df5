export default {
  zh: {
    metric: '地图指标', level: '行政级别', legend: '图例', threshold: '阈值', unknown: '未评估或不适用', cityFigures: '全市指标', oldPlaces: '四旧一村与片区（个）', elsewhere: '其他', showOnMap: '在地图上显示', noOldPlaces: '还没有导入四旧一村图层', computing: '正在汇总全市…',
    tabs: { ranking: '片区排名', gaps: '人口缺口', units: '更新单元' }, worstFirst: '由低到高，点开看依据', noDivisions: '没有行政区划图层，无法分片区比较', noGaps: '没有发现覆盖缺口', noUnits: '还没有画更新单元', back: '返回',
  },
  en: {
    metric: 'On the map', level: 'Level', legend: 'Legend', threshold: 'threshold', unknown: 'not assessed or not applicable', cityFigures: 'The city', oldPlaces: 'Old places (count)', elsewhere: 'elsewhere', showOnMap: 'Show on the map', noOldPlaces: 'No layer of old places has been imported', computing: 'Adding up the city…',
    tabs: { ranking: 'Divisions', gaps: 'Gaps', units: 'Units' }, worstFirst: 'lowest first; open one for its evidence', noDivisions: 'Without a division layer there is nothing to compare', noGaps: 'No gap in coverage was found', noUnits: 'No units have been drawn', back: 'Back',
  },
};
