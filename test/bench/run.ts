/**
 * `npm run bench [-- --size demo|city] [--json] [--quick] [NAME …]`: prints one line a measure, with `--json` one JSON object a line. Measures are the files of
 * ./measures; each exports `measure`. A peer that answers the same question in the same run stands beside it with the ratio of the two. The peers' PostgreSQL
 * is the server of TEST_DATABASE_URL, else a temporary one of the PostgreSQL installed here. Fails when two answers differ or a measure breaks; a target
 * that was missed is printed.
 */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { allRuleSets } from '../support/rule-sets.ts';
import { loadBenchDatabase, type BenchDatabase } from './bench-database.ts';
import { demoDataset } from './demo-dataset.ts';
import { isMet, type BenchContext, type CitySize, type Measure, type MeasureResult, type Skipped, type Target } from './measure.ts';
import { readFlags } from './flags.ts';

const { wanted, isJson, quick, size } = readFlags(process.argv.slice(2));
const datasets = new Map<CitySize, ReturnType<typeof demoDataset>>();
const databases = new Map<CitySize, Promise<BenchDatabase | null>>();

function datasetOf(of: CitySize): ReturnType<typeof demoDataset> {
  const dataset = datasets.get(of) ?? demoDataset(of);
  datasets.set(of, dataset);
  return dataset;
}

function postgisOf(of: CitySize): Promise<BenchDatabase | null> {
  const database = databases.get(of) ?? loadBenchDatabase(datasetOf(of));
  databases.set(of, database);
  return database;
}

const context: BenchContext = { quick, size, ruleSets: allRuleSets(), dataset: (of = size) => datasetOf(of), postgis: (of = size) => postgisOf(of) };

function print(name: string, result: MeasureResult | Skipped): void {
  if (isJson) {
    const met = 'skipped' in result ? {} : { ...result, ...result.targets && { targets: result.targets.map((target) => ({ ...target, met: isMet(target) })) }, ...result.peerMedian !== undefined && { ratio: result.ratio ?? result.peerMedian / result.median } };
    console.log(JSON.stringify({ name, size, ...'skipped' in result ? result : met }));
  } else if ('skipped' in result) {
    console.log(`${name.padEnd(22)} skipped: ${result.skipped}`);
  } else {
    const { median, p95, unit, n, peer, peerMedian, ratio, note, more, targets = [], isEqual } = result;
    const beside = peer === undefined || peerMedian === undefined ? '' : `  ${peer} ${peerMedian.toFixed(2)} ${unit} (${(ratio ?? peerMedian / median).toFixed(1)}×)`;
    const parts = Object.entries(more ?? {}).map(([part, value]) => `\n${''.padEnd(24)}${part}: ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`).join('');
    console.log(`${name.padEnd(22)} median ${median.toFixed(2)} ${unit}  p95 ${p95.toFixed(2)} ${unit}  n=${n}${beside}${note === undefined ? '' : `  ${note}`}${parts}${targets.map(targetLine).join('')}${isEqual === undefined ? '' : `\n${''.padEnd(24)}${isEqual ? 'answers equal' : 'THE ANSWERS DIFFER'}`}`);
  }
}

function targetLine(target: Target): string {
  const bound = target.atLeast === undefined ? `below ${target.below}` : `at least ${target.atLeast}`;
  return `\n${''.padEnd(24)}${isMet(target) ? 'target met' : 'TARGET MISSED'}: ${target.what} ${Number(target.is.toPrecision(4))}, wanted ${bound}`;
}

if (!isJson) console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, city of size «${size}»`);
try {
  for (const file of readdirSync(new URL('measures/', import.meta.url)).filter((name) => name.endsWith('.ts')).sort()) {
    const { measure } = await import(`./measures/${file}`) as { measure: Measure };
    if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
    try {
      const result = await measure.run(context);
      print(measure.name, result);
      if (!('skipped' in result) && result.isEqual === false) process.exitCode = 1;
    } catch (error) {
      process.exitCode = 1;
      const failed = error instanceof Error ? error.message : String(error);
      console.log(isJson ? JSON.stringify({ name: measure.name, size, failed }) : `${measure.name.padEnd(22)} failed: ${failed}`);
    }
  }
} finally {
  for (const database of databases.values()) await (await database.catch(() => null))?.db.close();
}
