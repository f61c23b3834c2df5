/**
 * `npm run bench [-- --quick] [NAME …]`: prints one line a measure. Measures are the files of ./measures; each exports `measure`. A peer that answers the same
 * question stands beside it with the ratio of the two.
 */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import type { BenchContext, Measure, MeasureResult } from './measure.ts';

const flags = process.argv.slice(2);
const wanted = flags.filter((flag) => !flag.startsWith('--'));
const context: BenchContext = { quick: flags.includes('--quick'), databaseUrl: process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'] ?? null };

function line(name: string, { median, p95, unit, n, peer, peerMedian, ratio, note }: MeasureResult): string {
  const beside = peer === undefined || peerMedian === undefined ? '' : `  ${peer} ${peerMedian.toFixed(2)} ${unit} (${(ratio ?? peerMedian / median).toFixed(1)}×)`;
  return `${name.padEnd(22)} median ${median.toFixed(2)} ${unit}  p95 ${p95.toFixed(2)} ${unit}  n=${n}${beside}${note === undefined ? '' : `  ${note}`}`;
}

console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0].model}`);
for (const file of readdirSync(new URL('measures/', import.meta.url)).filter((name) => name.endsWith('.ts')).sort()) {
  const { measure } = await import(`./measures/${file}`) as { measure: Measure };
  if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
  try {
    const result = await measure.run(context);
    console.log(result ? line(measure.name, result) : `${measure.name.padEnd(22)} skipped`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`${measure.name.padEnd(22)} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
