/** The program on a native PostgreSQL: a cluster of its own (or TEST_DATABASE_URL's server) and an empty database, gone when the program ends. */
import { createTestDatabase } from '../support/database.ts';
import { startProgram } from '../support/process.ts';

const database = await createTestDatabase('external');
const environment = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
const program = startProgram({ ...environment, DATABASE_URL: database.url ?? '' });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { program.child.kill('SIGTERM'); });
const code = await program.ended;
await database.close();
process.exit(code === 0 ? 0 : 1);
