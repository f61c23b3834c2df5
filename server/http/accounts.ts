import { roles, type Role } from '#contract/session.ts';
import type { Database } from '../db/database.ts';
import { countAccounts, insertAccount } from '../db/repositories/accounts.ts';
import { hashPassword, randomPassword } from './password.ts';

const displayNames: Readonly<Record<Role, string>> = { planner: '规划师', officer: '经办人', leader: '领导', admin: '管理员' };

export interface FirstPassword { readonly login: string; readonly password: string; readonly isGiven: boolean }

/**
 * At the very first start makes one account for each role, its login the role's name. Returns the passwords to be printed once; later, nothing.
 * `given` may hold passwords by role (RENEWMAP_PASSWORD_…), for tests and scripted set-ups.
 */
export async function seedAccounts(db: Database, given: Partial<Record<Role, string>>): Promise<FirstPassword[]> {
  if (await countAccounts(db.pool) > 0) return [];
  const first: FirstPassword[] = [];
  for (const role of roles) {
    const password = given[role] ?? randomPassword();
    const made = await insertAccount(db.pool, { login: role, displayName: displayNames[role], role, passwordHash: await hashPassword(password) });
    if (made) first.push({ login: role, password, isGiven: given[role] !== undefined });
  }
  return first;
}
