/**
 * A `Dataset` as one buffer: it crosses threads by transfer and the network as one file.
 *
 * Layout, in the byte order of the machine (checked): four 32-bit words — magic, dataset version, header bytes, 0 — then the header, which is JSON in
 * ASCII (other characters as \u escapes), then the arrays, each at a multiple of 8 bytes. The header says where each array starts and how long it is.
 */
import { DATASET_VERSION, type Column, type Dataset, type LayerTable } from './dataset.ts';

/** 'RMDS' read as a little-endian word; read the other way round it is another number, and the buffer is refused. */
const MAGIC = 0x53444d52;
const PREFIX_BYTES = 16;

type ArrayKind = 'f64' | 'u32' | 'u16';
type AnyArray = Float64Array | Uint32Array | Uint16Array;
interface Slot { readonly kind: ArrayKind; readonly at: number; readonly length: number }

const ARRAY_OF = { f64: Float64Array, u32: Uint32Array, u16: Uint16Array } as const;

type HeaderColumn = { readonly type: 'number'; readonly values: Slot } | { readonly type: 'text'; readonly codes: Slot; readonly dictionary: readonly string[] };
type HeaderLayer = Omit<LayerTable, 'ids' | 'featureOffsets' | 'partOffsets' | 'ringOffsets' | 'coords' | 'columns'>
  & Readonly<Record<'ids' | 'featureOffsets' | 'partOffsets' | 'ringOffsets' | 'coords', Slot>> & { readonly columns: Readonly<Record<string, HeaderColumn>> };
type Header = Omit<Dataset, 'version' | 'layers'> & { readonly layers: readonly HeaderLayer[] };

export type Decoded = { readonly ok: true; readonly dataset: Dataset } | { readonly ok: false; readonly code: 'not_a_dataset' | 'other_version' | 'cut_short'; readonly message: string };

/** A dataset as it will be encoded: the bytes before the arrays, and where each array goes. */
interface Layout { readonly head: Uint8Array; readonly arrays: readonly { readonly at: number; readonly array: AnyArray }[]; readonly bytes: number }

const layouts = new WeakMap<Dataset, Layout>();

function layoutOf(dataset: Dataset): Layout {
  let layout = layouts.get(dataset);
  if (!layout) layouts.set(dataset, layout = laidOut(dataset));
  return layout;
}

function laidOut(dataset: Dataset): Layout {
  const arrays: { slot: Slot; array: AnyArray }[] = [];
  let bytes = 0;
  const put = (kind: ArrayKind, array: AnyArray): Slot => {
    const slot = { kind, at: bytes, length: array.length };
    arrays.push({ slot, array });
    bytes += aligned(array.byteLength);
    return slot;
  };
  const column = (each: Column): HeaderColumn => each.type === 'number'
    ? { type: 'number', values: put('f64', each.values) }
    : { type: 'text', codes: put('u16', each.codes), dictionary: each.dictionary };
  const header: Header = {
    cityId: dataset.cityId, crs: dataset.crs, hash: dataset.hash,
    layers: dataset.layers.map((table) => ({
      kind: table.kind, geometryType: table.geometryType, input: table.input,
      ids: put('f64', table.ids), featureOffsets: put('u32', table.featureOffsets), partOffsets: put('u32', table.partOffsets),
      ringOffsets: put('u32', table.ringOffsets), coords: put('f64', table.coords),
      columns: Object.fromEntries(Object.entries(table.columns).map(([name, each]) => [name, column(each)])),
    })),
  };
  const json = JSON.stringify(header).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const head = new Uint8Array(aligned(PREFIX_BYTES + json.length));
  new Uint32Array(head.buffer, 0, 4).set([MAGIC, DATASET_VERSION, json.length, 0]);
  for (let i = 0; i < json.length; i++) head[PREFIX_BYTES + i] = json.charCodeAt(i);
  return { head, arrays: arrays.map(({ slot, array }) => ({ at: head.length + slot.at, array })), bytes: head.length + bytes };
}

export function encodeDataset(dataset: Dataset): ArrayBuffer {
  return encodedPiece(dataset, 0, Infinity).piece.buffer;
}

/** The bytes from `from` on of what `encodeDataset` gives, at most so many, and how many there are in all: a large dataset need not be there twice to be sent. */
export function encodedPiece(dataset: Dataset, from: number, most: number): { readonly piece: Uint8Array<ArrayBuffer>; readonly bytes: number } {
  const { head, arrays, bytes } = layoutOf(dataset);
  const end = Math.min(bytes, from + most);
  const piece = new Uint8Array(Math.max(0, end - from));
  for (const { at, array } of [{ at: 0, array: head }, ...arrays]) {
    const [first, last] = [Math.max(from, at), Math.min(end, at + array.byteLength)];
    if (first < last) piece.set(new Uint8Array(array.buffer, array.byteOffset + first - at, last - first), first - from);
  }
  return { piece, bytes };
}

/** The arrays of the result are views into `buffer`: nothing is copied. */
export function decodeDataset(buffer: ArrayBuffer): Decoded {
  if (buffer.byteLength < PREFIX_BYTES) return { ok: false, code: 'not_a_dataset', message: 'The buffer is too short to be a dataset.' };
  const [magic, version, headerBytes] = new Uint32Array(buffer, 0, 4);
  if (magic !== MAGIC) return { ok: false, code: 'not_a_dataset', message: 'The buffer does not begin like a dataset, or comes from a machine of the other byte order.' };
  if (version !== DATASET_VERSION) return { ok: false, code: 'other_version', message: `The dataset has version ${version}; this program reads version ${DATASET_VERSION}.` };
  const cutShort: Decoded = { ok: false, code: 'cut_short', message: 'The dataset ends before its header says it does.' };
  if (PREFIX_BYTES + headerBytes > buffer.byteLength) return cutShort;
  const header = JSON.parse(asciiText(new Uint8Array(buffer, PREFIX_BYTES, headerBytes))) as Header;
  const bodyAt = aligned(PREFIX_BYTES + headerBytes);
  const slots = header.layers.flatMap((layer) => [layer.ids, layer.featureOffsets, layer.partOffsets, layer.ringOffsets, layer.coords,
    ...Object.values(layer.columns).map((column) => column.type === 'number' ? column.values : column.codes)]);
  if (slots.some(({ kind, at, length }) => bodyAt + at + length * ARRAY_OF[kind].BYTES_PER_ELEMENT > buffer.byteLength)) return cutShort;
  return { ok: true, dataset: { version: DATASET_VERSION, cityId: header.cityId, crs: header.crs, hash: header.hash, layers: header.layers.map((layer) => tableFrom(layer, buffer, bodyAt)) } };
}

function tableFrom(layer: HeaderLayer, buffer: ArrayBuffer, bodyAt: number): LayerTable {
  const f64 = ({ at, length }: Slot): Float64Array => new Float64Array(buffer, bodyAt + at, length);
  const u32 = ({ at, length }: Slot): Uint32Array => new Uint32Array(buffer, bodyAt + at, length);
  const u16 = ({ at, length }: Slot): Uint16Array => new Uint16Array(buffer, bodyAt + at, length);
  return {
    kind: layer.kind, geometryType: layer.geometryType, input: layer.input,
    ids: f64(layer.ids), featureOffsets: u32(layer.featureOffsets), partOffsets: u32(layer.partOffsets), ringOffsets: u32(layer.ringOffsets), coords: f64(layer.coords),
    columns: Object.fromEntries(Object.entries(layer.columns).map(([name, column]): [string, Column] => [name, column.type === 'number'
      ? { type: 'number', values: f64(column.values) }
      : { type: 'text', codes: u16(column.codes), dictionary: column.dictionary }])),
  };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** In pieces: a call takes only so many arguments. */
function asciiText(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192) pieces.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  return pieces.join('');
}
