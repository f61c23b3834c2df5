/** What becomes of many boundaries at once: each is settled among the units there are and those before it. */
import type { Finding } from '#planning/plan/edit.ts';
import type { TopologyOperation } from '#planning/plan/topology/operation.ts';
import type { TopologyCode, TopologyResult, TopologyUnit } from '#planning/plan/topology/types.ts';
import type { LonLatNamedArea } from '#planning/plan/unit-context.ts';
import { hasErrors } from '#planning/plan/validate.ts';
import type { UnitDraft } from '../../edit/types.ts';
import { boundsOf } from '../../layers/bounds.ts';
import { freeName } from '../free-name.ts';
import type { BatchArea } from './batch-area.ts';

/** Who answers questions of legality: the worker of the page. */
export interface BatchJudge {
  validate(question: { readonly unit: UnitDraft; readonly others: readonly LonLatNamedArea[] }): Promise<readonly Finding[]>;
  topology(question: { readonly units: readonly TopologyUnit[]; readonly operation: TopologyOperation }): Promise<TopologyResult>;
}

/** One boundary: the unit it becomes, or why it cannot. */
export interface BatchRow {
  readonly unit: UnitDraft;
  readonly findings: readonly Finding[];
  /** Ground was left to units that have it already. */
  readonly isCut: boolean;
  /** null: it becomes a unit. `findings`: they say why not. */
  readonly refused: 'findings' | TopologyCode | null;
}

export interface Batch {
  readonly rows: readonly BatchRow[];
  /** Units there are already that take corners of the new ones into their boundaries; their ground stays as it is. */
  readonly neighbours: readonly UnitDraft[];
}

interface Options {
  /** Overlap is left to who has the ground, or keeps the boundary out. */
  readonly overlap: 'cut' | 'refuse';
  /** Name of the n-th boundary without one. */
  readonly nameOf: (n: number) => string;
  readonly newId: () => string;
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Beyond this, in degrees, units have nothing to do with one another (some 10 m; gaps are looked for within 1 m). */
const reachDeg = 1e-4;
type Box = readonly [west: number, south: number, east: number, north: number];
const meets = (a: Box, b: Box): boolean => a[0] - reachDeg <= b[2] && b[0] - reachDeg <= a[2] && a[1] - reachDeg <= b[3] && b[1] - reachDeg <= a[3];

/** The units as they will be, found by place. */
class Ground {
  private readonly held = new Map<string, { readonly unit: UnitDraft; readonly box: Box }>();
  readonly names = new Set<string>();

  constructor(units: Iterable<UnitDraft>) { for (const unit of units) this.put(unit); }
  put(unit: UnitDraft): void {
    const box = boundsOf(unit.geometry);
    if (box) this.held.set(unit.id, { unit, box });
    this.names.add(unit.name);
  }
  get(id: string): UnitDraft | undefined { return this.held.get(id)?.unit; }
  around({ id, geometry }: UnitDraft): readonly UnitDraft[] {
    const own = boundsOf(geometry);
    return own ? [...this.held.values()].filter(({ unit, box }) => unit.id !== id && meets(own, box)).map(({ unit }) => unit) : [];
  }
}

const isOverlapOnly = (findings: readonly Finding[]): boolean => findings.every(({ severity, code }) => severity !== 'error' || code === 'overlap');

interface Settling { readonly row: BatchRow; /** Neighbours that take corners over. */ readonly changed: readonly UnitDraft[] }
async function settle(unit: UnitDraft, ground: Ground, overlap: Options['overlap'], judge: BatchJudge): Promise<Settling> {
  const others = ground.around(unit);
  const findings = await judge.validate({ unit, others });
  if (!hasErrors(findings)) return { row: { unit, findings, isCut: false, refused: null }, changed: [] };
  if (overlap === 'refuse' || !isOverlapOnly(findings)) return { row: { unit, findings, isCut: false, refused: 'findings' }, changed: [] };
  const result = await judge.topology({ units: [...others, unit].map(({ id, geometry }) => ({ id, geometry })), operation: { kind: 'cut', unitId: unit.id } });
  if (!result.ok) return { row: { unit, findings, isCut: false, refused: result.code }, changed: [] };
  const shapes = new Map(result.changes.flatMap(({ unitId, geometry }) => (geometry ? [[unitId, geometry] as const] : [])));
  const shaped = (each: UnitDraft): UnitDraft => ({ ...each, geometry: shapes.get(each.id) ?? each.geometry });
  const cut = shaped(unit);
  const after = await judge.validate({ unit: cut, others: others.map(shaped) });
  const isLegal = !hasErrors(after);
  return { row: { unit: cut, findings: after, isCut: true, refused: isLegal ? null : 'findings' }, changed: isLegal ? others.filter(({ id }) => shapes.has(id)).map(shaped) : [] };
}

/** Each boundary in turn, on the units there are and on those that became units before it. Throws what `signal` was aborted with. */
export async function settleBatch(areas: readonly BatchArea[], units: Iterable<UnitDraft>, judge: BatchJudge, options: Options): Promise<Batch> {
  const before = [...units];
  const ground = new Ground(before);
  const rows: BatchRow[] = [];
  const changed = new Set<string>();
  for (const [at, { name, ...rest }] of areas.entries()) {
    options.signal?.throwIfAborted();
    const free = name === null ? freeName(ground.names, options.nameOf) : freeName(ground.names, (n) => (n === 1 ? name : `${name} (${n})`));
    const settled = await settle({ id: options.newId(), name: free, ...rest }, ground, options.overlap, judge);
    rows.push(settled.row);
    if (settled.row.refused === null) for (const each of [settled.row.unit, ...settled.changed]) ground.put(each);
    for (const { id } of settled.changed) changed.add(id);
    options.onProgress?.(at + 1);
  }
  // A row's unit may have taken corners of one that came after it.
  const asTheyWillBe = rows.map((row) => (row.refused === null ? { ...row, unit: ground.get(row.unit.id) ?? row.unit } : row));
  return { rows: asTheyWillBe, neighbours: before.filter(({ id }) => changed.has(id)).flatMap(({ id }) => ground.get(id) ?? []) };
}
