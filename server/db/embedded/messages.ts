/** What the database process tells its parent. */
export type FromDatabase =
  | { readonly type: 'ready'; readonly port: number; readonly postgis: string }
  | { readonly type: 'failed'; readonly message: string; readonly isExpected: boolean };

/** What the parent asks. A closed channel means the same: the parent is gone. */
export type ToDatabase = { readonly type: 'close' };

/** What to open, as the process's only argument (JSON). */
export interface OpenRequest {
  readonly dataDir: string;
  readonly cacheDir: string;
  /** A dump to start from instead of `initdb`; written there first when absent. For tests, which start many. */
  readonly template: string | null;
}
