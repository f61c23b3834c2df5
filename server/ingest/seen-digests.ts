import { uint32s } from './growing.ts';

/** A byte a character: what is read of a digest is read of its text. */
export const DIGEST_ENCODING = 'binary';

/** Numbers of a digest that are kept: 128 bits. */
const WORDS = 4;
const wordOf = (digest: string, word: number): number => (digest.charCodeAt(4 * word) | digest.charCodeAt(4 * word + 1) << 8 | digest.charCodeAt(4 * word + 2) << 16 | digest.charCodeAt(4 * word + 3) << 24) >>> 0;

/** Where each digest was met first. A million of them as numbers in a row: a map of texts would cost more time and memory than the digests themselves. */
export class SeenDigests {
  private readonly words = uint32s();
  private readonly places: string[] = [];
  /** Numbers of digests from 1 on, in the first free place from the one their first word names; 0: free. */
  private slots = new Uint32Array(1 << 12);

  /** The place where the digest was met before, else null: it is met at `place` now. */
  placeOf(digest: string, place: string): string | null {
    const first = wordOf(digest, 0), mask = this.slots.length - 1;
    let slot = first & mask;
    for (let number = this.slots[slot]!; number !== 0; number = this.slots[slot]!) {
      if (this.isSame(number - 1, digest, first)) return this.places[number - 1]!;
      slot = (slot + 1) & mask;
    }
    this.words.push(first);
    for (let word = 1; word < WORDS; word += 1) this.words.push(wordOf(digest, word));
    this.slots[slot] = this.places.push(place);
    if (2 * this.places.length > this.slots.length) this.widen();
    return null;
  }

  private isSame(number: number, digest: string, first: number): boolean {
    const { values } = this.words, at = WORDS * number;
    if (values[at] !== first) return false;
    for (let word = 1; word < WORDS; word += 1) if (values[at + word] !== wordOf(digest, word)) return false;
    return true;
  }

  private widen(): void {
    const slots = new Uint32Array(4 * this.slots.length), mask = slots.length - 1;
    for (let number = 0; number < this.places.length; number += 1) {
      let slot = this.words.values[WORDS * number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.slots = slots;
  }
}
