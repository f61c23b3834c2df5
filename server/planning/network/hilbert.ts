/** Points in the order in which a Hilbert curve through their extent meets them; NaN first. More than two million stay in their order. */
export function hilbertOrder(x: Float64Array, y: Float64Array): Uint32Array {
  if (x.length > 2 ** 21) return Uint32Array.from(x, (_, i) => i);
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    if (x[i] < minX) minX = x[i];
    if (x[i] > maxX) maxX = x[i];
    if (y[i] < minY) minY = y[i];
    if (y[i] > maxY) maxY = y[i];
  }
  const scale = 65535 / Math.max(maxX - minX, maxY - minY, 1e-9);
  const keys = new Float64Array(x.length);
  // The place on the curve in the upper bits, the point's number in the lower ones: one sort of plain numbers.
  for (let i = 0; i < x.length; i++) keys[i] = onCurve((x[i] - minX) * scale, (y[i] - minY) * scale) * 2 ** 21 + i;
  keys.sort();
  return Uint32Array.from(keys, (key) => key % 2 ** 21);
}

/** 32 bits from two of 16. */
function onCurve(x: number, y: number): number {
  let px = x & 0xffff;
  let py = y & 0xffff;
  let place = 0;
  for (let s = 0x8000; s > 0; s >>= 1) {
    const rx = (px & s) > 0 ? 1 : 0;
    const ry = (py & s) > 0 ? 1 : 0;
    place = place * 4 + ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) {
        px = 0xffff - px;
        py = 0xffff - py;
      }
      const swap = px;
      px = py;
      py = swap;
    }
  }
  return place;
}
