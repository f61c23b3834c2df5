import type { MemberType, OsmStore, Tags } from './elements.ts';
import { ProtobufReader } from './protobuf.ts';

/** Field numbers below are those of osmformat.proto (https://wiki.openstreetmap.org/wiki/PBF_Format). */
interface Block { readonly strings: readonly string[]; readonly granularity: number; readonly latOffset: number; readonly lonOffset: number }
const NANO = 1e-9;
const MEMBER_TYPES: readonly MemberType[] = ['node', 'way', 'relation'];
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);

const unsigned = (reader: ProtobufReader): number => reader.varint();
const signed = (reader: ProtobufReader): number => reader.signed();

/** HeaderBBox, in nanodegrees: west, south, east, north in degrees. */
function readBounds(reader: ProtobufReader): number[] {
  const bounds = [NaN, NaN, NaN, NaN];
  // Their order in the file: left, right, top, bottom.
  const places = [0, 2, 3, 1];
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    const place = places[field - 1];
    if (place === undefined) reader.skip(); else bounds[place] = reader.signed() / 1e9;
  }
  return bounds;
}

/** HeaderBlock: what a reader must understand, the time of the data and its bounds. */
export function readHeader(bytes: Uint8Array): { readonly unknownFeatures: string[]; readonly timestamp: string | null; readonly bounds: readonly number[] | null } {
  const reader = new ProtobufReader(bytes);
  const unknownFeatures: string[] = [];
  let timestamp: string | null = null;
  let bounds: number[] | null = null;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) bounds = readBounds(reader.message());
    else if (field === 4) { const feature = reader.text(); if (!KNOWN_FEATURES.has(feature)) unknownFeatures.push(feature); }
    else if (field === 32) timestamp = new Date(reader.varint() * 1000).toISOString();
    else reader.skip();
  }
  return { unknownFeatures, timestamp, bounds };
}

function tagsOf(block: Block, keys: readonly number[], values: readonly number[]): Tags | null {
  if (keys.length === 0) return null;
  const tags: Record<string, string> = {};
  keys.forEach((key, i) => { tags[block.strings[key] ?? ''] = block.strings[values[i] ?? -1] ?? ''; });
  return tags;
}

function addDense(block: Block, reader: ProtobufReader, store: OsmStore): void {
  let ids: number[] = [], lats: number[] = [], lons: number[] = [], keysValues: number[] = [];
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) ids = reader.packed(signed);
    else if (field === 8) lats = reader.packed(signed);
    else if (field === 9) lons = reader.packed(signed);
    else if (field === 10) keysValues = reader.packed(unsigned);
    else reader.skip();
  }
  if (lats.length !== ids.length || lons.length !== ids.length) throw new Error('dense nodes: ids and positions differ in number');
  let id = 0, lat = 0, lon = 0, at = 0;
  for (let i = 0; i < ids.length; i += 1) {
    id += ids[i]!; lat += lats[i]!; lon += lons[i]!;
    let tags: Record<string, string> | null = null;
    while (at < keysValues.length && keysValues[at] !== 0) {
      (tags ??= {})[block.strings[keysValues[at]!] ?? ''] = block.strings[keysValues[at + 1] ?? -1] ?? '';
      at += 2;
    }
    at += 1;
    store.addNode(id, NANO * (block.lonOffset + block.granularity * lon), NANO * (block.latOffset + block.granularity * lat), tags);
  }
}

function addNode(block: Block, reader: ProtobufReader, store: OsmStore): void {
  let id = 0, lat = 0, lon = 0, keys: number[] = [], values: number[] = [];
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) id = reader.signed();
    else if (field === 2) keys = reader.packed(unsigned);
    else if (field === 3) values = reader.packed(unsigned);
    else if (field === 8) lat = reader.signed();
    else if (field === 9) lon = reader.signed();
    else reader.skip();
  }
  store.addNode(id, NANO * (block.lonOffset + block.granularity * lon), NANO * (block.latOffset + block.granularity * lat), tagsOf(block, keys, values));
}

function summed(deltas: readonly number[]): number[] {
  let total = 0;
  return deltas.map((delta) => (total += delta));
}

function addWay(block: Block, reader: ProtobufReader, store: OsmStore): void {
  let id = 0, keys: number[] = [], values: number[] = [], refs: number[] = [];
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) id = reader.varint();
    else if (field === 2) keys = reader.packed(unsigned);
    else if (field === 3) values = reader.packed(unsigned);
    else if (field === 8) refs = summed(reader.packed(signed));
    else reader.skip();
  }
  store.ways.push({ id, refs, tags: tagsOf(block, keys, values) });
}

function addRelation(block: Block, reader: ProtobufReader, store: OsmStore): void {
  let id = 0, keys: number[] = [], values: number[] = [], roles: number[] = [], ids: number[] = [], types: number[] = [];
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) id = reader.varint();
    else if (field === 2) keys = reader.packed(unsigned);
    else if (field === 3) values = reader.packed(unsigned);
    else if (field === 8) roles = reader.packed(unsigned);
    else if (field === 9) ids = summed(reader.packed(signed));
    else if (field === 10) types = reader.packed(unsigned);
    else reader.skip();
  }
  const members = ids.map((member, i) => ({ type: MEMBER_TYPES[types[i] ?? 0] ?? 'node', id: member, role: block.strings[roles[i] ?? 0] ?? '' }));
  store.relations.push({ id, members, tags: tagsOf(block, keys, values) });
}

function addGroup(block: Block, reader: ProtobufReader, store: OsmStore): void {
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) addNode(block, reader.message(), store);
    else if (field === 2) addDense(block, reader.message(), store);
    else if (field === 3) addWay(block, reader.message(), store);
    else if (field === 4) addRelation(block, reader.message(), store);
    else reader.skip();
  }
}

function readStrings(reader: ProtobufReader): string[] {
  const strings: string[] = [];
  for (let field = reader.field(); field !== 0; field = reader.field()) { if (field === 1) strings.push(reader.text()); else reader.skip(); }
  return strings;
}

/** PrimitiveBlock into the store. Throws when the bytes are not one. */
export function addBlock(bytes: Uint8Array, store: OsmStore): void {
  const reader = new ProtobufReader(bytes);
  const groups: ProtobufReader[] = [];
  let strings: string[] = [], granularity = 100, latOffset = 0, lonOffset = 0;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) strings = readStrings(reader.message());
    else if (field === 2) groups.push(reader.message());
    else if (field === 17) granularity = reader.varint();
    else if (field === 19) latOffset = reader.varint();
    else if (field === 20) lonOffset = reader.varint();
    else reader.skip();
  }
  for (const group of groups) addGroup({ strings, granularity, latOffset, lonOffset }, group, store);
}
