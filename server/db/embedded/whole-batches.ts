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

const readyForQuery = 'Z'.charCodeAt(0);
const headerBytes = 5;

/**
 * Passes server messages on, but no ReadyForQuery. PGlite 0.5.8 sends one after an error in the middle of a batch and another after the batch's Sync; a client
 * takes the second for the end of its next statement, and that statement's answer for the one after.
 */
function withoutReady(pass: (data: Uint8Array) => void): (data: Uint8Array) => void {
  let header: number[] = [];
  let left = 0;
  let isDropped = false;
  return (data) => {
    // Of a header begun in the piece before, this many bytes are still to be passed.
    let held = header.length;
    let start = 0;
    let at = 0;
    while (at < data.length) {
      if (left === 0) {
        header.push(data[at++] as number);
        if (header.length < headerBytes) continue;
        isDropped = header[0] === readyForQuery;
        left = new DataView(Uint8Array.from(header).buffer).getInt32(1) - 4;
        if (isDropped && held === 0) pass(data.subarray(start, at - headerBytes));
        if (!isDropped && held > 0) pass(Uint8Array.from(header.slice(0, held)));
        [header, held] = [[], 0];
      }
      const step = Math.min(left, data.length - at);
      left -= step;
      at += step;
      if (isDropped) start = at;
    }
    pass(data.subarray(start, Math.max(start, data.length - (header.length - held))));
  };
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
      await raw(message, opens.has(type) ? { ...options, onRawData: withoutReady(options.onRawData) } : options);
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
