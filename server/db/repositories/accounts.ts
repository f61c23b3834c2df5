import type { Account, Role } from '#contract/session.ts';
import type { Queryable } from '../database.ts';

interface Row { id: number; login: string; display_name: string; role: Role; district: string | null }

const columns = 'account.id, account.login, account.display_name, account.role, account.district';

export const accountFromRow = (row: Row): Account => ({ id: row.id, login: row.login, displayName: row.display_name, role: row.role, district: row.district });

/** With the password hash, for sign-in only. */
export async function findLogin(q: Queryable, login: string): Promise<{ account: Account; passwordHash: string } | null> {
  const { rows } = await q.query<Row & { password_hash: string }>(`select ${columns}, password_hash from account where login = $1`, [login]);
  const row = rows[0];
  return row ? { account: accountFromRow(row), passwordHash: row.password_hash } : null;
}

/** The account a session belongs to, null when the session is unknown or over. */
export async function findSessionAccount(q: Queryable, sid: string): Promise<Account | null> {
  const { rows } = await q.query<Row>(`select ${columns} from session join account on account.id = session.account_id where sid = $1 and expires_at > now()`, [sid]);
  return rows[0] ? accountFromRow(rows[0]) : null;
}

export async function countAccounts(q: Queryable): Promise<number> {
  const { rows } = await q.query<{ n: number }>('select count(*) as n from account');
  return rows[0]?.n ?? 0;
}

export interface NewAccount { readonly login: string; readonly displayName: string; readonly role: Role; readonly passwordHash: string }

/** False when the login is taken. */
export async function insertAccount(q: Queryable, account: NewAccount): Promise<boolean> {
  const { rowCount } = await q.query('insert into account (login, display_name, role, password_hash) values ($1, $2, $3, $4) on conflict (login) do nothing',
    [account.login, account.displayName, account.role, account.passwordHash]);
  return rowCount === 1;
}
