import type { Queryable } from '../database.ts';

/** What the session plugin keeps, as JSON. */
export type SessionData = Readonly<Record<string, unknown>>;

export async function readSession(q: Queryable, sid: string): Promise<SessionData | null> {
  const { rows } = await q.query<{ data: SessionData }>('select data from session where sid = $1 and expires_at > now()', [sid]);
  return rows[0]?.data ?? null;
}

export async function writeSession(q: Queryable, sid: string, accountId: number | null, data: SessionData, expiresAt: Date): Promise<void> {
  await q.query(`insert into session (sid, account_id, data, expires_at) values ($1, $2, $3, $4)
    on conflict (sid) do update set account_id = excluded.account_id, data = excluded.data, expires_at = excluded.expires_at`,
  [sid, accountId, JSON.stringify(data), expiresAt]);
}

export async function deleteSession(q: Queryable, sid: string): Promise<void> {
  await q.query('delete from session where sid = $1', [sid]);
}

export async function deleteExpiredSessions(q: Queryable): Promise<void> {
  await q.query('delete from session where expires_at <= now()');
}
