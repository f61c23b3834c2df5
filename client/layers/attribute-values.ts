import type { LayerKind } from '#contract/layers.ts';
import type { Locale } from '../app/app-state.ts';
import { inLocale } from './names.ts';

/** Words of the closed lists of values in data/layers.json; a value without words is shown as it is. */
const words: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  in_use: ['在用', 'in use'], closed: ['关闭', 'closed'], planned: ['规划', 'planned'], construction: ['在建', 'under construction'], demolished: ['已拆除', 'demolished'],
  residential: ['居住', 'residential'], commercial: ['商业', 'commercial'], industrial: ['工业', 'industrial'], office: ['办公', 'office'], public: ['公共', 'public'], school: ['学校', 'school'], health: ['医疗', 'health'], other: ['其他', 'other'],
  motorway: ['高速公路', 'motorway'], expressway: ['快速路', 'expressway'], arterial: ['主干路', 'arterial'], secondary: ['次干路', 'secondary'], branch: ['支路', 'branch road'], alley: ['街巷', 'alley'], path: ['步行路', 'path'],
  rail: ['铁路', 'railway'], metro: ['地铁', 'metro'], tram: ['有轨电车', 'tram'], coach: ['长途客运', 'coach'], river: ['河流', 'river'], canal: ['渠', 'canal'], lake: ['湖', 'lake'], pond: ['池塘', 'pond'], stream: ['溪', 'stream'], sea: ['海', 'sea'],
  G11: ['G11 综合公园', 'G11 comprehensive park'], G12: ['G12 社区公园', 'G12 community park'], G13: ['G13 专类公园', 'G13 specialised park'], G14: ['G14 游园', 'G14 pocket park'], G2: ['G2 防护绿地', 'G2 protective green'], G3: ['G3 广场用地', 'G3 square'], XG: ['XG 附属绿地', 'XG attached green'], EG: ['EG 区域绿地', 'EG regional green'],
  idle: ['闲置地', 'idle'], corner: ['边角地', 'corner'], not_started: ['未改造', 'not started'], under_way: ['改造中', 'under way'], done: ['已改造', 'done'], I: ['一类', 'class I'], II: ['二类', 'class II'], III: ['三类', 'class III'],
  station: ['站', 'station'], park: ['公园', 'park'], square: ['广场', 'square'], commercial_area: ['商业区', 'commercial area'], scenic_area: ['景区', 'scenic area'], main_arterial: ['主要干道', 'main arterial'],
  kindergarten: ['幼儿园', 'kindergarten'], primary: ['小学', 'primary school'], middle: ['初中', 'middle school'], nine_year: ['九年一贯制', 'nine-year school'], high: ['高中', 'high school'], college: ['高校', 'college'],
  chc: ['社区卫生服务中心', 'community health centre'], hospital: ['医院', 'hospital'], clinic: ['诊所', 'clinic'], centre: ['文化活动中心', 'centre'], library: ['图书馆', 'library'], museum: ['博物馆', 'museum'], theatre: ['剧场', 'theatre'],
  gym: ['健身房（馆）', 'gym'], large_ground: ['大型多功能运动场地', 'large ground'], medium_ground: ['中型多功能运动场地', 'medium ground'], small_ground: ['小型多功能运动场地', 'small ground'], fitness_point: ['健身点', 'fitness point'], swimming: ['游泳池', 'swimming'],
  day_care: ['日间照料中心', 'day care'], nursing_home: ['养老院', 'nursing home'], care_home: ['老年养护院', 'care home'], service_centre: ['社区服务中心', 'service centre'], service_station: ['社区服务站', 'service station'], subdistrict_office: ['街道办事处', 'subdistrict office'], police: ['派出所', 'police'], post: ['邮政', 'post'], nursery: ['托儿所', 'nursery'], canteen: ['社区食堂', 'canteen'],
  market: ['菜市场', 'market'], supermarket: ['超市', 'supermarket'], convenience_24h: ['24小时便利店', '24 h convenience store'], convenience: ['便利店', 'convenience store'], breakfast: ['早餐店', 'breakfast'], pharmacy: ['药店', 'pharmacy'], restaurant: ['餐饮', 'restaurant'], barber: ['理发', 'barber'], bank: ['银行', 'bank'], telecom: ['电信', 'telecom'], express: ['快递', 'parcels'], grocery: ['食品杂货', 'grocery'], large_wholesale: ['大型批发市场', 'large wholesale market'], wholesale: ['批发市场', 'wholesale market'], second_level_distribution: ['二级分拨中心', 'second-level distribution centre'],
  collection_point: ['收集点', 'collection point'], collection_station: ['收集站', 'collection station'], transfer: ['转运站', 'transfer station'], city: ['市', 'city'], district: ['区', 'district'], county: ['县（市）', 'county'], dev_zone: ['开发区', 'development zone'], subdistrict: ['街道（镇）', 'subdistrict'], community: ['社区', 'community'],
  water: ['供水', 'water'], sewage: ['污水', 'sewage'], storm: ['雨水', 'storm water'], combined: ['雨污合流', 'combined sewer'], gas: ['燃气', 'gas'], heat: ['供热', 'heat'], power: ['电力', 'power'],
  ductile_iron: ['球墨铸铁', 'ductile iron'], steel: ['钢', 'steel'], pe: ['聚乙烯', 'PE'], pvc: ['聚氯乙烯', 'PVC'], concrete: ['混凝土', 'concrete'], grey_iron: ['灰口铸铁', 'grey iron'], asbestos: ['石棉水泥', 'asbestos cement'], galvanised: ['镀锌钢', 'galvanised steel'], brick: ['砖砌', 'brick'],
  remaining: ['未消除', 'remaining'], eliminated: ['已消除', 'eliminated'], rooftop: ['楼顶', 'rooftop'], ground: ['地面', 'ground'], standing: ['未拆除', 'standing'],
  counted: ['登记或普查', 'counted'], estimated: ['推算', 'estimated'],
};

export interface AttributeRow { readonly key: string; readonly name: string; readonly value: string }

function valueText(value: unknown, yes: string, no: string, locale: Locale, isListed: boolean): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 10_000 ? String(value) : value.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (isListed ? words[text]?.[locale === 'zh' ? 0 : 1] : undefined) ?? text;
}

/** Attributes in the order of the layer kind, then those it does not know; empty ones are left out. */
export function attributeRows(attrs: Readonly<Record<string, unknown>>, kind: LayerKind | undefined, locale: Locale, yes: string, no: string): AttributeRow[] {
  const known = Object.keys(kind?.attributes ?? {}).filter((key) => key in attrs);
  const others = Object.keys(attrs).filter((key) => !known.includes(key)).sort();
  return [...known, ...others].flatMap((key) => {
    const value = attrs[key];
    if (value === null || value === undefined || value === '') return [];
    const definition = kind?.attributes[key];
    return [{ key, name: inLocale(definition?.name, locale, key), value: valueText(value, yes, no, locale, definition?.values !== undefined) }];
  });
}
