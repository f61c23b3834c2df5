import { Type, type Static } from 'typebox';
import { Bounds, CityId, closed } from './common.ts';

/** TileJSON 3.0.0 of the current edition of a layer, for any client of MapLibre style sources: `{ "type": "vector", "url": … }`. */
export const TileJson = Type.Object({
  tilejson: Type.Literal('3.0.0'), name: Type.String(), description: Type.String(), attribution: Type.String(),
  /** `EDITION.0.0` */
  version: Type.String(), scheme: Type.Literal('xyz'),
  /** Absolute; asks for the same sign-in as everything else: a cookie or HTTP Basic. */
  tiles: Type.Array(Type.String()),
  minzoom: Type.Integer(), maxzoom: Type.Integer(), bounds: Bounds, center: Type.Tuple([Type.Number(), Type.Number(), Type.Integer()]),
  /** The layer by its kind; KIND_sign: one point in each of its areas. Fields with their titles. */
  vector_layers: Type.Array(Type.Object({ id: Type.String(), description: Type.String(), minzoom: Type.Integer(), maxzoom: Type.Integer(), fields: Type.Record(Type.String(), Type.String()) }, closed)),
}, closed);
export type TileJson = Static<typeof TileJson>;

const Kind = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' });
export const TileJsonParams = Type.Object({ city: CityId, kind: Kind }, closed);
const TileNumber = Type.Integer({ minimum: 0, maximum: 2 ** 26 });
export const TileParams = Type.Object({ city: CityId, kind: Kind, z: Type.Integer({ minimum: 0, maximum: 26 }), x: TileNumber, y: TileNumber }, closed);
/** `edition`: the edition a TileJSON named, so that its tiles may be kept for good; any other is answered with the current one. */
export const TileQuery = Type.Object({ edition: Type.Optional(Type.Integer({ minimum: 1 })) }, closed);
