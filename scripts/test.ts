/**
 * `npm test`: unit, property and server tests (Vitest), then end-to-end in a real browser (Playwright), then one totals line.
 * What cannot run here for lack of a system package or a shared file is skipped and named. With RENEWMAP_NO_SKIP=1 a skip is a failure.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './find-browser.ts';

interface Totals { passed: number; failed: number; skipped: string[] }

const scratch = mkdtempSync(join(tmpdir(), 'renewmap-test-'));

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

interface VitestReport { testResults: { name: string; message?: string; status: string; assertionResults: { status: string; fullName: string }[] }[] }

async function vitest(): Promise<Totals> {
  const output = join(scratch, 'vitest.json');
  const code = await run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`]);
  const totals: Totals = { passed: 0, failed: 0, skipped: [] };
  const report = JSON.parse(readFileSync(output, 'utf8')) as VitestReport;
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')) totals.failed += 1; // the file itself did not load
    for (const test of file.assertionResults) {
      if (test.status === 'passed') totals.passed += 1;
      else if (test.status === 'failed') totals.failed += 1;
      else totals.skipped.push(test.fullName);
    }
  }
  if (code !== 0 && totals.failed === 0) totals.failed += 1;
  return totals;
}

interface PlaywrightSuite { title: string; suites?: PlaywrightSuite[]; specs?: { title: string; tests: { status: string }[] }[] }

function collect(suite: PlaywrightSuite, totals: Totals): void {
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests) {
      if (test.status === 'expected' || test.status === 'flaky') totals.passed += 1;
      else if (test.status === 'skipped') totals.skipped.push(`${suite.title} › ${spec.title}`);
      else totals.failed += 1;
    }
  }
  for (const inner of suite.suites ?? []) collect(inner, totals);
}

async function playwright(): Promise<Totals> {
  const totals: Totals = { passed: 0, failed: 0, skipped: [] };
  const browser = await findBrowser();
  if (!browser) {
    totals.skipped.push('end-to-end: no Chromium found (install Debian’s `chromium`, or set CHROMIUM to a binary)');
    return totals;
  }
  const built = await run('node', ['--import', 'tsx', 'scripts/build-client.ts', '--if-stale']);
  if (built !== 0) return { passed: 0, failed: 1, skipped: [] };
  const output = join(scratch, 'playwright.json');
  const code = await run('npx', ['playwright', 'test', '-c', 'test/e2e/playwright.config.ts', '--reporter=list,json'], {
    CHROMIUM: browser.executablePath, LD_LIBRARY_PATH: browser.libraryPath, PLAYWRIGHT_JSON_OUTPUT_NAME: output,
  });
  const report = JSON.parse(readFileSync(output, 'utf8')) as { suites: PlaywrightSuite[] };
  for (const suite of report.suites) collect(suite, totals);
  if (code !== 0 && totals.failed === 0) totals.failed += 1;
  return totals;
}

async function main(): Promise<number> {
  const parts = [await vitest(), await playwright()];
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  const skipped = parts.flatMap((part) => part.skipped);
  for (const name of skipped) console.log(`skipped: ${name}`);
  const skipsForbidden = process.env['RENEWMAP_NO_SKIP'] === '1' && skipped.length > 0;
  if (skipsForbidden) console.log('A skip is a failure here (RENEWMAP_NO_SKIP=1).');
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed > 0 || passed === 0 || skipsForbidden ? 1 : 0;
}

try {
  process.exitCode = await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
