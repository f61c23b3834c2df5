import type { PGlite } from '@electric-sql/pglite';

// Frontend messages of the extended protocol that leave a batch open until Sync.
const opens = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)));
const sync = 'S'.charCodeAt(0);
const query = 'Q'.charCodeAt(0);

/** Error and ready-for-query as the server would send them, so that a client is told instead of left waiting. */
function fatalReply(message: string): Uint8Array {
  const text = Buffer.from(`SFATAL\0VFATAL\0CXX000\0M${message}\0\0`);
  const error = Buffer.alloc(5);
  error.write('E', 0);
  error.writeInt32BE(text.length + 4, 1);
  return Buffer.concat([error, text, Buffer.from([0x5a, 0, 0, 0, 5, 0x49])]);
}

/**
 * Keeps one client's Parse–Bind–Execute–Sync together. pglite-socket 0.2.11 queues single messages and holds a client's turn only inside an explicit
 * transaction; when a large Bind arrives in pieces, another client's unnamed statement slips in between and the first gets the other's answer (17 of 60
 * in a trial with 3 MB parameters). The queue asks `isInTransaction` whose turn it is, so an open batch counts as a transaction here.
 * It also never throws from the raw stream: the queue of pglite-socket stops for good when it does.
 */
export function keepBatchesWhole(db: PGlite, onFatal: (error: unknown) => void): void {
  const raw = db.execProtocolRawStream.bind(db);
  const inTransaction = db.isInTransaction.bind(db);
  const exec = db.exec.bind(db);
  let batchOpen = false;
  db.isInTransaction = () => batchOpen || inTransaction();
  db.execProtocolRawStream = async (message, options) => {
    const type = message[0] ?? 0;
    if (opens.has(type)) batchOpen = true;
    else if (type === sync || type === query) batchOpen = false;
    try {
      await raw(message, options);
    } catch (error) {
      batchOpen = false;
      options.onRawData(fatalReply('the embedded database failed'));
      onFatal(error);
    }
  };
  // The socket server rolls back for a client that went away; an unfinished batch of its must be ended first.
  db.exec = async (sql, options) => {
    if (batchOpen) {
      batchOpen = false;
      await db.runExclusive(() => raw(new Uint8Array([sync, 0, 0, 0, 4]), { onRawData() {} }));
      if (!inTransaction()) return [];
    }
    return exec(sql, options);
  };
}
