import { createServer, type AddressInfo, type Server } from 'node:net';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, databaseKinds } from '../../support/database.ts';
import { startProgram, type Started } from '../../support/process.ts';

// Whole programs are started here, some thrice in a test, and the machine may be busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'renewmap-boot-'));
  folders.push(folder);
  return folder;
}

const programs: Started[] = [];
function start(environment: Record<string, string>): Started {
  const program = startProgram({ SEED: 'none', PORT: '0', ...environment });
  programs.push(program);
  return program;
}
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.child.kill('SIGTERM');
    await program.ended;
  }
});
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

const addressIn = (line: string): string => /http:\S+/.exec(line)?.[0] ?? '';

/** Something that is there but is not PostgreSQL. */
let other: Server;
let otherPort: string;
beforeAll(async () => {
  other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => { other.listen(0, '127.0.0.1', resolve); });
  otherPort = String((other.address() as AddressInfo).port);
});
afterAll(() => { other.close(); });

describe('a start that cannot work ends with one clear line', () => {
  const cases: [string, () => Record<string, string>, RegExp][] = [
    ['PORT is no number', () => ({ PORT: 'eighty' }), /PORT must be a number from 0 to 65535/],
    ['PORT is too large', () => ({ PORT: '65536' }), /PORT must be a number from 0 to 65535/],
    ['SEED is unknown, and HOST is no host', () => ({ SEED: 'everything', HOST: 'a b' }), /HOST must be a host name.*SEED must be «demo» or «none»/],
    ['a password is too short', () => ({ RENEWMAP_PASSWORD_ADMIN: 'short' }), /RENEWMAP_PASSWORD_ADMIN must be a password of 8/],
    ['HOST is not of this machine', () => ({ HOST: '192.0.2.1' }), /no address 192\.0\.2\.1.*set HOST/],
    ['the port is taken', () => ({ PORT: otherPort }), /Port \d+ on 127\.0\.0\.1 is taken.*set PORT/],
    ['the folder cannot be made', () => ({ DATA_DIR: '/proc/renewmap' }), /The folder \/proc\/renewmap \(DATA_DIR\) cannot be written/],
    ['the folder is a file', () => ({ DATA_DIR: join(import.meta.dirname, 'boot.test.ts') }), /\(DATA_DIR\) cannot be written/],
    ['DATABASE_URL is no URL', () => ({ DATABASE_URL: 'my database' }), /DATABASE_URL is not a URL/],
    ['DATABASE_URL is of another kind', () => ({ DATABASE_URL: 'mysql://localhost/city' }), /DATABASE_URL must begin with postgres:\/\//],
    ['DATABASE_URL names no database', () => ({ DATABASE_URL: 'postgres://localhost' }), /names no database/],
    ['nobody answers at DATABASE_URL', () => ({ DATABASE_URL: 'postgres://u:secret@127.0.0.1:9/city' }), /No PostgreSQL answers at 127\.0\.0\.1:9\/city/],
    ['the host of DATABASE_URL is unknown', () => ({ DATABASE_URL: 'postgres://db.invalid/city' }), /The host in DATABASE_URL is not known/],
    ['something else answers at DATABASE_URL', () => ({ DATABASE_URL: `postgres://127.0.0.1:${otherPort}/city` }), /Cannot use PostgreSQL at/],
  ];
  it.each(cases)('%s', async (_name, environment, message) => {
    const program = start({ DATA_DIR: newFolder(), ...environment() });
    expect(await program.ended).toBe(1);
    expect(program.lines).toEqual([expect.stringMatching(message)]);
    expect(program.lines[0]).toMatch(/^RenewMap cannot start: /);
    expect(program.lines[0]).not.toContain('secret');
  });

  describe.runIf(databaseKinds().includes('external'))('on a native server', () => {
    it('the database does not exist', async () => {
      const db = await createTestDatabase('external');
      const url = new URL(db.url as string);
      url.pathname = '/renewmap_there_is_none';
      const program = start({ DATA_DIR: newFolder(), DATABASE_URL: url.href });
      expect(await program.ended).toBe(1);
      expect(program.lines).toEqual([expect.stringContaining('has no such database')]);
      await db.close();
    });

    it('PostGIS is missing and may not be added', async () => {
      const db = await createTestDatabase('external');
      await db.pool.query('drop extension postgis cascade');
      const role = `renewmap_plain_${process.pid}`;
      await db.pool.query(`create role ${role} login`);
      const url = new URL(db.url as string);
      url.username = role;
      const program = start({ DATA_DIR: newFolder(), DATABASE_URL: url.href });
      expect(await program.ended).toBe(1);
      expect(program.lines).toEqual([expect.stringMatching(/PostGIS is missing.*create extension postgis/)]);
      await db.pool.query(`drop role ${role}`);
      await db.close();
    });
  });
});

describe('the embedded database', () => {
  /** A folder as a first start leaves it, and the passwords it printed. Making one takes long; the tests that need any have a copy. */
  let made: { readonly folder: string; readonly planner: string } | undefined;
  async function usedFolder(): Promise<{ readonly DATA_DIR: string; readonly planner: string }> {
    made ??= await firstStart();
    const DATA_DIR = newFolder();
    cpSync(made.folder, DATA_DIR, { recursive: true });
    return { DATA_DIR, planner: made.planner };
  }
  async function firstStart(): Promise<{ readonly folder: string; readonly planner: string }> {
    const folder = newFolder();
    const program = start({ DATA_DIR: folder });
    const planner = /planner +(\S+)$/.exec(await program.line('planner'))?.[1] ?? '';
    await program.line('RenewMap is at');
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(0);
    return { folder, planner };
  }

  it('starts in an empty folder, prints the passwords once, closes on Ctrl-C and starts again', async () => {
    const DATA_DIR = newFolder();
    const first = start({ DATA_DIR, RENEWMAP_PASSWORD_LEADER: 'given-by-the-test' });
    const address = addressIn(await first.line('RenewMap is at'));
    expect(first.lines[0]).toMatch(/^Embedded PostGIS, for trial and tests.*DATABASE_URL/);
    const password = /planner +(\S+)$/.exec(await first.line('planner'))?.[1];
    expect(first.lines.join('\n')).not.toContain('given-by-the-test');
    expect(await (await fetch(`${address}api/health`)).json()).toMatchObject({ database: 'embedded', ready: true });

    const second = start({ DATA_DIR });
    expect(await second.ended).toBe(1);
    expect(second.lines.at(-1)).toMatch(/^RenewMap cannot start: The embedded database in this folder is already open in another process \(\d+\)/);

    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(readdirSync(DATA_DIR)).not.toContain('db.lock');

    const again = start({ DATA_DIR });
    const later = addressIn(await again.line('RenewMap is at'));
    expect(again.lines.join('\n')).not.toContain('shown this once');
    const signIn = (login: string, secret: string | undefined): Promise<Response> => fetch(`${later}api/session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password: secret }),
    });
    expect((await signIn('planner', password)).status).toBe(200);
    expect((await signIn('leader', 'given-by-the-test')).status).toBe(200);
    again.child.kill('SIGINT');
    expect(await again.ended).toBe(0);
    made ??= { folder: DATA_DIR, planner: password ?? '' };
  });

  it('recovers from a server that was killed, with what was stored', async () => {
    const { DATA_DIR, planner } = await usedFolder();
    const first = start({ DATA_DIR });
    const address = addressIn(await first.line('RenewMap is at'));
    const signedIn = await fetch(`${address}api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'planner', password: planner }) });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const made = await fetch(`${address}api/cities`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: '{"id":"kept","name":"Kept"}' });
    expect(made.status).toBe(201);
    first.child.kill('SIGKILL');
    await first.ended;

    const again = start({ DATA_DIR });
    const later = addressIn(await again.line('RenewMap is at'));
    // The session outlives the restart too: its secret is in the folder.
    expect((await fetch(`${later}api/cities/kept`, { headers: { cookie } })).status).toBe(200);
  });

  it('takes the program down with one line when its process dies', async () => {
    const { DATA_DIR } = await usedFolder();
    const program = start({ DATA_DIR });
    await program.line('RenewMap is at');
    const { pid } = JSON.parse(readFileSync(join(DATA_DIR, 'db.lock'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    expect(await program.ended).toBe(1);
    expect(program.lines.at(-1)).toMatch(/^The embedded database ended unexpectedly/);
  });

  it('begins anew when its creation was cut off', async () => {
    const DATA_DIR = newFolder();
    const first = start({ DATA_DIR });
    await first.line('Embedded PostGIS');
    while (!existsSync(join(DATA_DIR, 'db'))) await new Promise((resolve) => { setTimeout(resolve, 20); });
    first.child.kill('SIGKILL');
    await first.ended;
    const again = start({ DATA_DIR });
    await again.line('RenewMap is at');
  });
});
