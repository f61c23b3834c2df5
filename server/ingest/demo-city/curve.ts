import { distance, type Pt } from './polygon.ts';

/** Smooth curve (Catmull-Rom) through control points, sampled about every `stepM`. */
export function smoothCurve(control: readonly Pt[], stepM: number, closed = false): Pt[] {
  const n = control.length;
  const at = (i: number): Pt => (closed ? control[((i % n) + n) % n]! : control[Math.max(0, Math.min(n - 1, i))]!);
  const points: Pt[] = [];
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const p0 = at(i - 1), p1 = at(i), p2 = at(i + 1), p3 = at(i + 2);
    const steps = Math.max(1, Math.round(distance(p1, p2) / stepM));
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      const mix = (a: number, b: number, c: number, d: number): number =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
      points.push([mix(p0[0], p1[0], p2[0], p3[0]), mix(p0[1], p1[1], p2[1], p3[1])]);
    }
  }
  points.push(closed ? points[0]! : at(n - 1));
  return resample(points, stepM);
}

/** The same curve with points about every `stepM` along it; both ends stay. */
export function resample(points: readonly Pt[], stepM: number): Pt[] {
  const total = lengthOf(points);
  const count = Math.max(1, Math.round(total / stepM));
  const result: Pt[] = [points[0]!];
  let segment = 0;
  let before = 0;
  for (let k = 1; k < count; k++) {
    const target = (total * k) / count;
    while (before + distance(points[segment]!, points[segment + 1]!) < target) {
      before += distance(points[segment]!, points[segment + 1]!);
      segment++;
    }
    const a = points[segment]!, b = points[segment + 1]!;
    const t = (target - before) / (distance(a, b) || 1);
    result.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
  }
  result.push(points[points.length - 1]!);
  return result;
}

export function lengthOf(points: readonly Pt[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distance(points[i - 1]!, points[i]!);
  return sum;
}

/** Curve moved to its left by a distance that may change along it (`share` 0..1 of the way). */
export function offsetCurve(points: readonly Pt[], leftM: (share: number) => number): Pt[] {
  return points.map((point, i) => {
    const a = points[Math.max(0, i - 1)]!;
    const b = points[Math.min(points.length - 1, i + 1)]!;
    const length = distance(a, b) || 1;
    const d = leftM(i / (points.length - 1));
    return [point[0] - ((b[1] - a[1]) / length) * d, point[1] + ((b[0] - a[0]) / length) * d];
  });
}
