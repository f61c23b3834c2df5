/**
 * On which side of the line a→b the point c lies: exactly, for any doubles. The sign of a rounded determinant is trusted only where it
 * cannot be wrong (bound of J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997); else the determinant is worked out in integers.
 */
import type { Position } from '../geometry/types.ts';

const ERROR_BOUND = (3 + 16 * 2 ** -53) * 2 ** -53;

/** > 0: c is left of a→b. < 0: right. 0: on the line. */
export function orientation(a: Position, b: Position, c: Position): number {
  const left = (a[0] - c[0]) * (b[1] - c[1]);
  const right = (a[1] - c[1]) * (b[0] - c[0]);
  const determinant = left - right;
  return Math.abs(determinant) > ERROR_BOUND * (Math.abs(left) + Math.abs(right)) ? Math.sign(determinant) : exactOrientation(a, b, c);
}

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);

/** A finite double as mantissa · 2^exponent. */
function decode(value: number): readonly [mantissa: bigint, exponent: number] {
  float[0] = value;
  const word = bits[0] as bigint;
  const biased = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return [word >> 63n ? -mantissa : mantissa, Math.max(biased, 1) - 1075];
}

function exactOrientation(a: Position, b: Position, c: Position): number {
  const decoded = [a[0], a[1], b[0], b[1], c[0], c[1]].map(decode);
  const lowest = Math.min(...decoded.map(([mantissa, exponent]) => (mantissa === 0n ? 1024 : exponent)));
  const [ax, ay, bx, by, cx, cy] = decoded.map(([mantissa, exponent]) => (mantissa === 0n ? 0n : mantissa << BigInt(exponent - lowest))) as [bigint, bigint, bigint, bigint, bigint, bigint];
  const determinant = (ax - cx) * (by - cy) - (ay - cy) * (bx - cx);
  return determinant > 0n ? 1 : determinant < 0n ? -1 : 0;
}
