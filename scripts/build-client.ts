/** Builds the browser's part into dist/client. With `--if-stale` only when a source has changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const root = join(import.meta.dirname, '..');
const stampFile = join(root, 'dist/client/.stamp');
/** Everything the build reads: the client, what it imports from the server, facts, and the versions of the packages. */
const sources = ['client', 'server/planning', 'server/contract', 'data', 'package-lock.json', 'package.json', 'vite.config.ts'];

function filesUnder(path: string): string[] {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [absolute];
  return readdirSync(absolute, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** Hash of all sources by content: times of files say nothing after a checkout. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(source)) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

async function main(): Promise<void> {
  const hash = sourcesHash();
  if (process.argv.includes('--if-stale') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  process.stdout.write('Building the client …\n');
  const began = performance.now();
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), root: join(root, 'client'), logLevel: 'warn' });
  writeFileSync(stampFile, hash);
  process.stdout.write(`Client built in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
}

await main();
