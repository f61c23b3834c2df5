/** `npm run import -- …`: files into a city's layers without the screen, and what waits there for a decision. What it can do and its exit codes: arguments.ts. */
import { mkdirSync } from 'node:fs';
import { BootError, shortMessage } from '../server/db/boot-error.ts';
import type { Database } from '../server/db/database.ts';
import { openEmbedded } from '../server/db/embedded/start.ts';
import { openExternal } from '../server/db/external.ts';
import { migrate } from '../server/db/migrate.ts';
import { readConfig } from '../server/http/config.ts';
import { progressLine, say } from '../server/http/terminal.ts';
import { readCommand, usage, UsageError, type Command } from '../server/ingest/command-line/arguments.ts';
import { runCommand } from '../server/ingest/command-line/run.ts';
import { IngestProblem } from '../server/ingest/driver.ts';

async function openDatabase(dataDir: string, databaseUrl: string | null): Promise<Database> {
  mkdirSync(dataDir, { recursive: true });
  if (databaseUrl !== null) return openExternal(databaseUrl);
  try {
    return await openEmbedded({ dataDir });
  } catch (error) {
    if (error instanceof BootError) throw new BootError(`${error.message}\nThe embedded database takes one program at a time. While the server runs, drop the file on its 数据 screen; or stop the server, import, and start it again.`);
    throw error;
  }
}

/** Looking into a file alone needs no database. */
const needsDatabase = (command: Command): boolean => command.command !== 'inspect' || command.city !== null;

async function main(): Promise<number> {
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  process.once('SIGTERM', () => cancel.abort());
  let db: Database | null = null;
  try {
    const command = readCommand(process.argv.slice(2));
    const { databaseUrl, dataDir } = readConfig(process.env);
    if (needsDatabase(command)) { db = await openDatabase(dataDir, databaseUrl); await migrate(db); }
    // With --json, standard output is the result alone.
    const terminal = { print: say, result: (value: unknown) => { process.stdout.write(`${JSON.stringify(value, null, 2)}\n`); }, progress: progressLine };
    return await runCommand(db, dataDir, command, terminal, cancel.signal);
  } catch (error) {
    if (error instanceof UsageError) { process.stderr.write(`${error.message}\n\n${usage}\n`); return 2; }
    if (cancel.signal.aborted) return 130;
    if (error instanceof IngestProblem) process.stderr.write(`${error.code}${error.place ? ` at ${error.place}` : ''}: ${error.message}\n`);
    else process.stderr.write(`${shortMessage(error)}\n`);
    return 1;
  } finally {
    await db?.close();
  }
}

process.exitCode = await main();
