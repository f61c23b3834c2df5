/** The order of test files: the longest first, so that the last minutes of a run are not one worker's alone. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than about 15 seconds, the longest first. A name that is not here is no fault, only later. */
const longest = [
  'server/figures/demo-city.native.test.ts', 'server/http/boot.test.ts', 'server/figures/core-and-postgis.test.ts', 'server/figures/demo-city.embedded.test.ts',
  'server/units/edits.test.ts', 'server/figures/command-line.test.ts', 'server/demo-city/generate-city.test.ts', 'server/units/proposals.test.ts',
  'server/units/schemes.test.ts', 'server/http/app.test.ts', 'server/editions/editions.test.ts', 'server/export/exports.test.ts',
  'server/ingest/where/sentinel.test.ts', 'server/figures/api.test.ts', 'server/ingest/hostile-files.test.ts', 'server/figures/walking-and-postgis.test.ts',
];

function rank({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}`));
  return place < 0 ? longest.length : place;
}

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
