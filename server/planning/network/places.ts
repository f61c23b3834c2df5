/** Places of the network: vertices whose coordinates round to the same millimetre. */

/** A hash table without objects: a city has half a million vertices. */
export class PlaceTable {
  #slots: Int32Array;
  #x: Float64Array;
  #y: Float64Array;
  count = 0;

  constructor(expected: number) {
    let size = 16;
    while (size < 2 * expected) size *= 2;
    this.#slots = new Int32Array(size).fill(-1);
    this.#x = new Float64Array(Math.max(1, expected));
    this.#y = new Float64Array(Math.max(1, expected));
  }

  /** Number of the place, counted up in order of first mention. No more different places than expected. */
  placeOf(x: number, y: number): number {
    const roundX = Math.round(x * 1000);
    const roundY = Math.round(y * 1000);
    const mask = this.#slots.length - 1;
    let slot = mixed(roundX, roundY) & mask;
    while (this.#slots[slot] !== -1) {
      const place = this.#slots[slot];
      if (this.#x[place] === roundX && this.#y[place] === roundY) return place;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.count;
    this.#x[this.count] = roundX;
    this.#y[this.count] = roundY;
    return this.count++;
  }
}

function mixed(x: number, y: number): number {
  let hash = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
