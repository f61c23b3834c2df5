/** Seeded randomness of the generator: the same seed gives the same city on every machine. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  range(min: number, max: number): number;
  /** Whole number, both ends included. */
  int(min: number, max: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** An independent stream, so that a change in one part of the city leaves the others as they were. */
  fork(key: string | number): Random;
}

/** mulberry32: 32 bits of state are plenty for one stream; streams are told apart by `fork`. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const start = state;
  return {
    next,
    range: (min, max) => min + (max - min) * next(),
    int: (min, max) => min + Math.floor((max - min + 1) * next()),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    fork: (key) => random(hash32(`${start}/${key}`)),
  };
}

/** FNV-1a over UTF-16 units. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  h ^= h >>> 15;
  return h >>> 0;
}

/** Smooth noise, about -1..1, one bump per `wavelengthM`. */
export type Noise = (x: number, y: number) => number;

/** Gradient noise on a square lattice with quintic fade. */
export function noise(seed: number, wavelengthM: number): Noise {
  const gradient = (ix: number, iy: number, dx: number, dy: number): number => {
    let h = Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h ^= h >>> 13;
    const angle = ((h >>> 0) / 4294967296) * Math.PI * 2;
    return Math.cos(angle) * dx + Math.sin(angle) * dy;
  };
  const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
  return (x, y) => {
    const u = x / wavelengthM;
    const v = y / wavelengthM;
    const ix = Math.floor(u);
    const iy = Math.floor(v);
    const dx = u - ix;
    const dy = v - iy;
    const sx = fade(dx);
    const sy = fade(dy);
    const low = gradient(ix, iy, dx, dy) * (1 - sx) + gradient(ix + 1, iy, dx - 1, dy) * sx;
    const high = gradient(ix, iy + 1, dx, dy - 1) * (1 - sx) + gradient(ix + 1, iy + 1, dx - 1, dy - 1) * sx;
    return (low * (1 - sy) + high * sy) * 1.6;
  };
}
