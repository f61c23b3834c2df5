/** Thrown when a message ends before its fields do; `offset` in bytes from the start of the message. */
export class ProtobufEnd extends Error {
  readonly offset: number;
  constructor(offset: number) { super(`message ends at byte ${offset}`); this.offset = offset; }
}

const HIGH = 0x100000000;

/** The part of protocol buffers that OSM PBF uses. Numbers up to 2^53 exactly; longer varints keep their sign (two's complement). */
export class ProtobufReader {
  at: number;
  readonly end: number;
  private readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array, at = 0, end = bytes.length) { this.bytes = bytes; this.at = at; this.end = end; }

  /** The next field's number, or 0 at the end. The wire type is in `wire`. */
  wire = 0;
  field(): number {
    if (this.at >= this.end) return 0;
    const key = this.varint();
    this.wire = key & 7;
    return key >>> 3;
  }

  varint(): number {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return low;
    }
    return this.longVarint(low);
  }

  private longVarint(low28: number): number {
    let byte = this.byte();
    const low = (low28 | ((byte & 0x0f) << 28)) >>> 0;
    let high = (byte & 0x70) >>> 4;
    for (let shift = 3; byte >= 0x80 && shift < 35; shift += 7) {
      byte = this.byte();
      if (shift < 32) high |= (byte & 0x7f) << shift;
    }
    return (high | 0) < 0 ? -((~high >>> 0) * HIGH + (~low >>> 0) + 1) : (high >>> 0) * HIGH + low;
  }

  private byte(): number {
    if (this.at >= this.end) throw new ProtobufEnd(this.at);
    return this.bytes[this.at++]!;
  }

  /** Zigzag: 0, -1, 1, -2 … Exact while the value fits 2^52. */
  signed(): number {
    const value = this.varint();
    const positive = value >= 0 ? value : value + HIGH * HIGH;
    return positive % 2 === 0 ? positive / 2 : -(positive + 1) / 2;
  }

  /** A length-delimited field as a reader of its own. */
  message(): ProtobufReader {
    const length = this.varint();
    const from = this.at;
    if (length < 0 || from + length > this.end) throw new ProtobufEnd(this.end);
    this.at = from + length;
    return new ProtobufReader(this.bytes, from, from + length);
  }

  /** A length-delimited field's bytes, not copied. */
  data(): Uint8Array {
    const inner = this.message();
    return this.bytes.subarray(inner.at, inner.end);
  }

  text(): string { return Buffer.from(this.data()).toString('utf8'); }

  skip(): void {
    if (this.wire === 0) this.varint();
    else if (this.wire === 2) this.message();
    else this.at += this.wire === 1 ? 8 : this.wire === 5 ? 4 : this.end;
    if (this.at > this.end) throw new ProtobufEnd(this.end);
  }

  /** Packed varints of a length-delimited field. */
  packed(read: (reader: ProtobufReader) => number): number[] {
    const inner = this.message();
    const values: number[] = [];
    while (inner.at < inner.end) values.push(read(inner));
    return values;
  }
}
