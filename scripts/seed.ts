/** `npm run seed -- --size demo|city [--city ID]`: makes the fictional city in the database that DATABASE_URL or DATA_DIR names. */
import { parseArgs } from 'node:util';
import { openEmbedded } from '../server/db/embedded/start.ts';
import { openExternal } from '../server/db/external.ts';
import { migrate } from '../server/db/migrate.ts';
import { readConfig } from '../server/http/config.ts';
import { prepareFolder } from '../server/http/prepare.ts';
import { progressLine } from '../server/http/terminal.ts';
import { seedDemo } from '../server/ingest/seed-demo.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { size: { type: 'string', default: 'demo' }, city: { type: 'string' } } });
  const { size } = values;
  if (size !== 'demo' && size !== 'city') throw new Error('--size must be «demo» or «city».');
  const cityId = values.city ?? size;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(cityId)) throw new Error('--city must be small letters, digits and hyphens, at most 63.');
  const config = readConfig(process.env);
  prepareFolder(config.dataDir);
  const db = config.databaseUrl === null ? await openEmbedded({ dataDir: config.dataDir }) : await openExternal(config.databaseUrl);
  try {
    await migrate(db);
    const line = progressLine(`Fictional city «${cityId}»`);
    const { import: { editions }, unitsDrawn } = await seedDemo(db, config.dataDir, line.show, { size, cityId });
    line.end(`«${cityId}»: ${editions.map(({ kind, featureCount }) => `${kind} ${featureCount}`).join(', ')}; ${unitsDrawn} renewal units drawn. Everything in it is fictional.`);
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
