import { buildEstate } from './estates.ts';
import { buildCourtyards, buildHamlet, buildShopHouses, buildVillage, buildWorkshops } from './fine-grain.ts';
import { buildCentre, buildCompoundOf, buildMarket, buildSchool, buildVillas, buildWorks } from './large-sites.ts';
import type { Parcel } from './parcels.ts';
import type { PlanarMap } from './planar-map.ts';
import type { Programme } from './programme.ts';
import type { Random } from './random.ts';
import { emptyFabric, Yard, type Fabric } from './yard.ts';

const BUILDERS: Readonly<Record<string, (yard: Yard) => void>> = {
  compound: buildEstate, walkup: buildEstate, midrise: buildEstate, tower: buildEstate, villa: buildVillas,
  courtyard: buildCourtyards, shophouse: buildShopHouses, village: buildVillage, hamlet: buildHamlet, workshop: buildWorkshops,
  factory: (yard) => buildWorks(yard, { length: [55, 130], depth: [26, 52], gap: [14, 24] }),
  oldfactory: (yard) => buildWorks(yard, { length: [28, 80], depth: [14, 28], gap: [8, 15] }),
  warehouse: (yard) => buildWorks(yard, { length: [60, 110], depth: [22, 32], gap: [18, 26] }),
  office: (yard) => buildCentre(yard, 'office'), commercial: (yard) => buildCentre(yard, 'commercial'),
  market: buildMarket, wholesale: buildMarket,
  kindergarten: (yard) => buildSchool(yard, 'kindergarten'), primary: (yard) => buildSchool(yard, 'primary'), middle: (yard) => buildSchool(yard, 'middle'),
  nine_year: (yard) => buildSchool(yard, 'middle'), high: (yard) => buildSchool(yard, 'high'), college: (yard) => buildCompoundOf(yard, 'school', [4, 8], 3.6),
  hospital: (yard) => buildCompoundOf(yard, 'health', [4, 14], 3.7), chc: (yard) => buildCompoundOf(yard, 'health', [3, 5], 3.5),
  civic: (yard) => buildCompoundOf(yard, 'public', [3, 9], 3.5), culture: (yard) => buildCompoundOf(yard, 'public', [2, 5], 4.5),
  sports: (yard) => buildSchool(yard, 'high'), nursing: (yard) => buildCompoundOf(yard, 'public', [3, 6], 3.3),
  fire: (yard) => buildCompoundOf(yard, 'public', [2, 4], 4), transfer: (yard) => buildCompoundOf(yard, 'other', [1, 2], 5), station: (yard) => buildCompoundOf(yard, 'public', [2, 3], 7),
};

/** Builds on every parcel, one after the other, each with a random stream of its own. */
export function buildFabric(map: PlanarMap, parcels: readonly Parcel[], programme: Programme, seed: Random, onProgress: (share: number) => void): Fabric {
  const fabric = emptyFabric();
  parcels.forEach((parcel, i) => {
    BUILDERS[parcel.use]?.(new Yard(map, parcel, i, seed.fork(i), fabric, programme));
    if (i % 500 === 0) onProgress(i / parcels.length);
  });
  return fabric;
}
