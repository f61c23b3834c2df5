export default {
  zh: {
    title: '为什么没覆盖', ask: '为什么没覆盖？', close: '关闭', pick: '在地图上选一个地点', pickTitle: '点地图上的任意地点', pickText: '住宅、地块、路段或空地都可以：会列出每条规则最近的设施、距离，以及差多少。', place: '地点', loading: '正在查找最近的设施…',
    verdicts: { covered: '已覆盖', partly: '部分覆盖', uncovered: '未覆盖', not_assessed: '未评估' }, ruleSet: '规则集', allRuleSets: '全部规则集', existingOnly: '按现状回答：拟建、关闭和迁建都不在内。', allRules: '看全部规则', noRules: '没有按距离衡量的规则', none: '全市没有这类设施',
    straight: '直线 {{distance}}', walking: '步行 {{distance}}', limit: '限值 {{distance}}', beyond: '超出 {{distance}}', within: '在内，余 {{distance}}', noWay: '走不到', minutes: '约 {{minutes}} 分钟', notCounted: '附近还有，但不计入：',
    amount: '{{covered}} 已覆盖，共 {{of}}，差 {{missing}}', notCountedHere: { ground: '这里不是该规则的应服务用地，按此处位置回答。', people: '该规则按住宅里的人口计算，此处不是住宅，按位置回答。', streets: '该规则按街道长度计算，此处不是要求的街道，按位置回答。' },
  },
  en: {
    title: 'Why not covered?', ask: 'Why not covered?', close: 'Close', pick: 'Choose a place on the map', pickTitle: 'Click any place on the map', pickText: 'A home, a parcel, a street or open ground: for every rule you see the nearest facilities, how far they are, and by how much they miss.', place: 'Place', loading: 'Looking for the nearest facilities…',
    verdicts: { covered: 'covered', partly: 'partly covered', uncovered: 'not covered', not_assessed: 'not assessed' }, ruleSet: 'Rule set', allRuleSets: 'All rule sets', existingOnly: 'Answered for what exists: nothing proposed, closed or moved is in it.', allRules: 'See all rules', noRules: 'No rule measures a distance', none: 'The city has none',
    straight: '{{distance}} straight', walking: '{{distance}} on foot', limit: 'limit {{distance}}', beyond: '{{distance}} beyond', within: 'within by {{distance}}', noWay: 'no way there', minutes: 'about {{minutes}} min', notCounted: 'Also near, but not counted:',
    amount: '{{covered}} of {{of}} covered, {{missing}} missing', notCountedHere: { ground: 'This is no ground the rule has to serve; answered for the place.', people: 'The rule counts people in homes, and this is none; answered for the place.', streets: 'The rule counts streets of a class, and this is none; answered for the place.' },
  },
};
