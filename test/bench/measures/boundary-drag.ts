import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { CoverageEngine } from '#planning/coverage/engine-api.ts';
import { tablesOf, type Dataset } from '#planning/coverage/dataset.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { MultiPolygonCoords, Position } from '#planning/geometry/types.ts';
import { boxOf } from '#planning/coverage/features.ts';
import { seeded } from '../../support/scenes.ts';
import { quantiles, type Measure } from '../measure.ts';

const BUILDINGS = 10_000;
const CORNERS = 24;
/** One event of the pointer at the scale at which such a unit is looked at. m */
const STEP_M = 12;

/** Every figure of a unit over 10 000 buildings while a corner of its boundary is dragged, a step an event; the first look at the unit told apart. */
export const measure: Measure = {
  name: 'boundary-drag',
  async run({ quick, size, dataset, ruleSets }) {
    const city = dataset();
    const engine = createCoverageEngine(city, ruleSets, await createGeosOverlay());
    engine.warm();
    const random = seeded(17);
    const [unit, buildings] = unitOver(BUILDINGS, engine, city, random);
    const steps = quick ? 10 : 40;
    const [first, moves, processor]: [number[], number[], number[]] = [[], [], []];
    let isEqual = true;
    const ask = (followed: ReturnType<CoverageEngine['follow']>, area: MultiPolygonCoords): number => {
      const from = performance.now();
      followed.figuresOfMetric(area, { listLimit: 0 });
      return performance.now() - from;
    };
    for (let corner = 0; corner < CORNERS; corner += quick ? 6 : 2) {
      const followed = engine.follow();
      first.push(ask(followed, unit));
      let area = unit;
      for (let step = 0; step < steps; step++) {
        const angle = 2 * Math.PI * random();
        area = movedCorner(area, corner, STEP_M * Math.cos(angle), STEP_M * Math.sin(angle));
        const before = process.cpuUsage();
        moves.push(ask(followed, area));
        const { user, system } = process.cpuUsage(before);
        processor.push((user + system) / 1000);
      }
      const value = ({ numerator, denominator }: { numerator: number | null; denominator: number | null }): string => `${numerator} ${denominator}`;
      isEqual &&= followed.figuresOfMetric(area, { listLimit: 0 }).figures.map(value).join() === engine.figuresOfMetric(area, { listLimit: 0 }).map(value).join();
      followed.dispose();
    }
    const full = Array.from({ length: 5 }, () => {
      const from = performance.now();
      engine.figuresOfMetric(unit, { listLimit: 0 });
      return performance.now() - from;
    });
    engine.dispose();
    const result = quantiles(moves);
    return {
      ...result, unit: 'ms', n: moves.length, isEqual, note: `${buildings} buildings in the unit, ${ruleSets.flatMap(({ rules }) => rules).length} rules, «${size}»`,
      more: { 'processor time median ms': quantiles(processor).median, 'processor time p95 ms': quantiles(processor).p95, 'first look median ms': quantiles(first).median, 'from nothing median ms': quantiles(full).median },
      targets: [{ what: 'p95 ms', is: result.p95, below: 8 }],
    };
  },
};

/** A crooked unit in the middle of the city, grown until it holds so many buildings. */
function unitOver(wanted: number, engine: CoverageEngine, city: Dataset, random: () => number): readonly [MultiPolygonCoords, number] {
  const [[ring]] = engine.cityArea().area;
  const middle: Position = [(Math.min(...ring.map(([x]) => x)) + Math.max(...ring.map(([x]) => x))) / 2, (Math.min(...ring.map(([, y]) => y)) + Math.max(...ring.map(([, y]) => y))) / 2];
  const reach = Array.from({ length: CORNERS }, () => 0.85 + 0.3 * random());
  const places = tablesOf(city, 'building').flatMap((table) => Array.from(table.ids, (_, row) => {
    const box = boxOf(table, row);
    return [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2] as const;
  }));
  for (let radiusM = 500; ; radiusM *= 1.05) {
    const corners = reach.map((share, i): Position => [middle[0] + radiusM * share * Math.cos((2 * Math.PI * i) / CORNERS), middle[1] + radiusM * share * Math.sin((2 * Math.PI * i) / CORNERS)]);
    const count = places.filter(([x, y]) => {
      const [dx, dy] = [x - middle[0], y - middle[1]];
      const turn = ((Math.atan2(dy, dx) / (2 * Math.PI) + 1) % 1) * CORNERS;
      const [i, t] = [Math.floor(turn), turn % 1];
      return Math.hypot(dx, dy) <= radiusM * (reach[i] * (1 - t) + reach[(i + 1) % CORNERS] * t);
    }).length;
    if (count >= wanted || radiusM > 50_000) return [[[[...corners, corners[0]]]], count];
  }
}

function movedCorner(area: MultiPolygonCoords, corner: number, dx: number, dy: number): MultiPolygonCoords {
  const open = area[0][0].slice(0, -1).map((place, i): Position => (i === corner ? [place[0] + dx, place[1] + dy] : place));
  return [[[...open, open[0]]]];
}
