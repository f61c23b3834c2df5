import { describe, expect, it } from 'vitest';
import { oldPlaceKinds, oldPlaceLooks } from '../../../client/map/palette.ts';
import { drawPattern } from '../../../client/map/patterns.ts';
import { layerKinds } from '../layers/layer-kinds.ts';

/** Records what a pattern draws, as text. */
function strokesOf(kind: (typeof oldPlaceKinds)[number]): string {
  const calls: string[] = [];
  const note = (name: string) => (...args: number[]) => void calls.push(`${name}(${args.map((arg) => Math.round(arg * 10) / 10).join(',')})`);
  const pen = Object.fromEntries(['beginPath', 'moveTo', 'lineTo', 'arc', 'stroke', 'fill'].map((name) => [name, note(name)]));
  drawPattern(pen as unknown as CanvasRenderingContext2D, kind, 'light');
  return calls.join(' ');
}

/** Linear RGB as somebody with a missing cone sees it (Machado, Oliveira and Fernandes 2009, severity 1). */
const blindness = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
} as const;
const linear = (hex: string) => [1, 3, 5].map((at) => { const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
const seen = (hex: string, m: readonly number[]) => { const [r = 0, g = 0, b = 0] = linear(hex); return [0, 3, 6].map((row) => (m[row] as number) * r + (m[row + 1] as number) * g + (m[row + 2] as number) * b); };
const apart = (a: number[], b: number[]) => Math.hypot(...a.map((value, i) => value - (b[i] as number)));

describe('the looks of old places', () => {
  it('are one for every kind of the group', () => {
    const old = layerKinds.kinds.filter(({ group }) => group === 'old').map(({ kind }) => kind);
    expect([...oldPlaceKinds].sort()).toEqual(old.sort());
  });

  it('draw a different pattern each, so that no eye needs the hue', () => {
    const drawn = oldPlaceKinds.map(strokesOf);
    expect(new Set(drawn).size).toBe(oldPlaceKinds.length);
    for (const strokes of drawn) expect(strokes).toMatch(/stroke|fill/);
  });

  it.each(Object.entries(blindness))('keep the four kinds and the villages apart in hue for %s eyes', (_, matrix) => {
    const five = oldPlaceKinds.filter((kind) => kind !== 'area_upgrade');
    for (const scheme of ['light', 'dark'] as const) {
      for (const a of five) for (const b of five) {
        if (a < b) expect(apart(seen(oldPlaceLooks[a][scheme], matrix), seen(oldPlaceLooks[b][scheme], matrix)), `${scheme} ${a} ${b}`).toBeGreaterThan(0.08);
      }
    }
  });
});
