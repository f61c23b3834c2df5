export default {
  zh: {
    title: '标准', lead: '每个指标依据的规则集：出处、公式、阈值与半径。标 M 的数值未与原文核对，管理员可以修改；每次修改都是一个新版本。', close: '关闭，回到工作台',
    list: '规则集', rules_other: '{{count}} 条规则', open_other: '{{count}} 个 M 值', noneOpen: '无 M 值', since: '自 {{date}} 起', noDate: '施行日期未注明', version: '第 {{version}} 版', edited: '已修改', asShipped: '与随程序版本一致', waiting: '待处理', documents: '文件：{{names}}', documentsMore: '{{first}} 等 {{count}} 份', unsaved: '有未保存的修改', noSets: '没有规则集', noSetsText: '程序没有带来任何规则集，请检查 data/standards。',
    tabs: { rules: '规则', impact: '影响', history: '版本' },
    search: '搜索规则、条款、原文', onlyOpen: '只看 M 值', nothing: '没有符合的规则', clear: '清除筛选', shown: '{{shown}} / {{all}} 条',
    columns: { rule: '规则与公式', clause: '条款与原文', numbers: '数值', layers: '所需图层' }, own: '规则集共用的数值', noNumbers: '无数值', noThreshold: '文件没有给出阈值', more: '全文', less: '收起', noQuote: '原文未公开或未收录',
    kinds: {
      area_within_radius: '用地面积覆盖率', people_within_radius: '人口覆盖率', people_within_walk: '步行可达率', circle_completeness: '生活圈完整度', street_length_within_radius: '道路长度覆盖率', density: '密度', class_at_place: '类别达标率', per_person: '人均指标', count_in_area: '数量',
      population_per_facility: '按人口配置', attribute_share: '比例', minimum_size: '规模达标率', shared_border: '相邻边界', walking_links: '步行连通率',
    },
    present: '{{city}} 已有', absent: '{{city}} 没有', within: '限于 {{layer}}（没有则按整个范围）', confidences: { low: 'M：仅凭记忆录入，未与原文核对，以正式文件为准', medium: 'M：部分核对', high: '与原文逐字一致' },
    mayEdit: '标 M 的数值可以修改。', readOnly: '只读：只有管理员可以修改标 M 的数值。', allVerbatim: '这个规则集的数值都逐字出自文件，没有可以修改的。', edit: '修改数值', busyElsewhere: '请先保存或放弃“{{name}}”中的修改', goThere: '打开“{{name}}”', locked: '逐字出自文件，不能在这里修改', was: '原 {{value}}', reset: '还原：{{label}}',
    units: { rate: '%', m: 'm', m2: 'm²', ha: '公顷', min: '分钟', km_h: 'km/h', people: '人', count: '个', per_km2: '座/km²', m2_per_person: '㎡/人', deg: '°' },
    faults: { out_of_range: '应在 {{min}} 到 {{max}} {{unit}} 之间', whole_number: '应为整数', wrong_order: '下限应小于上限', locked: '逐字出自文件，不能修改', no_such_number: '这个版本没有该数值', twice: '改了两次', empty: '请填写数值' },
    draft: {
      label: '未保存的修改', changes_other: '改了 {{count}} 处', none: '还没有改动任何数值', back: '恢复为第 {{version}} 版的内容', shipped: '采用随程序的新版', shippedKeep_other: '采用随程序的新版，保留 {{count}} 处修改', try: '试算影响', save: '保存…', drop: '放弃修改', reason: '为什么修改（必填）', reasonHint: '例如：依据市局〔2026〕12 号文核对', confirm: '保存为第 {{version}} 版', cancel: '取消', faulty: '先改正标红的数值', saved: '第 {{version}} 版已生效，指标正在重算',
      conflictTitle: '在你修改期间，第 {{version}} 版已生效', conflictText: '{{who}}：{{why}}', program: '程序', rebase: '把我的修改放到新版上', fresh: '放弃我的修改',
    },
    impact: {
      emptyTitle: '保存之前，先看会影响谁', empty: '改动数值后点“试算影响”：每个更新单元、每个区划和全市按新旧数值各算一遍，列出结论翻转的地方。不会保存任何东西。', running: '正在试算…', queued: '排队中…', cancel: '取消试算', cancelled: '试算已取消', failed: '试算没有完成', outdated: '试算之后又改了数值，下面的结果已过时。', again: '重新试算',
      summary: '{{areas}} 个范围 · {{rules}} 条规则', flips_other: '{{count}} 个结论翻转', noFlips: '没有结论翻转', changed_other: '{{count}} 个数值变化', noChange: '没有任何数值变化', onlyFlips: '只看翻转', all: '全部变化', columns: { area: '范围', rule: '规则', before: '现在', after: '修改后' }, unit: '更新单元', city: '全市', onMap: '在地图上看 {{name}}', noCity: '先打开一座城市，才能试算影响。', saveHint: '确认无误后在下方保存。', more: '再列 {{count}} 个',
    },
    history: { inForce: '生效中', program: '随程序', by: '{{who}} · {{when}}', shippedFrom: '源自随程序第 {{version}} 版', compare: '与第 {{version}} 版比较', hide: '收起', first: '最初的版本', takeBack: '恢复到这一版…', same: '内容相同', added: '新增规则', removed: '删去规则', reworded: '文字或图层有改动', number: '数值', before: '第 {{version}} 版', after: '第 {{version}} 版', hash: '校验 {{hash}}', firstReason: '随程序带来', setItself: '规则集' },
    conflict: {
      title: { newer_file: '随程序带来了新版文件（第 {{shipped}} 版），现行的是修改过的第 {{edited}} 版', unreadable: '修改过的第 {{edited}} 版已无法读取，现行的是随程序的文件（第 {{shipped}} 版）' }, text: '两者都保留着。请管理员逐项决定，保存后生效。', readOnly: '两者都保留着，等管理员决定。', number: '数值', base: '修改前', edited: '修改值', shipped: '新版文件', none: '没有', keep: '保留修改值', take: '用新版', cannotKeep: '新版文件逐字给出，不能保留', news: '新版还有：', added_other: '新增 {{count}} 条规则', removed_other: '删去 {{count}} 条', reworded_other: '{{count}} 条改了文字或图层', otherNumbers_other: '{{count}} 个其他数值', prepare: '按此准备新版本', noEdits: '没有修改过的数值',
    },
  },
  en: {
    title: 'Standards', lead: 'The rule sets behind every figure: where they come from, formulas, thresholds, radii. Values marked M were not checked against the document; an admin may set them, and every change is a new version.', close: 'Close, back to the workbench',
    list: 'Rule sets', rules_one: '{{count}} rule', rules_other: '{{count}} rules', open_one: '{{count}} M value', open_other: '{{count}} M values', noneOpen: 'no M values', since: 'since {{date}}', noDate: 'no date stated', version: 'version {{version}}', edited: 'edited', asShipped: 'as it came with the program', waiting: 'to decide', documents: 'Document: {{names}}', documentsMore: '{{first}} and others ({{count}})', unsaved: 'unsaved changes', noSets: 'No rule sets', noSetsText: 'The program brought none; see data/standards.',
    tabs: { rules: 'Rules', impact: 'What flips', history: 'Versions' },
    search: 'Search rules, clauses, wording', onlyOpen: 'Only M', nothing: 'No rule fits', clear: 'Clear the filter', shown: '{{shown}} of {{all}}',
    columns: { rule: 'Rule and formula', clause: 'Clause and wording', numbers: 'Numbers', layers: 'Layers needed' }, own: 'Numbers of the whole set', noNumbers: 'no numbers', noThreshold: 'the document states no threshold', more: 'all of it', less: 'less', noQuote: 'The wording is not public or not on file',
    kinds: {
      area_within_radius: 'land covered', people_within_radius: 'people covered', people_within_walk: 'reached on foot', circle_completeness: 'life circle', street_length_within_radius: 'streets covered', density: 'density', class_at_place: 'right class', per_person: 'per person', count_in_area: 'count',
      population_per_facility: 'by population', attribute_share: 'share', minimum_size: 'large enough', shared_border: 'shared border', walking_links: 'joined on foot',
    },
    present: '{{city}} has it', absent: '{{city}} does not have it', within: 'within {{layer}} (the whole area where there is none)', confidences: { low: 'M: entered from memory, not checked; the official text decides', medium: 'M: partly checked', high: 'word for word from the document' },
    mayEdit: 'Values marked M can be set.', readOnly: 'Read only: only an administrator may set values marked M.', allVerbatim: 'Every number of this set stands word for word in the document; there is nothing to set.', edit: 'Edit values', busyElsewhere: 'Save or drop the changes in “{{name}}” first', goThere: 'Open “{{name}}”', locked: 'Word for word from the document; not to be changed here', was: 'was {{value}}', reset: 'Reset: {{label}}',
    units: { rate: '%', m: 'm', m2: 'm²', ha: 'ha', min: 'min', km_h: 'km/h', people: 'people', count: '', per_km2: 'per km²', m2_per_person: 'm² per person', deg: '°' },
    faults: { out_of_range: 'From {{min}} to {{max}} {{unit}}', whole_number: 'A whole number', wrong_order: 'The lower bound must be below the upper one', locked: 'Word for word from the document', no_such_number: 'This version has no such number', twice: 'Changed twice', empty: 'A number is needed' },
    draft: {
      label: 'Unsaved changes', changes_one: '{{count}} number changed', changes_other: '{{count}} numbers changed', none: 'Nothing changed yet', back: 'Back to what version {{version}} said', shipped: 'Take the program’s newer file', shippedKeep_one: 'Take the program’s newer file, keep {{count}} edit', shippedKeep_other: 'Take the program’s newer file, keep {{count}} edits', try: 'See what flips', save: 'Save…', drop: 'Drop changes', reason: 'Why (required)', reasonHint: 'e.g. checked against notice 12 of 2026', confirm: 'Save as version {{version}}', cancel: 'Cancel', faulty: 'Mend the marked numbers first', saved: 'Version {{version}} is in force; figures are being recomputed',
      conflictTitle: 'Version {{version}} came into force while you were editing', conflictText: '{{who}}: {{why}}', program: 'The program', rebase: 'Put my changes on the new version', fresh: 'Drop my changes',
    },
    impact: {
      emptyTitle: 'See whom it touches before saving', empty: 'Change a number, then “See what flips”: every unit, every division and the city is computed with the old and the new numbers, and verdicts that flip are listed. Nothing is saved.', running: 'Trying…', queued: 'Waiting its turn…', cancel: 'Cancel the trial', cancelled: 'The trial was cancelled', failed: 'The trial did not finish', outdated: 'Numbers have changed since this trial.', again: 'Try again',
      summary: '{{areas}} areas · {{rules}} rules', flips_one: '{{count}} verdict flips', flips_other: '{{count}} verdicts flip', noFlips: 'No verdict flips', changed_one: '{{count}} value changes', changed_other: '{{count}} values change', noChange: 'No value changes', onlyFlips: 'Only flips', all: 'All changes', columns: { area: 'Area', rule: 'Rule', before: 'Now', after: 'After' }, unit: 'unit', city: 'Whole city', onMap: 'Show {{name}} on the map', noCity: 'Open a city to see what flips.', saveHint: 'When it looks right, save below.', more: '{{count}} more',
    },
    history: { inForce: 'in force', program: 'with the program', by: '{{who}} · {{when}}', shippedFrom: 'goes back to the program’s version {{version}}', compare: 'Compare with version {{version}}', hide: 'Hide', first: 'The first version', takeBack: 'Go back to this version…', same: 'Same content', added: 'Rules added', removed: 'Rules removed', reworded: 'Other words or layers', number: 'Number', before: 'version {{version}}', after: 'version {{version}}', hash: 'hash {{hash}}', firstReason: 'Came with the program', setItself: 'Rule set' },
    conflict: {
      title: { newer_file: 'The program brought a newer file (version {{shipped}}); in force is the edited version {{edited}}', unreadable: 'The edited version {{edited}} can no longer be read; in force is the program’s file (version {{shipped}})' }, text: 'Both are kept. Decide number by number; it holds once saved.', readOnly: 'Both are kept until an administrator decides.', number: 'Number', base: 'Before the edit', edited: 'Edited', shipped: 'Newer file', none: 'none', keep: 'keep the edit', take: 'take the file', cannotKeep: 'The newer file gives it word for word', news: 'The newer file also has:', added_one: '{{count}} new rule', added_other: '{{count}} new rules', removed_one: '{{count}} rule less', removed_other: '{{count}} rules less', reworded_one: '{{count}} rule in other words or layers', reworded_other: '{{count}} rules in other words or layers', otherNumbers_one: '{{count}} other number', otherNumbers_other: '{{count}} other numbers', prepare: 'Prepare the new version', noEdits: 'No edited numbers',
    },
  },
};
