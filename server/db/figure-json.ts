/**
 * Figures as JSON in bytes, on their way between the thread, the database and the wire. Those of a large city are sixty megabytes; gzipped, as they may be held
 * until somebody reads them, a tenth of that.
 */
import { gunzipSync, gzipSync } from 'node:zlib';

/** First byte of anything gzipped; an object's JSON begins with `{`. */
const gzipStart = 0x1f;

/** On a buffer of its own, so that it can be transferred. */
export function packJson(plain: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(plain, { level: 1 }));
}

/** @param piece a figure's JSON, as it is or packed */
export function plainJson(piece: Uint8Array): Uint8Array {
  return piece[0] === gzipStart ? gunzipSync(piece) : piece;
}
