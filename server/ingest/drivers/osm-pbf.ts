import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { IngestProblem, type Driver } from '../driver.ts';
import { fileSize } from '../geojson/read-text.ts';
import { OsmStore } from '../osm/elements.ts';
import { addBlock, readHeader } from '../osm/pbf-block.ts';
import { ProtobufReader } from '../osm/protobuf.ts';
import { inspectOsm } from '../osm/inspect.ts';
import { osmReading } from '../osm/reading.ts';

const inflateAsync = promisify(inflate);
/** Limits of the format: a blob head is at most 64 KiB, a blob 32 MiB, packed or unpacked. */
const MAX_HEAD = 64 * 1024;
const MAX_BLOB = 32 * 1024 * 1024;
/** Reading the blocks; the rest of the progress is the assembling of features. */
const BLOCKS_SHARE = 0.5;

interface BlobHead { readonly type: string; readonly size: number }

function parseBlobHead(bytes: Uint8Array): BlobHead {
  const reader = new ProtobufReader(bytes);
  let type = '', size = -1;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) type = reader.text();
    else if (field === 3) size = reader.varint();
    else reader.skip();
  }
  return { type, size };
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const reader = new ProtobufReader(bytes);
  let raw: Uint8Array | null = null, packed: Uint8Array | null = null, rawSize = -1;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) raw = reader.data();
    else if (field === 2) rawSize = reader.varint();
    else if (field === 3) packed = reader.data();
    else if (field >= 4 && field <= 7) throw new Error('packed by a method other than zlib; write it again with `osmium cat -o new.osm.pbf`');
    else reader.skip();
  }
  if (raw) return raw;
  if (!packed) throw new Error('a blob without data');
  const data = await inflateAsync(packed, { maxOutputLength: MAX_BLOB });
  if (rawSize >= 0 && data.length !== rawSize) throw new Error(`a blob unpacks to ${data.length} bytes, ${rawSize} were stated`);
  return data;
}

class BlobFile {
  private at = 0;
  private readonly file: FileHandle;
  private readonly size: number;
  constructor(file: FileHandle, size: number) { this.file = file; this.size = size; }

  get share(): number { return this.at / this.size; }

  private async take(length: number): Promise<Buffer> {
    if (this.at + length > this.size) {
      throw new IngestProblem('file_truncated', `The file ends at byte ${this.size}; the block at byte ${this.at} needs ${length} bytes. It was cut off: download it again.`, `byte ${this.size}`);
    }
    const buffer = Buffer.allocUnsafe(length);
    await this.file.read(buffer, 0, length, this.at);
    this.at += length;
    return buffer;
  }

  /** The next blob, or null at the end of the file. */
  async next(): Promise<{ readonly type: string; readonly data: Uint8Array; readonly at: number } | null> {
    if (this.at === this.size) return null;
    const at = this.at;
    const headSize = (await this.take(4)).readUInt32BE(0);
    if (headSize === 0 || headSize > MAX_HEAD) throw damaged(at, `a block head of ${headSize} bytes`);
    const headBytes = await this.take(headSize);
    const head = guarded(at, () => parseBlobHead(headBytes));
    if (head.size < 0 || head.size > MAX_BLOB) throw damaged(at, `a block of ${head.size} bytes`);
    const body = await this.take(head.size);
    try { return { type: head.type, data: await unpack(body), at }; } catch (error) { throw damaged(at, (error as Error).message); }
  }
}

const damaged = (at: number, what: string): IngestProblem => new IngestProblem('file_unreadable', `The OSM PBF file is damaged at byte ${at}: ${what}.`, `byte ${at}`);

function guarded<T>(at: number, read: () => T): T {
  try { return read(); } catch (error) { throw damaged(at, (error as Error).message); }
}

/** Every element of a file, before any mapping. `onProgress` 0..1. Throws IngestProblem for a file that is cut off or damaged. */
export async function readOsmPbf(path: string, signal: AbortSignal, onProgress: (share: number) => void): Promise<OsmStore> {
  const size = await fileSize(path);
  const store = new OsmStore();
  const file = await open(path);
  try {
    const blobs = new BlobFile(file, size);
    for (let blob = await blobs.next(); blob; blob = await blobs.next()) {
      signal.throwIfAborted();
      const { data, at } = blob;
      if (blob.type === 'OSMHeader') {
        const header = guarded(at, () => readHeader(data));
        if (header.unknownFeatures.length > 0) throw new IngestProblem('format_unknown', `The file needs a reader that knows ${header.unknownFeatures.join(', ')}.`, `byte ${at}`);
        store.timestamp = header.timestamp;
        if (header.bounds) store.bounds.push(header.bounds);
      } else if (blob.type === 'OSMData') guarded(at, () => addBlock(data, store));
      onProgress(blobs.share);
    }
  } finally { await file.close(); }
  store.seal();
  return store;
}

/** OpenStreetMap extracts as protocol buffers (.osm.pbf). */
export const osmPbfDriver: Driver = {
  id: 'osm-pbf',
  extensions: ['.pbf'],
  sniff: (head) => head.length > 15 && head[0] === 0 && head[1] === 0 && Buffer.from(head.subarray(4, 15)).toString('latin1') === '\n\tOSMHeader',
  async inspect(path, options) { return inspectOsm(await readOsmPbf(path, options.signal, () => undefined)); },
  async open(path, options) {
    const store = await readOsmPbf(path, options.signal, (share) => options.onProgress(share * BLOCKS_SHARE));
    return osmReading('osm-pbf', store, options, BLOCKS_SHARE);
  },
};
