import type { QueryResultRow } from 'pg';
import type { Database } from '../database.ts';
import type { RunStatement } from './verification-context.ts';

/**
 * Statements on the pool for heavy work, whose sessions run without JIT and parallel workers. Each is a transaction of its own: between two of them an embedded
 * database serves others.
 */
export function analysisStatements(db: Pick<Database, 'analysis'>, signal: AbortSignal): RunStatement {
  return async <Row>(sql: string, values: readonly unknown[]): Promise<Row[]> => {
    signal.throwIfAborted();
    const { rows } = await db.analysis.query<QueryResultRow>(sql, [...values]);
    return rows as Row[];
  };
}
