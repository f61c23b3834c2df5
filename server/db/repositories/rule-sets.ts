/** Versions of rule sets: appended, never altered. */
import type { Queryable } from '../database.ts';

/** A version without its content. */
export interface VersionFacts {
  readonly ruleSetId: string;
  readonly version: number;
  readonly hash: string;
  readonly parentVersion: number | null;
  readonly shippedVersion: number;
  readonly shippedHash: string;
  /** True while it is what its file says: a newer file takes its place. */
  readonly follows: boolean;
  readonly reason: string;
  /** Name of the account; null: the program, from its files. */
  readonly author: string | null;
  readonly at: string;
}

export interface StoredVersion extends VersionFacts {
  /** The whole rule set as its file has it, with this version's number. */
  readonly content: unknown;
}

interface Row {
  rule_set_id: string; version: number; hash: string; parent_version: number | null; shipped_version: number; shipped_hash: string; follows: boolean;
  reason: string; display_name: string | null; created_at: Date; content?: unknown;
}

const facts = `v.rule_set_id, v.version, v.hash, v.parent_version, v.shipped_version, v.shipped_hash, v.follows, v.reason, v.created_at,
  (select display_name from account where id = v.author) as display_name`;

function factsOf(row: Row): VersionFacts {
  return {
    ruleSetId: row.rule_set_id, version: row.version, hash: row.hash, parentVersion: row.parent_version, shippedVersion: row.shipped_version, shippedHash: row.shipped_hash,
    follows: row.follows, reason: row.reason, author: row.display_name, at: row.created_at.toISOString(),
  };
}

const withContent = (row: Row): StoredVersion => ({ ...factsOf(row), content: row.content });

/** The newest version of every rule set, by id. */
export async function newestVersions(q: Queryable): Promise<ReadonlyMap<string, StoredVersion>> {
  const { rows } = await q.query<Row>(`select distinct on (v.rule_set_id) ${facts}, v.content from rule_set_version v order by v.rule_set_id, v.version desc`);
  return new Map(rows.map((row) => [row.rule_set_id, withContent(row)]));
}

/** Newest first; empty when there never was such a rule set. */
export async function listVersions(q: Queryable, ruleSetId: string): Promise<VersionFacts[]> {
  const { rows } = await q.query<Row>(`select ${facts} from rule_set_version v where v.rule_set_id = $1 order by v.version desc`, [ruleSetId]);
  return rows.map(factsOf);
}

export async function findVersion(q: Queryable, ruleSetId: string, version: number): Promise<StoredVersion | null> {
  const { rows } = await q.query<Row>(`select ${facts}, v.content from rule_set_version v where v.rule_set_id = $1 and v.version = $2`, [ruleSetId, version]);
  return rows[0] ? withContent(rows[0]) : null;
}

export interface NewVersion extends Omit<StoredVersion, 'author' | 'at'> { readonly authorId: number | null }

/** False: there is such a version already. */
export async function insertVersion(q: Queryable, fresh: NewVersion): Promise<boolean> {
  const { rowCount } = await q.query(
    `insert into rule_set_version (rule_set_id, version, content, hash, parent_version, shipped_version, shipped_hash, follows, reason, author)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (rule_set_id, version) do nothing`,
    [fresh.ruleSetId, fresh.version, JSON.stringify(fresh.content), fresh.hash, fresh.parentVersion, fresh.shippedVersion, fresh.shippedHash, fresh.follows, fresh.reason, fresh.authorId]);
  return rowCount === 1;
}
