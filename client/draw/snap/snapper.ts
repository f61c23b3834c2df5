import type { MapSourceDataEvent } from 'maplibre-gl';
import { metricCrs, metricSridAt, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { planStore } from '../../units/plan.ts';
import type { OwnPath } from './guides.ts';
import type { LineSet } from './line-set.ts';
import { NearbyLines } from './nearby-lines.ts';
import { planeAt } from './plane.ts';
import { snappingRules } from './shipped-rules.ts';
import { snapAt, type Position, type Snap } from './snap-engine.ts';
import { showSnap } from './snap-hint-state.ts';
import { SnapIndex } from './snap-index.ts';
import { kindsOn, useSnapSettings } from './snap-settings.ts';

/** Tiles come one after the other; the view is read again when they have stopped coming for so long. */
const settleMs = 120;
const layers = new Set(snappingRules.kinds.flatMap((kind) => kind.layers));

/** True for fingers: handles and reaches are larger. */
export const isCoarse = (): boolean => typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

export interface SnapperOptions { readonly owner: MapOwner; readonly cityId: string; readonly srid: number | null; /** The unit being drawn: its saved boundary is not snapped to. */ readonly exceptUnitId: string | null }

/** Answers, while something is drawn, what the pointer means; holding Alt frees it. */
export class Snapper {
  readonly index = new SnapIndex();
  readonly crs: MetricCrs;
  private readonly owner: MapOwner;
  private readonly nearby: NearbyLines;
  private readonly stops: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isFree = false;
  /** The place asked about last, while it is shown what it means. */
  private asked: { readonly lon: number; readonly lat: number; readonly own: OwnPath | null } | null = null;

  constructor({ owner, cityId, srid, exceptUnitId }: SnapperOptions) {
    this.owner = owner;
    const { lng, lat } = owner.map.getCenter();
    this.crs = metricCrs(srid ?? metricSridAt(lng, lat)) as MetricCrs;
    this.nearby = new NearbyLines(owner, cityId, (lines) => this.take(lines));
    const units = () => this.index.units.set(planStore().getState().plan.units.values(), exceptUnitId);
    units();
    this.nearby.refresh();
    const soon = () => this.refreshSoon();
    const onData = (event: MapSourceDataEvent) => { if (layers.has(event.sourceId) && event.isSourceLoaded) soon(); };
    owner.map.on('moveend', soon);
    owner.map.on('sourcedata', onData);
    this.stops.push(() => owner.map.off('moveend', soon), () => owner.map.off('sourcedata', onData), planStore().subscribe((now, before) => { if (now.plan !== before.plan) units(); }), this.listenToAlt());
  }
  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.nearby.refresh(), settleMs);
  }
  /** Lines may come after the pointer, or the crosshair, has come to rest: it is told anew what it would snap to. */
  private take(lines: LineSet): void {
    this.index.setLayers(lines);
    if (this.asked) this.snap(this.asked.lon, this.asked.lat, this.asked.own);
  }
  private listenToAlt(): () => void {
    const hear = (event: KeyboardEvent | PointerEvent) => {
      this.isFree = event.altKey;
      // Alone, the key would open the browser's menu.
      if (event instanceof KeyboardEvent && event.key === 'Alt') event.preventDefault();
    };
    const names = ['keydown', 'keyup', 'pointermove', 'pointerdown'] as const;
    for (const name of names) window.addEventListener(name, hear, { capture: true });
    return () => { for (const name of names) window.removeEventListener(name, hear, { capture: true }); };
  }

  /** Boundaries of the units in view, for tracing. */
  unitsInView(): readonly LineSet[] {
    const bounds = this.owner.map.getBounds();
    return this.index.units.near([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  }
  get tolerancePx(): number { return isCoarse() ? snappingRules.tolerancePx.coarse : snappingRules.tolerancePx.fine; }

  /** What a place means, and tells the hint so. */
  snap(lon: number, lat: number, own: OwnPath | null): Snap | null {
    this.asked = { lon, lat, own };
    const { isOn, off, hasGuides } = useSnapSettings.getState();
    const found = !isOn || this.isFree ? null : snapAt({
      plane: planeAt(lon, lat, (x, y) => this.owner.map.project([x, y])), tolerancePx: this.tolerancePx, kinds: kindsOn(off), own, crs: hasGuides ? this.crs : null,
    }, this.index.near, snappingRules);
    showSnap(found);
    return found;
  }
  position(lon: number, lat: number, own: OwnPath | null): Position | undefined { return this.snap(lon, lat, own)?.position; }

  close(): void {
    clearTimeout(this.timer);
    this.asked = null;
    this.nearby.close();
    for (const stop of this.stops) stop();
    showSnap(null);
  }
}
