import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/support/long-first.ts';

const apiTarget = process.env['RENEWMAP_API'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'client',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../dist/client', emptyOutDir: true, chunkSizeWarningLimit: 1500, target: 'es2023' },
  server: { host: '127.0.0.1', port: 5173, proxy: { '^/api/(?!.*\\.tsx?(\\?|$))': apiTarget, '^/ogc(/|\\?|$)': apiTarget } },
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      // Pure code keeps nothing that another file could stumble over: a worker loads it once, not once a file.
      { root: import.meta.dirname, test: { name: 'planning', environment: 'node', isolate: false, include: ['test/planning/**/*.test.ts'], testTimeout: 60_000 } },
      { root: import.meta.dirname, test: { name: 'server', environment: 'node', include: ['test/server/**/*.test.ts'], globalSetup: ['test/support/native-cluster.ts'], testTimeout: 120_000, hookTimeout: 180_000 } },
      { root: import.meta.dirname, plugins: [react()], test: { name: 'client', environment: 'happy-dom', include: ['test/client/**/*.test.{ts,tsx}'], testTimeout: 20_000 } },
    ],
  },
});
