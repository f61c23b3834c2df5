const [UNSET, NONE, WHOLE, FIRST_PART] = [0, 1, 2, 3];
const MOST_NARROW = 0xffff;

/**
 * m² of each atom that something covers. One is kept for every pair of demand and supply, and most atoms are covered whole or not at all: two bytes say which,
 * and only of the others a number is kept.
 */
export class CoveredGround {
  readonly #areaM2: Float64Array;
  /** By atom: unset, none, whole, or 3 + the place of its number. */
  readonly #places: Uint16Array | Uint32Array;
  #partsM2 = new Float64Array(16);
  #parts = 0;

  /** @param areaM2 of each atom; it does not change any more */
  constructor(areaM2: Float64Array) {
    const { length } = areaM2;
    this.#areaM2 = areaM2;
    this.#places = length + FIRST_PART <= MOST_NARROW ? new Uint16Array(length) : new Uint32Array(length);
  }

  /** Whether it was set. */
  has(atom: number): boolean {
    return this.#places[atom] !== UNSET;
  }

  /** What was set; 0 before. */
  at(atom: number): number {
    const place = this.#places[atom];
    if (place >= FIRST_PART) return this.#partsM2[place - FIRST_PART];
    return place === WHOLE ? this.#areaM2[atom] : 0;
  }

  /** Once for an atom. */
  set(atom: number, m2: number): void {
    if (m2 === this.#areaM2[atom] || m2 === 0) {
      this.#places[atom] = m2 === 0 ? NONE : WHOLE;
      return;
    }
    if (this.#parts === this.#partsM2.length) {
      const more = new Float64Array(2 * this.#parts);
      more.set(this.#partsM2);
      this.#partsM2 = more;
    }
    this.#partsM2[this.#parts] = m2;
    this.#places[atom] = FIRST_PART + this.#parts;
    this.#parts += 1;
  }
}
