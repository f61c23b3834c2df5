/** Vitest's global set-up of the server tests: one throw-away PostgreSQL for all files, so that each does not make its own and its template again. */
import { databaseKinds } from './database.ts';
import { nativeServer } from './native-postgres.ts';

export default async function setup(): Promise<void> {
  // Where there is none the tests say so themselves, by name. The cluster ends with this process.
  if (databaseKinds().includes('external')) process.env['TEST_DATABASE_URL'] = await nativeServer();
}
