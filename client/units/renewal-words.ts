/** 留改拆建 in both languages; the form's own words for the form's own fields (S000 附件1). */
export const renewalWords = {
  zh: {
    title: '留改拆建', none: '未填写', reason: '改留改拆建', hint: '可以只填一部分；空着是未知，不是 0。', derived: '由以上得出', redLines: '红线', crossed: '越线', kept: '未越线', most: '，应 ≤ {{limit}}', least: '，应 ≥ {{limit}}', asPercent: '= {{percent}} %',
    fields: {
      gfa_retained_renovated: '保留和改造面积', gfa_added_in_renovation: '改造中增加面积', gfa_demolished: '拆除建筑面积', gfa_new: '新建建筑面积', gfa_demolished_excluded: '其中违法建筑和危房', gfa_new_public_service: '其中必要公共服务',
      local_resettlement_rate: '就地就近安置率', annual_rent_increase: '租金年度涨幅', gfa_before: '更新前总建筑面积', gfa_after: '更新后总建筑面积', demolition_ratio: '拆除比', rebuild_ratio: '拆建比',
    },
    about: { gfa_demolished_excluded: '违法建筑，以及经专业机构鉴定为危房且无修缮保留价值的建筑：不计入红线', gfa_new_public_service: '增建的必要公共服务设施：不计入红线' },
    lines: { demolition: '拆除比（不计违法建筑和危房）', rebuild: '拆建比（不计必要公共服务）', resettlement: '就地就近安置率', rent: '租金年度涨幅' },
    faults: { out_of_range: '应在 0 到 {{limit}} 之间', above_whole: '不能多于“{{whole}}”', whole_missing: '先填“{{whole}}”' },
  },
  en: {
    title: 'Kept, altered, pulled down, built', none: 'not stated', reason: 'Edit floor kept, pulled down and built', hint: 'Any part of it may be stated; an empty field is unknown, not 0.', derived: 'Follows from these', redLines: 'Red lines', crossed: 'crossed', kept: 'kept', most: ', should be ≤ {{limit}}', least: ', should be ≥ {{limit}}', asPercent: '= {{percent}} %',
    fields: {
      gfa_retained_renovated: 'Floor kept and renovated', gfa_added_in_renovation: 'Floor added in renovation', gfa_demolished: 'Floor pulled down', gfa_new: 'New floor', gfa_demolished_excluded: 'of it illegal or dangerous', gfa_new_public_service: 'of it public services',
      local_resettlement_rate: 'Resettled nearby', annual_rent_increase: 'Rent increase a year', gfa_before: 'Floor before', gfa_after: 'Floor afterwards', demolition_ratio: 'Demolition ratio', rebuild_ratio: 'Rebuild ratio',
    },
    about: { gfa_demolished_excluded: 'Illegal buildings, and certified dangerous houses beyond repair: no red line counts them', gfa_new_public_service: 'Necessary public services that are added: no red line counts them' },
    lines: { demolition: 'Demolition ratio without illegal and dangerous buildings', rebuild: 'Rebuild ratio without public services', resettlement: 'Resettled on the spot or nearby', rent: 'Rent increase a year' },
    faults: { out_of_range: 'Between 0 and {{limit}}', above_whole: 'At most “{{whole}}”', whole_missing: 'State “{{whole}}” first' },
  },
};
