import { Type, type Static } from 'typebox';
import { closed, Enum, Nullable } from './common.ts';

export const roles = ['planner', 'officer', 'leader', 'admin'] as const;
export type Role = (typeof roles)[number];
export const Account = Type.Object({ id: Type.Integer(), login: Type.String(), displayName: Type.String(), role: Enum(roles), district: Nullable(Type.String()) }, closed);
export type Account = Static<typeof Account>;
export const SignIn = Type.Object({ login: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 256 }) }, closed);
export const Health = Type.Object({ version: Type.String(), database: Enum(['embedded', 'external'] as const), ready: Type.Boolean(), postgis: Nullable(Type.String()) }, closed);
