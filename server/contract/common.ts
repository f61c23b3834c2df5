import { Type, type Static, type TSchema } from 'typebox';

/** Every object on the wire is closed: an unknown field is an error, never dropped. */
export const closed = { additionalProperties: false } as const;
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Enum = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });

export const CityId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });
export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
export const LonLat = Type.Tuple([Type.Number(), Type.Number()]);
/** west, south, east, north in degrees */
export const Bounds = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]);
export const Bilingual = Type.Object({ zh: Type.String(), en: Type.String() }, closed);

const Coordinate = Type.Array(Type.Number(), { minItems: 2, maxItems: 3 });
const RingSchema = Type.Array(Coordinate);
/** GeoJSON area in degrees; geometric validity is a finding, not a schema matter. */
export const AreaGeometry = Type.Union([
  Type.Object({ type: Type.Literal('Polygon'), coordinates: Type.Array(RingSchema, { minItems: 1 }) }, closed),
  Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Type.Array(RingSchema, { minItems: 1 }), { minItems: 1 }) }, closed),
]);
/** Any GeoJSON geometry, for display only. */
export const AnyGeometry = Type.Object({ type: Type.String(), coordinates: Type.Any() });

/** Closed list of problem codes (RFC 9457 `type` is `/problems/CODE`). Words for people are the client's. */
export const problemCodes = [
  'bad_request', 'unknown_field', 'not_signed_in', 'wrong_password', 'forbidden', 'not_found', 'version_conflict', 'baseline_changed', 'unit_invalid', 'rule_set_invalid', 'name_taken', 'already_exists',
  'file_unreadable', 'format_unknown', 'file_too_large', 'file_truncated', 'layer_mismatch', 'nothing_usable', 'crs_unknown', 'too_many_requests', 'not_ready', 'job_failed', 'cancelled', 'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];
/** RFC 9457. `current` (of units: `currents`, too) with version_conflict, `currents` with baseline_changed, `findings` with unit_invalid, `place` where in a file. */
export const Problem = Type.Object({
  type: Type.String(),
  code: Enum(problemCodes),
  title: Type.String(),
  status: Type.Integer(),
  /** What is wrong, where, and how to mend it, for a person. */
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }, closed))),
  /** Where in the user's file, e.g. `line 12`, `feature 3`, `byte 44510`. */
  place: Type.Optional(Type.String()),
  current: Type.Optional(Type.Any()),
  /** With version_conflict of units: every one that stands otherwise (units.ts, Current). */
  currents: Type.Optional(Type.Array(Type.Any())),
  findings: Type.Optional(Type.Array(Type.Any())),
}, closed);
export type Problem = Static<typeof Problem>;
