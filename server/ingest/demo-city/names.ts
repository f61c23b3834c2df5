import { readCityData } from './plan-file.ts';
import type { Random } from './random.ts';

interface NameParts { readonly first: string[]; readonly second: string[]; readonly village: string[]; readonly villageKind: string[]; readonly alleys: string[]; readonly works: string[]; readonly oldEstate: string[]; readonly estate: string[]; readonly newEstate: string[] }

/** Gives invented names, none twice of its kind. */
export interface Names {
  /** `angle`: direction of the street; east-west ones are 路, north-south ones 街, as in many cities of the plain. */
  road(cls: string, angle: number): string;
  alley(): string;
  village(): string;
  estate(buildYear: number): string;
  works(): string;
  subdistrict(): string;
  community(rural: boolean): string;
  park(): string;
  stem(): string;
}

export function inventNames(seed: Random): Names {
  const parts = readCityData<NameParts>('names.json');
  const rng = seed.fork('names');
  const used = new Set<string>();
  const unique = (make: () => string): string => {
    for (let i = 0; i < 400; i++) {
      const name = make();
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
    const base = make();
    let n = 2;
    while (used.has(`${base}${n}`)) n++;
    used.add(`${base}${n}`);
    return `${base}${n}`;
  };
  const stem = (): string => {
    for (;;) {
      const a = rng.pick(parts.first), b = rng.pick(parts.second);
      if (a !== b) return a + b;
    }
  };
  const side = (): string => (rng.chance(0.25) ? rng.pick(['东', '西', '南', '北', '中']) : '');
  return {
    stem,
    road: (cls, angle) => unique(() => `${stem()}${cls === 'arterial' || cls === 'expressway' ? '大道' : cls === 'secondary' ? (isEastWest(angle) ? '路' : '大街') : side() + (isEastWest(angle) ? '路' : '街')}`),
    alley: () => unique(() => `${rng.chance(0.8) ? rng.pick(parts.alleys) : stem()}${rng.pick(['巷', '巷', '胡同', '街', '前街', '后街'])}`),
    village: () => unique(() => `${rng.pick(['', '', '东', '西', '南', '北', '前', '后', '小'])}${rng.pick(parts.village)}${rng.pick(parts.villageKind)}村`),
    estate: (year) => unique(() => `${stem()}${rng.pick(year < 1996 ? parts.oldEstate : year < 2008 ? parts.estate : parts.newEstate)}`),
    works: () => unique(() => `${rng.chance(0.35) ? `第${rng.pick(['一', '二', '三', '四', '五'])}` : stem()}${rng.pick(parts.works)}`),
    subdistrict: () => unique(() => `${stem()}${rng.pick(['路', '', '', '桥', '门'])}街道`),
    community: (rural) => unique(() => (rural ? `${rng.pick(parts.village)}${rng.pick(parts.villageKind)}社区` : `${stem()}${rng.pick(['', '', '路', '街', '里', '苑'])}社区`)),
    park: () => unique(() => `${stem()}${rng.pick(['公园', '公园', '游园', '绿园'])}`),
  };
}

const isEastWest = (angle: number): boolean => Math.abs(Math.cos(angle)) > Math.SQRT1_2;
