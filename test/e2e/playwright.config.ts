import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { findPostgres } from '../support/native-postgres.ts';
import { baseUrl, passwords, ports } from './environment.ts';

const project = join(import.meta.dirname, '../..');
/** Set once and inherited by the workers, which read this file again. */
const dataRoot = process.env['E2E_DATA_ROOT'] ?? (process.env['E2E_DATA_ROOT'] = mkdtempSync(join(tmpdir(), 'renewmap-e2e-')));
const hasNative = process.env['TEST_DATABASE_URL'] !== undefined || findPostgres() !== null;

type Server = Exclude<NonNullable<PlaywrightTestConfig['webServer']>, readonly unknown[]>;
/** The program as a first user meets it: an empty folder, the demo city seeded on start. */
const server = (kind: 'embedded' | 'native', command: string): Server => ({
  command, cwd: project, url: `${baseUrl(kind)}/api/health`, timeout: 240_000, stdout: 'ignore', gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  env: { HOST: '127.0.0.1', PORT: String(ports[kind]), DATA_DIR: join(dataRoot, kind), DATABASE_URL: '', ...passwords },
});

export default defineConfig({
  testDir: '.',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  workers: 1,
  fullyParallel: false,
  retries: 0,
  outputDir: '../../test-results',
  projects: [
    { name: 'embedded', use: { baseURL: baseUrl('embedded') } },
    // What differs by database runs once more on that of production; see the tag in fixtures.ts.
    ...hasNative ? [{ name: 'native', use: { baseURL: baseUrl('native') }, grep: /@database/ }] : [],
  ],
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      // Only WebGL goes by SwiftShader: were the page itself put together by it as well, that alone would take most of the processor's time.
      args: ['--no-sandbox', '--use-angle=swiftshader-webgl', '--enable-unsafe-swiftshader', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: [
    server('embedded', 'node --import tsx server/http/main.ts'),
    ...hasNative ? [server('native', 'node --import tsx test/e2e/native-server.ts')] : [],
  ],
});
