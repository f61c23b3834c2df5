import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const debianRoot = '/usr/lib/postgresql';
const oldestMajor = 15;

/** Folder of the programs of the newest PostgreSQL ≥ 15 with PostGIS installed here (Debian's layout), or null. */
export function findPostgres(): string | null {
  if (!existsSync(debianRoot)) return null;
  const majors = readdirSync(debianRoot).map(Number).filter((major) => major >= oldestMajor).sort((a, b) => b - a);
  const found = majors.find((major) => existsSync(`${debianRoot}/${major}/bin/initdb`) && existsSync(`/usr/share/postgresql/${major}/extension/postgis.control`));
  return found === undefined ? null : `${debianRoot}/${found}/bin`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

/** PostgreSQL refuses to run as root; then it runs as the user the package made. */
function owner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Lives as long as its standard input, so a killed test run leaves neither server nor folder behind. */
const script = `
"$BIN/initdb" -D "$DIR/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null || exit 1
"$BIN/postgres" -D "$DIR/data" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB >/dev/null 2>&1 &
server=$!
cat >/dev/null
kill -INT $server
wait $server
rm -rf "$DIR"
`;

async function startCluster(bin: string): Promise<string> {
  const user = owner();
  const folder = mkdtempSync(join(tmpdir(), 'renewmap-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const keeper = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], env: { PATH: process.env['PATH'], BIN: bin, DIR: folder, PORT: String(port) }, cwd: '/', detached: true, ...user });
  // The keeper must not keep the test process alive; the end of the process closes its input.
  keeper.unref();
  (keeper.stdin as unknown as { unref(): void }).unref();
  let exited = false;
  keeper.once('exit', () => { exited = true; });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return url;
    } catch (error) {
      await client.end().catch(() => {});
      if (exited) throw new Error(`The PostgreSQL in ${bin} did not start`, { cause: error });
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
}

let server: Promise<string> | undefined;

/** Address of the server tests create their databases on: TEST_DATABASE_URL, or one cluster a process. */
export function nativeServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return Promise.resolve(given);
  const bin = findPostgres();
  if (!bin) throw new Error('No PostgreSQL ≥ 15 with PostGIS is installed and TEST_DATABASE_URL is not set');
  server ??= startCluster(bin);
  return server;
}
