type Numbers = Float64Array | Uint32Array | Uint8Array;

/** Numbers in a row that grow by doubling: a hundred thousand small arrays would keep the garbage collector busy. */
export class Growing<Of extends Numbers> {
  values: Of;
  length = 0;
  private readonly make: (length: number) => Of;
  constructor(make: (length: number) => Of) { this.make = make; this.values = make(1024); }

  /** Makes room for some more and counts them in; where they begin. */
  take(more: number): number {
    const from = this.length;
    this.length += more;
    if (this.length > this.values.length) {
      const larger = this.make(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    return from;
  }
  push(value: number): void { const at = this.take(1); this.values[at] = value; }
  append(list: ArrayLike<number>): void {
    const from = this.take(list.length);
    for (let i = 0; i < list.length; i += 1) this.values[from + i] = list[i]!;
  }
}

export const float64s = (): Growing<Float64Array> => new Growing((length) => new Float64Array(length));
export const uint32s = (): Growing<Uint32Array> => new Growing((length) => new Uint32Array(length));
export const uint8s = (): Growing<Uint8Array> => new Growing((length) => new Uint8Array(length));
