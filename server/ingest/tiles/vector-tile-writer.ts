/** Encodes vector tiles, https://github.com/mapbox/vector-tile-spec/tree/master/2.1, straight from numbers: nothing is made for a point or a tag. */

export const EXTENT = 4096;
const VERSION = 2;
/** Field number and wire type of Protocol Buffers, as one byte. */
const TILE_LAYERS = 0x1a;
const LAYER_NAME = 0x0a, LAYER_FEATURES = 0x12, LAYER_KEYS = 0x1a, LAYER_VALUES = 0x22, LAYER_EXTENT = 0x28, LAYER_VERSION = 0x78;
const FEATURE_ID = 0x08, FEATURE_TAGS = 0x12, FEATURE_TYPE = 0x18, FEATURE_GEOMETRY = 0x22;
const VALUE_TEXT = 0x0a, VALUE_DOUBLE = 0x19, VALUE_WHOLE = 0x28, VALUE_SIGNED = 0x30, VALUE_BOOLEAN = 0x38;
const MOVE_TO = 1, LINE_TO = 2, CLOSE_PATH = 7;

export type TagValue = string | number | boolean;

/** Bytes that grow. */
export class Bytes {
  private bytes = Buffer.allocUnsafe(1024);
  length = 0;
  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
  clear(): void { this.length = 0; }
  byte(value: number): void { this.room(1); this.bytes[this.length++] = value; }
  /** A whole number from 0 to 2^53. */
  varint(value: number): void {
    this.room(8);
    const { bytes } = this;
    let rest = value, at = this.length;
    while (rest > 0x7fffffff) { bytes[at++] = (rest % 0x80) | 0x80; rest = Math.floor(rest / 0x80); }
    while (rest > 0x7f) { bytes[at++] = (rest & 0x7f) | 0x80; rest >>>= 7; }
    bytes[at++] = rest;
    this.length = at;
  }
  zigzag(value: number): void { this.varint(value < 0 ? -2 * value - 1 : 2 * value); }
  double(value: number): void { this.room(8); this.length = this.bytes.writeDoubleLE(value, this.length); }
  raw(other: Uint8Array): void { this.room(other.length); this.bytes.set(other, this.length); this.length += other.length; }
  /** A field of known length: a text, bytes, or what other bytes hold. */
  field(tag: number, content: Uint8Array): void { this.byte(tag); this.varint(content.length); this.raw(content); }
  /** A field that holds a piece of other bytes. */
  piece(tag: number, { bytes }: Bytes, from: number, to: number): void {
    this.byte(tag);
    this.varint(to - from);
    this.room(to - from);
    this.length += bytes.copy(this.bytes, this.length, from, to);
  }
  text(value: string): void { this.room(3 * value.length); this.length += this.bytes.write(value, this.length); }
  /** Lasts until the next write. */
  view(): Buffer { return this.bytes.subarray(0, this.length); }
}

function writeValue(bytes: Bytes, value: TagValue): void {
  if (typeof value === 'string') { bytes.byte(VALUE_TEXT); bytes.varint(Buffer.byteLength(value)); bytes.text(value); }
  else if (typeof value === 'boolean') { bytes.byte(VALUE_BOOLEAN); bytes.byte(value ? 1 : 0); }
  else if (!Number.isSafeInteger(value)) { bytes.byte(VALUE_DOUBLE); bytes.double(value); }
  else if (value >= 0) { bytes.byte(VALUE_WHOLE); bytes.varint(value); }
  else { bytes.byte(VALUE_SIGNED); bytes.zigzag(value); }
}

/** Names or values by number, each with its bytes: encoded once, however many tiles hold it. */
export class Dictionary<Key extends TagValue> {
  private readonly numbers = new Map<Key, number>();
  private readonly bytes = new Bytes();
  private readonly ends: number[] = [];
  private readonly write: (bytes: Bytes, key: Key) => void;
  constructor(write: (bytes: Bytes, key: Key) => void) { this.write = write; }
  numberOf(key: Key): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      this.numbers.set(key, (number = this.ends.length));
      this.write(this.bytes, key);
      this.ends.push(this.bytes.length);
    }
    return number;
  }
  put(number: number, into: Bytes, tag: number): void { into.piece(tag, this.bytes, number === 0 ? 0 : this.ends[number - 1]!, this.ends[number]!); }
}
export const keyDictionary = (): Dictionary<string> => new Dictionary((bytes, key) => bytes.text(key));
export const valueDictionary = (): Dictionary<TagValue> => new Dictionary(writeValue);

/** The numbers of one tile for numbers of a dictionary, in the order they first occur in it. */
class Locals {
  private places: Int32Array<ArrayBuffer> = new Int32Array(1024);
  readonly used: number[] = [];
  of(global: number): number {
    if (global >= this.places.length) { const larger = new Int32Array(2 * global + 2); larger.set(this.places); this.places = larger; }
    const place = this.places[global]!;
    if (place > 0) return place - 1;
    this.used.push(global);
    return (this.places[global] = this.used.length) - 1;
  }
  clear(): void { for (const global of this.used) this.places[global] = 0; this.used.length = 0; }
}

/** One layer of one tile; feature by feature, then `finish`. Used again for the next tile. */
export class LayerWriter {
  private readonly name: string;
  private readonly keys: Dictionary<string>;
  private readonly values: Dictionary<TagValue>;
  private readonly localKeys = new Locals();
  private readonly localValues = new Locals();
  private readonly features = new Bytes();
  private readonly feature = new Bytes();
  private readonly part = new Bytes();
  private x = 0;
  private y = 0;
  constructor(name: string, keys: Dictionary<string>, values: Dictionary<TagValue>) { this.name = name; this.keys = keys; this.values = values; }

  /** `tags` from … to: numbers of key and value, one after the other. `type`: 1 points, 2 lines, 3 areas. Then its rings, then `endFeature`. */
  beginFeature(id: number, tags: ArrayLike<number>, from: number, to: number, type: 1 | 2 | 3): void {
    const { feature, part } = this;
    feature.clear();
    feature.byte(FEATURE_ID);
    feature.varint(id);
    part.clear();
    for (let i = from; i < to; i += 2) { part.varint(this.localKeys.of(tags[i]!)); part.varint(this.localValues.of(tags[i + 1]!)); }
    if (part.length > 0) feature.field(FEATURE_TAGS, part.view());
    feature.byte(FEATURE_TYPE);
    feature.byte(type);
    part.clear();
    this.x = 0;
    this.y = 0;
  }
  private step(x: number, y: number): void {
    this.part.zigzag(x - this.x);
    this.part.zigzag(y - this.y);
    this.x = x;
    this.y = y;
  }
  /** Whole numbers of the tile, in pairs; all points of a feature are one list. A ring of an area is closed: its last point is not written. */
  ring(xy: ArrayLike<number>, count: number, type: 1 | 2 | 3): void {
    const points = type === 3 ? count - 1 : count;
    if (points < type) return;
    const first = type === 1 ? points : 1;
    this.part.varint((first << 3) | MOVE_TO);
    for (let i = 0; i < first; i += 1) this.step(xy[2 * i]!, xy[2 * i + 1]!);
    if (type === 1) return;
    this.part.varint(((points - 1) << 3) | LINE_TO);
    for (let i = 1; i < points; i += 1) this.step(xy[2 * i]!, xy[2 * i + 1]!);
    if (type === 3) this.part.byte((1 << 3) | CLOSE_PATH);
  }
  /** A feature of which nothing is left at this zoom is not written. */
  endFeature(): void {
    if (this.part.length === 0) return;
    this.feature.field(FEATURE_GEOMETRY, this.part.view());
    this.features.field(LAYER_FEATURES, this.feature.view());
  }
  /** Puts the layer into a tile and begins the next; nothing where it has no features. */
  finish(tile: Bytes): void {
    if (this.features.length > 0) {
      const layer = new Bytes();
      layer.byte(LAYER_VERSION);
      layer.varint(VERSION);
      layer.field(LAYER_NAME, Buffer.from(this.name));
      layer.byte(LAYER_EXTENT);
      layer.varint(EXTENT);
      layer.raw(this.features.view());
      for (const key of this.localKeys.used) this.keys.put(key, layer, LAYER_KEYS);
      for (const value of this.localValues.used) this.values.put(value, layer, LAYER_VALUES);
      tile.field(TILE_LAYERS, layer.view());
    }
    this.features.clear();
    this.localKeys.clear();
    this.localValues.clear();
  }
}
