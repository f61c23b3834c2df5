import { lonLatToMetric } from '../geometry/lonlat-to-metric.ts';
import { metricCrs } from '../geometry/metric-crs.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { LonLatArea, MultiPolygonCoords } from '../geometry/types.ts';
import { lookup } from '../standards/parse.ts';
import type { RuleSet } from '../standards/rule.ts';
import { AreaMemory } from './area-memory.ts';
import { openArea, type AreaView } from './area-view.ts';
import { cityAreaOf } from './city-area.ts';
import { compareRules } from './compare-rules.ts';
import { coverMapOf } from './cover-map.ts';
import { computeFigures, eachFigure, ENGINE_VERSION } from './compute.ts';
import type { Dataset } from './dataset.ts';
import type { CityArea, CoverageEngine, FigureOptions, FollowedArea, FollowedFigures } from './engine-api.ts';
import { explainPlace } from './explain.ts';
import type { Figure } from './figure.ts';
import { gapsOf } from './gaps.ts';
import { prepareCity, warmUp, type PreparedCity } from './prepare.ts';
import { SecondMemory, SecondReading } from './second-reading.ts';

/** Rules that divide by, or test, the size of the area: a rectangle around the data is no city to measure by. */
const NEEDS_BOUNDARY: readonly Figure['ruleKind'][] = ['density', 'count_in_area'];

/**
 * One city's figures, ready to be asked. `overlay` comes from `createGeosOverlay()` and may be shared by several engines of a thread.
 * @throws RangeError when the dataset's CRS is none this app measures in: such a dataset cannot have been built here
 */
export function createCoverageEngine(dataset: Dataset, ruleSets: readonly RuleSet[], overlay: Overlay): CoverageEngine {
  const crs = metricCrs(Number(dataset.crs.replace('EPSG:', '')));
  if (!crs) throw new RangeError(`The dataset is in ${dataset.crs}, which is not a metric CRS of this app.`);
  const city = prepareCity(dataset, ruleSets, overlay);
  const cityArea = (): CityArea => city.kept('city area', () => cityAreaOf(dataset, city.overlay));
  const inArea = <T>(coords: MultiPolygonCoords, ask: (area: AreaView) => T): T => {
    const area = openArea(coords, overlay);
    try {
      return ask(area);
    } finally {
      area.dispose();
    }
  };
  let second: SecondReading | null = null;
  const cityOf = (options?: Pick<FigureOptions, 'withProposals'>): PreparedCity => (options?.withProposals === true && second ? second.city : city);
  const figuresOfMetric = (coords: MultiPolygonCoords, options?: FigureOptions): readonly Figure[] => inArea(coords, (area) => {
    const figures = computeFigures(cityOf(options), area, options);
    return options?.withProposals === true && second && options.listLimit !== 0 ? second.named(figures) : figures;
  });
  const followedArea = (): FollowedArea => {
    const memory = new AreaMemory();
    const ofSecond = new SecondMemory();
    let last: { readonly coords: MultiPolygonCoords; readonly asked: string | undefined; readonly figures: readonly Figure[]; readonly people: number | null } | null = null;
    const figuresOf = (coords: MultiPolygonCoords, options?: FigureOptions): FollowedFigures => {
      const area = openArea(coords, overlay, memory);
      try {
        const homes = city.homes();
        // Under a proposal that is dragged the area stays as it is, and so do its figures without proposals: the same objects.
        if (!last || last.asked !== JSON.stringify(options) || !isSameOutline(last.coords, coords)) last = { coords, asked: JSON.stringify(options), figures: computeFigures(city, area, options), people: homes && area.people(homes) };
        const { figures, people } = last;
        return { figures, withProposals: second && second.proposals.length > 0 ? ofSecond.ask(second, coords, area, overlay, (own) => figuresWith(second as SecondReading, own, figures, options)) : null, areaM2: area.areaM2, people };
      } finally {
        area.dispose();
      }
    };
    return { figuresOfMetric: figuresOf, figuresOfLonLat: (area, options) => figuresOf(toMetric(area), options), dispose: () => { ofSecond.dispose(); memory.dispose(); } };
  };
  const toMetric = (area: LonLatArea): MultiPolygonCoords => lonLatToMetric(area, crs);
  return {
    cityId: dataset.cityId, datasetHash: dataset.hash, crs: dataset.crs, version: `${ENGINE_VERSION} ${overlay.name}`,
    figuresOfMetric, cityArea, toMetric,
    figuresOfLonLat: (area, options) => figuresOfMetric(toMetric(area), options),
    figuresOfCity: (options) => {
      const { kind, area } = cityArea();
      const figures = figuresOfMetric(area, { ...options, areaKind: 'city' });
      return kind === 'boundary' ? figures : figures.map(unbounded);
    },
    eachFigure: (asked, options, take) => {
      if (asked !== 'city') return inArea(asked, (area) => eachFigure(cityOf(options), area, options, take));
      const { kind, area: coords } = cityArea();
      const taken = kind === 'boundary' ? take : (figure: Figure, place: number): void => take(unbounded(figure), place);
      return inArea(coords, (area) => eachFigure(cityOf(options), area, { ...options, areaKind: 'city' }, taken));
    },
    people: (coords) => {
      const homes = city.homes();
      return homes && inArea(coords, (area) => area.homes(homes).reduce((people, home) => people + homes.people[home], 0));
    },
    gaps: (asked, ruleId, order) => {
      const found = lookup(ruleSets, ruleId);
      return found && inArea(asked === 'city' ? cityArea().area : asked, (area) => gapsOf(city, found, area, order));
    },
    compareRules: (asked, ruleA, ruleB, options) => {
      const a = lookup(ruleSets, ruleA);
      const b = lookup(ruleSets, ruleB);
      return a && b && inArea(asked === 'city' ? cityArea().area : asked, (area) => compareRules(city, area, a.rule, b.rule, options));
    },
    explain: (place, options) => explainPlace(city, place, options),
    areaM2: (coords) => inArea(coords, ({ areaM2 }) => areaM2),
    propose: (list) => { (second ??= new SecondReading(city)).propose(list); },
    uncounted: () => second?.uncounted() ?? [],
    coverMap: (ruleId, [west, south, east, north], options) => {
      const found = lookup(ruleSets, ruleId);
      const corners = [[west, south], [east, south], [east, north], [west, north]].map(([lon, lat]) => crs.forward(lon, lat));
      const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
      return found && coverMapOf(cityOf(options), found.rule, { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) });
    },
    follow: () => followedArea(),
    settleProposals: () => second?.settle(),
    warm: () => {
      warmUp(city);
      tryHand(followedArea(), cityArea().area);
    },
    dispose: () => {
      second?.dispose();
      city.dispose();
    },
  };
}

/** The second reading: what no proposal can change is, to the object, the figure of the first. */
function figuresWith(second: SecondReading, area: AreaView, figures: readonly Figure[], options?: FigureOptions): readonly Figure[] {
  const ruleIds = second.city.ruleSets.flatMap(({ rules }) => rules).filter((rule) => second.concerns(rule) && (options?.ruleIds?.includes(rule.id) ?? true)).map(({ id }) => id);
  const changed = new Map(computeFigures(second.city, area, { ...options, ruleIds }).map((figure) => [`${figure.ruleSetId} ${figure.ruleId}`, figure]));
  return figures.map((figure) => changed.get(`${figure.ruleSetId} ${figure.ruleId}`) ?? figure);
}

/** Half the side of the square that is dragged to try, and how often it is moved, by how much. m */
const [TRIED_M, TRIED_TIMES, TRIED_STEP_M] = [250, 12, 10];

/** Drags a corner of a small area in the middle of the city: what a first drag looks up and compiles is then there. */
function tryHand(followed: FollowedArea, [polygon]: MultiPolygonCoords): void {
  const [shell = []] = polygon ?? [];
  const x = shell.reduce((total, [each]) => total + each, 0) / shell.length;
  const y = shell.reduce((total, [, each]) => total + each, 0) / shell.length;
  for (let step = 0; step < TRIED_TIMES && Number.isFinite(x + y); step++) {
    const [west, south, east, north] = [x - TRIED_M - step * TRIED_STEP_M, y - TRIED_M, x + TRIED_M, y + TRIED_M];
    followed.figuresOfMetric([[[[west, south], [east, south], [east, north], [x - TRIED_M, north], [west, south]]]], { listLimit: 0 });
  }
  followed.dispose();
}

function isSameOutline(a: MultiPolygonCoords, b: MultiPolygonCoords): boolean {
  return a === b || (a.length === b.length && a.every((polygon, p) => polygon.length === b[p].length && polygon.every((ring, r) => ring.length === b[p][r].length && ring.every(([x, y], i) => x === b[p][r][i][0] && y === b[p][r][i][1]))));
}

/** A figure of the rectangle around a city whose boundary is not known. */
function unbounded(figure: Figure): Figure {
  if (!NEEDS_BOUNDARY.includes(figure.ruleKind)) return figure;
  return {
    ...figure, value: null, numerator: null, denominator: null, extras: {}, verdict: 'not_assessed', missingLayers: [...new Set([...figure.missingLayers, 'admin_division'])],
    receipt: { ...figure.receipt, notes: [...figure.receipt.notes, 'city_boundary_missing'] },
  };
}
