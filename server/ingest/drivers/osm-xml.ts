import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { IngestProblem, type Driver } from '../driver.ts';
import { fileSize } from '../geojson/read-text.ts';
import { OsmStore, type MemberType, type OsmMember } from '../osm/elements.ts';
import { inspectOsm } from '../osm/inspect.ts';
import { osmReading } from '../osm/reading.ts';
import { XmlFault, XmlTokenizer, type XmlTag } from '../osm/xml-tokens.ts';

/** Reading the document; the rest of the progress is the assembling of features. */
const DOCUMENT_SHARE = 0.6;
/** A gzip of mostly nothing must not unpack without end: no OSM XML packs better than about 1 : 40. */
const MAX_RATIO = 200;
const MEMBER_TYPES = new Set<string>(['node', 'way', 'relation']);

interface Open { readonly type: MemberType; readonly id: number; readonly lon: number; readonly lat: number; refs: number[]; members: OsmMember[]; tags: Record<string, string> | null }

/** Elements of an OSM XML document into the store, as tags arrive. */
class OsmXmlReader {
  readonly store = new OsmStore();
  private current: Open | null = null;
  private rootSeen = false;
  ended = false;

  onTag(tag: XmlTag): void {
    if (!this.rootSeen) {
      if (tag.name !== 'osm') throw new XmlFault(tag.line, `the document is <${tag.name}>, not <osm>`);
      this.rootSeen = true;
      this.store.timestamp = tag.attributes['osmosis_replication_timestamp'] ?? tag.attributes['timestamp'] ?? null;
      this.ended = tag.closes;
      return;
    }
    if (tag.name === 'osm' && tag.closes) { this.ended = true; return; }
    if (tag.opens) this.open(tag);
    if (tag.closes && MEMBER_TYPES.has(tag.name)) this.close();
  }

  private open(tag: XmlTag): void {
    const of = (name: string): string => {
      const value = tag.attributes[name];
      if (value === undefined) throw new XmlFault(tag.line, `<${tag.name}> without “${name}”`);
      return value;
    };
    const number = (name: string): number => {
      const value = Number(of(name));
      if (!Number.isFinite(value)) throw new XmlFault(tag.line, `“${of(name)}” is not a number`);
      return value;
    };
    if (MEMBER_TYPES.has(tag.name)) {
      const isNode = tag.name === 'node' && tag.attributes['visible'] !== 'false';
      this.current = { type: tag.name as MemberType, id: number('id'), lon: isNode ? number('lon') : NaN, lat: isNode ? number('lat') : NaN, refs: [], members: [], tags: null };
    } else if (this.current && tag.name === 'tag') (this.current.tags ??= {})[of('k')] = of('v');
    else if (this.current && tag.name === 'nd') this.current.refs.push(number('ref'));
    else if (this.current && tag.name === 'member') this.current.members.push({ type: of('type') as MemberType, id: number('ref'), role: tag.attributes['role'] ?? '' });
    else if (tag.name === 'bounds') this.store.bounds.push(['minlon', 'minlat', 'maxlon', 'maxlat'].map((name) => Number(tag.attributes[name])));
    // The older form: south, west, north, east in one attribute.
    else if (tag.name === 'bound') { const [south, west, north, east] = (tag.attributes['box'] ?? '').split(',').map(Number); this.store.bounds.push([west ?? NaN, south ?? NaN, east ?? NaN, north ?? NaN]); }
    else if (tag.name === 'meta' && tag.attributes['osm_base']) this.store.timestamp = tag.attributes['osm_base'];
  }

  private close(): void {
    const { current, store } = this;
    if (!current) return;
    if (current.type === 'node') { if (!Number.isNaN(current.lon)) store.addNode(current.id, current.lon, current.lat, current.tags); }
    else if (current.type === 'way') store.ways.push({ id: current.id, refs: current.refs, tags: current.tags });
    else store.relations.push({ id: current.id, members: current.members, tags: current.tags });
    this.current = null;
  }
}

function asProblem(error: unknown, size: number, line: number): unknown {
  if (error instanceof XmlFault) return new IngestProblem('file_unreadable', `Not valid OSM XML at line ${error.line}: ${error.message}.`, `line ${error.line}`);
  const code = (error as { code?: string }).code ?? '';
  if (code === 'Z_BUF_ERROR') return new IngestProblem('file_truncated', `The gzip file ends at byte ${size} before its contents do (line ${line} of the XML): it was cut off. Download it again.`, `byte ${size}`);
  if (code.startsWith('Z_')) return new IngestProblem('file_unreadable', `The gzip file is damaged: ${(error as Error).message}.`, `line ${line}`);
  if (error instanceof TypeError && code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new IngestProblem('file_unreadable', `After line ${line} there are bytes that are not UTF-8.`, `line ${line}`);
  return error;
}

/** Every element of a document, plain or gzipped, before any mapping. `onProgress` 0..1. Throws IngestProblem for a file that is cut off or damaged. */
export async function readOsmXml(path: string, signal: AbortSignal, onProgress: (share: number) => void): Promise<OsmStore> {
  const size = await fileSize(path);
  const gzipped = await isGzip(path);
  const reader = new OsmXmlReader();
  const tokens = new XmlTokenizer((tag) => reader.onTag(tag));
  const file = createReadStream(path, { highWaterMark: 1 << 18, signal });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unpacked = 0;
  try {
    const source: Readable = gzipped ? file.on('error', (error) => source.destroy(error)).pipe(createGunzip()) : file;
    for await (const chunk of source) {
      unpacked += (chunk as Buffer).length;
      if (unpacked > size * MAX_RATIO + (1 << 20)) throw new IngestProblem('file_too_large', `The gzip file unpacks to more than ${MAX_RATIO} times its size.`, `line ${tokens.atLine}`);
      tokens.feed(decoder.decode(chunk as Buffer, { stream: true }));
      onProgress(file.bytesRead / size);
    }
    tokens.feed(decoder.decode());
  } catch (error) { throw asProblem(error, size, tokens.atLine); }
  if (!reader.ended || tokens.midTag) {
    throw new IngestProblem('file_truncated', `The file ends at byte ${size} (line ${tokens.atLine}) before </osm>: it was cut off. Download it again.`, `byte ${size}, line ${tokens.atLine}`);
  }
  reader.store.seal();
  return reader.store;
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  const head = Buffer.alloc(2);
  await file.read(head, 0, 2, 0);
  await file.close();
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** OpenStreetMap extracts as XML, plain or gzipped (.osm, .osm.gz). */
export const osmXmlDriver: Driver = {
  id: 'osm-xml',
  extensions: ['.osm', '.osm.gz', '.osm.xml'],
  sniff(head, fileName) {
    if (head[0] === 0x1f && head[1] === 0x8b) return /\.osm(\.xml)?\.gz$/i.test(fileName);
    return /<osm[\s>]/.test(Buffer.from(head).toString('latin1').slice(0, 4096));
  },
  async inspect(path, options) { return inspectOsm(await readOsmXml(path, options.signal, () => undefined)); },
  async open(path, options) {
    const store = await readOsmXml(path, options.signal, (share) => options.onProgress(share * DOCUMENT_SHARE));
    return osmReading('osm-xml', store, options, DOCUMENT_SHARE);
  },
};
