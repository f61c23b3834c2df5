import type { QueryResultRow } from 'pg';
import { transaction, type Database } from '../database.ts';
import type { RunStatement } from './verification-context.ts';

/** Statements on the pool for heavy work, each in a short transaction of its own: between two of them an embedded database serves others. */
export function analysisStatements(db: Pick<Database, 'analysis'>, signal: AbortSignal): RunStatement {
  return async <Row>(sql: string, values: readonly unknown[]): Promise<Row[]> => {
    signal.throwIfAborted();
    return transaction({ pool: db.analysis }, async (client) => {
      await client.query('set local jit = off');
      const { rows } = await client.query<QueryResultRow>(sql, [...values]);
      return rows as Row[];
    });
  };
}
