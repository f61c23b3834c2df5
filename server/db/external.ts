import pg from 'pg';
import { BootError, shortMessage } from './boot-error.ts';
import { openPools, type Database } from './database.ts';

const oldestPostgres = 150_000;
const oldestPostgis = [3, 3] as const;
const insufficientPrivilege = '42501';

/** The address without its password, for messages. */
function nameOf(url: URL): string {
  return `${url.hostname || 'localhost'}:${url.port || '5432'}${url.pathname}`;
}

function parseUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new BootError('DATABASE_URL is not a URL; it should look like postgres://user:password@host:5432/database.');
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') throw new BootError(`DATABASE_URL must begin with postgres://, not ${url.protocol}//.`);
  if (url.pathname.length < 2) throw new BootError('DATABASE_URL names no database; it should end in /DATABASE.');
  return url;
}

/** What a failed connection means to the person who set DATABASE_URL. */
function connectionProblem(error: unknown, name: string): BootError {
  const code = (error as { code?: string }).code ?? (error instanceof AggregateError ? (error.errors[0] as { code?: string } | undefined)?.code : undefined);
  switch (code) {
    case 'ECONNREFUSED': return new BootError(`No PostgreSQL answers at ${name} (connection refused): is it running, and is DATABASE_URL right?`);
    case 'ENOTFOUND': case 'EAI_AGAIN': return new BootError(`The host in DATABASE_URL is not known (${name}).`);
    case '28P01': case '28000': return new BootError(`PostgreSQL at ${name} refused the user or password in DATABASE_URL.`);
    case '3D000': return new BootError(`PostgreSQL at ${name} has no such database: create it, with PostGIS, or correct DATABASE_URL.`);
    default: return new BootError(`Cannot use PostgreSQL at ${name}: ${shortMessage(error)}`);
  }
}

async function checkPostgis(client: pg.Client, name: string): Promise<string> {
  const { rows } = await client.query<{ installed: string | null; available: string | null }>(
    `select installed_version as installed, default_version as available from pg_available_extensions where name = 'postgis'`);
  const found = rows[0];
  if (!found) throw new BootError(`PostGIS is not installed on the PostgreSQL server at ${name}: install it (Debian: postgresql-15-postgis-3).`);
  if (found.installed === null) {
    try {
      await client.query('create extension if not exists postgis');
    } catch (error) {
      if ((error as { code?: string }).code === insufficientPrivilege) throw new BootError(`PostGIS is missing in the database at ${name} and this user may not add it: run «create extension postgis» there as a superuser.`);
      throw error;
    }
  }
  const version = found.installed ?? found.available ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldestPostgis[0] || (major === oldestPostgis[0] && minor < oldestPostgis[1])) throw new BootError(`PostGIS ${version} at ${name} is too old: 3.3 or newer is needed.`);
  return version;
}

/** Opens the PostgreSQL of DATABASE_URL. @throws BootError when it is not a PostgreSQL ≥ 15 with PostGIS ≥ 3.3 */
export async function openExternal(databaseUrl: string): Promise<Database> {
  const name = nameOf(parseUrl(databaseUrl));
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw connectionProblem(error, name);
  }
  try {
    const { rows } = await client.query<{ number: number; version: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`);
    const server = rows[0];
    if (!server || server.number < oldestPostgres) throw new BootError(`PostgreSQL ${server?.version ?? ''} at ${name} is too old: 15 or newer is needed.`);
    return openPools('external', databaseUrl, await checkPostgis(client, name));
  } catch (error) {
    throw error instanceof BootError ? error : connectionProblem(error, name);
  } finally {
    await client.end().catch(() => {});
  }
}
