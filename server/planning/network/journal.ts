/** Remembers what stood where numbers are written, to put it back. */
export class Journal {
  readonly #arrays: (Int32Array | Float64Array | Uint8Array)[] = [];
  readonly #indexes: number[] = [];
  readonly #values: number[] = [];

  set(array: Int32Array | Float64Array | Uint8Array, index: number, value: number): void {
    this.#arrays.push(array);
    this.#indexes.push(index);
    this.#values.push(array[index]);
    array[index] = value;
  }

  /** The last first. */
  undo(): void {
    for (let i = this.#arrays.length - 1; i >= 0; i--) this.#arrays[i][this.#indexes[i]] = this.#values[i];
    this.#arrays.length = this.#indexes.length = this.#values.length = 0;
  }
}
