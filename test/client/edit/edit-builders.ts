/** Edits of small units for the tests of the plan store, and what a server holds or a tab shows without versions. */
import type { Unit } from '#contract/units.ts';
import type { EditIntent, UnitDraft } from '../../../client/edit/types.ts';
import { MemoryServer, openTab, settle } from './memory-server.ts';

export const square = (x: number) => ({ type: 'Polygon' as const, coordinates: [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 0]]] });
export const draft = (id: string, changes: Partial<UnitDraft> = {}): UnitDraft => ({ id, name: `单元 ${id}`, isPriority: false, note: '', geometry: square(0), ...changes });
export const put = (id: string, changes: Partial<UnitDraft> = {}): EditIntent => ({ kind: 'put-unit', unit: draft(id, changes), reason: `put ${id}` });
export const remove = (id: string): EditIntent => ({ kind: 'delete-unit', unitId: id, reason: `delete ${id}` });
export const content = ({ id, name, isPriority, note, geometry }: UnitDraft | Unit) => ({ id, name, isPriority, note, geometry });
export const truthOf = (server: MemoryServer) => [...server.rows.values()].map(content).sort((a, b) => (a.id < b.id ? -1 : 1));
export const shownOf = (tab: ReturnType<typeof openTab>) => [...tab.state().plan.units.values()].map(content);

/** A server with the unit `a`, and two tabs that show it. */
export async function twoTabs() {
  const server = new MemoryServer();
  const first = openTab(server);
  first.state().commit(put('a'));
  await settle();
  return { server, mine: first, theirs: openTab(server) };
}
