import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MultiPolygonCoords, Position } from '#planning/geometry/types.ts';
import type { Shape } from '#planning/geometry/overlay.ts';
import { overlay } from '../../support/geos.ts';

/** Right answers by the JTS project (EPL-2.0 / EDL-1.0), kept beside the project: ../shared/data/overlay-cases/SOURCE.md. */
const folder = new URL('../../../../shared/data/overlay-cases/jts-general/', import.meta.url);
const missing = existsSync(folder) ? '' : ' (skipped: ../shared/data/overlay-cases is not here)';

interface Operation { readonly name: string; readonly op: string; readonly a: string; readonly b: string; readonly expected: string }

function operationsOf(file: string): readonly Operation[] {
  const xml = readFileSync(new URL(file, folder), 'utf8');
  return [...xml.matchAll(/<case>([\s\S]*?)<\/case>/g)].flatMap(([, body], index) => {
    const inner = (tag: string): string => new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(body)?.[1].trim() ?? '';
    return [...body.matchAll(/<op\s+name="(\w+)"\s+arg1="A"\s+arg2="B"[^>]*>([\s\S]*?)<\/op>/g)]
      .map(([, op, expected]) => ({ name: `${file} ${index + 1} ${inner('desc')}`, op: op.toLowerCase().replace(/ng$/, ''), a: inner('a'), b: inner('b'), expected: expected.trim() }));
  });
}

/** POLYGON and MULTIPOLYGON; null for anything else. */
function polygonsOf(wkt: string): MultiPolygonCoords | null {
  const match = /^(MULTI)?POLYGON\s*(EMPTY|\([\s\S]*\))$/i.exec(wkt.trim());
  if (!match) return null;
  if (match[2].toUpperCase() === 'EMPTY') return [];
  const json = match[2].replace(/,\s*EMPTY|EMPTY\s*,/gi, '').replace(/(-?[\d.]+(?:e[-+]?\d+)?)\s+(-?[\d.]+(?:e[-+]?\d+)?)/gi, '[$1,$2]').replaceAll('(', '[').replaceAll(')', ']');
  const nested = JSON.parse(json) as Position[][] | Position[][][];
  return (match[1] ? nested : [nested]) as MultiPolygonCoords;
}

const cases = missing ? [] : ['TestOverlayAA.xml', 'TestNGOverlayA.xml'].flatMap(operationsOf).filter(({ op }) => ['intersection', 'union', 'difference'].includes(op));
const polygonal = cases.flatMap((each) => {
  const [a, b, expected] = [polygonsOf(each.a), polygonsOf(each.b), polygonsOf(each.expected)];
  return a && b && expected ? [{ ...each, a, b, expected }] : [];
});

describe.skipIf(missing !== '')(`overlay against the cases of JTS${missing}`, () => {
  it('finds cases to run', () => { expect(polygonal.length).toBeGreaterThan(40); });

  it.each(polygonal)('$name: $op', ({ op, a, b, expected }) => {
    const [shapeA, shapeB, right] = [a, b, expected].map((coords) => overlay.fromCoords(coords));
    const results: Record<string, () => Shape> = { intersection: () => overlay.intersection(shapeA, shapeB), union: () => overlay.union([shapeA, shapeB]), difference: () => overlay.difference(shapeA, shapeB) };
    const result = overlay.fromCoords(overlay.toCoords(results[op]()));
    const tolerance = 1e-9 * Math.max(1, overlay.area(right));
    expect(Math.abs(overlay.area(result) - overlay.area(right))).toBeLessThanOrEqual(tolerance);
    expect(overlay.area(overlay.difference(result, right))).toBeLessThanOrEqual(tolerance);
    expect(overlay.area(overlay.difference(right, result))).toBeLessThanOrEqual(tolerance);
  });
});
