import type { Delivery, SourceLayer } from '#contract/deliveries.ts';
import type { LayerEdition } from '#contract/layers.ts';

/** Parcels of a GBK shapefile in CGCS2000, as the server describes them. */
export const sourceLayer = (change: Partial<SourceLayer>): SourceLayer => ({
  name: 'DLTB', geometry: ['polygon'], featureCount: 2, fields: [{ name: 'DLBM', type: 'text', samples: ['0701', '0901'] }, { name: 'NAME', type: 'text', samples: ['甲地块'] }],
  rows: [{ DLBM: '0701', NAME: '甲地块' }, { DLBM: '0901', NAME: null }],
  crs: { stated: 'EPSG:4547', text: 'PROJCS["CGCS2000_3_Degree_GK_CM_114E"]', candidates: [{ crs: 'EPSG:4547', datum: 'cgcs2000', from: 'declared', confidence: 'certain', why: 'prj_names_it', bounds: [113.5, 34.7, 113.6, 34.8] }, { crs: 'GCJ-02', datum: 'gcj02', from: 'numbers', confidence: 'possible', why: 'may_be_gcj02', bounds: null }] },
  encoding: { name: 'gb18030', from: 'declared' }, kind: 'land_use', mapping: { DLBM: 'code', NAME: '#name' }, isRemembered: false, findings: [], ...change,
});
export const deliveryId = '11111111-2222-3333-4444-555555555555';
export const delivery = (layers: SourceLayer[], change: Partial<Delivery> = {}): Delivery => ({ id: deliveryId, fileName: 'DLTB.shp', format: 'shapefile', bytes: 2_500_000, sha256: 'f'.repeat(64), layers, createdAt: '2026-11-22T03:00:00Z', ...change });
export const edition = (change: Partial<LayerEdition>): LayerEdition => ({
  id: 7, kind: 'land_use', edition: 2, status: 'pending', importId: deliveryId, source: '市局2025', sourceDate: null, attribution: '', format: 'shapefile', sha256: 'f'.repeat(64), crs: 'EPSG:4547', featureCount: 3, tiles: null,
  report: { read: 3, taken: 3, mended: [], leftOut: [], notices: [] }, createdBy: null, createdAt: '2026-11-22T03:00:00Z', ...change,
});
