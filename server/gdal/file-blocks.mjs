// @ts-check
// GDAL reads and writes files in pieces of a few hundred bytes. Each would be a call to the system through three layers: here they are gathered into blocks.

const BLOCK_BYTES = 1 << 18;
const ACCESS = 3, READ_ONLY = 0;

/**
 * Files that are only read come block by block. With `gathersWrites` what is written one after the other goes out block by block too: for formats that are
 * written from beginning to end, whose file another process may read as it grows.
 * @param {any} files the file system that shows folders of this machine to GDAL
 */
export function inBlocks(files) {
  const { open, close, read, write, llseek } = files.stream_ops;
  const state = { gathersWrites: false };
  const flush = (/** @type {any} */ stream) => {
    const { gathered } = stream;
    if (!gathered || gathered.length === 0) return;
    const { bytes, at, length } = gathered;
    gathered.length = 0;
    for (let done = 0; done < length;) done += write(stream, bytes, done, length - done, at + done);
  };
  files.stream_ops.open = (/** @type {any} */ stream) => {
    open(stream);
    if ((stream.flags & ACCESS) === READ_ONLY) stream.block = { bytes: new Int8Array(0), at: 0 };
    else if (state.gathersWrites) stream.gathered = { bytes: new Int8Array(BLOCK_BYTES), at: 0, length: 0 };
  };
  files.stream_ops.close = (/** @type {any} */ stream) => { try { flush(stream); } finally { close(stream); } };
  files.stream_ops.llseek = (/** @type {any} */ stream, /** @type {number} */ offset, /** @type {number} */ whence) => { if (whence === 2) flush(stream); return llseek(stream, offset, whence); };
  files.stream_ops.read = (/** @type {any} */ stream, /** @type {Int8Array} */ buffer, /** @type {number} */ offset, /** @type {number} */ length, /** @type {number} */ position) => {
    const { block } = stream;
    if (!block || length >= BLOCK_BYTES) { flush(stream); return read(stream, buffer, offset, length, position); }
    let from = position - block.at;
    if (from < 0 || from + length > block.bytes.length) {
      const bytes = new Int8Array(BLOCK_BYTES);
      const got = read(stream, bytes, 0, BLOCK_BYTES, position);
      block.bytes = bytes.subarray(0, got);
      block.at = position;
      from = 0;
    }
    const end = Math.min(from + length, block.bytes.length);
    buffer.set(block.bytes.subarray(from, end), offset);
    return end - from;
  };
  files.stream_ops.write = (/** @type {any} */ stream, /** @type {Int8Array} */ buffer, /** @type {number} */ offset, /** @type {number} */ length, /** @type {number} */ position) => {
    const { gathered } = stream;
    if (!gathered) return write(stream, buffer, offset, length, position);
    if (position !== gathered.at + gathered.length || gathered.length + length > BLOCK_BYTES) {
      flush(stream);
      if (length >= BLOCK_BYTES) return write(stream, buffer, offset, length, position);
      gathered.at = position;
    }
    gathered.bytes.set(buffer.subarray(offset, offset + length), gathered.length);
    gathered.length += length;
    return length;
  };
  return state;
}
