/** Undo and redo: pure. A step holds what to commit to take an edit back; doing so gives the step the other way. */
import type { HistoryStep } from './types.ts';

export interface History {
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
}

export const emptyHistory: History = { undo: [], redo: [] };

/** More steps than anyone goes back; geometries are kept, so not without end. */
const mostSteps = 200;

/** History after a commit: a new edit ends what could be redone; undoing and redoing move the step across. */
export function afterCommit(history: History, step: HistoryStep, way: 'do' | 'undo' | 'redo'): History {
  switch (way) {
    case 'do': return { undo: [...history.undo, step].slice(-mostSteps), redo: [] };
    case 'undo': return { undo: history.undo.slice(0, -1), redo: [...history.redo, step] };
    case 'redo': return { undo: [...history.undo, step].slice(-mostSteps), redo: history.redo.slice(0, -1) };
  }
}

/** The step to take next, or null. */
export function stepBack(history: History, way: 'undo' | 'redo'): HistoryStep | null {
  const list = way === 'undo' ? history.undo : history.redo;
  return list[list.length - 1] ?? null;
}

/** Without the steps of a unit someone else has changed: taking mine back would take theirs. */
export function withoutUnit(history: History, unitId: string): History {
  const isOther = (step: HistoryStep): boolean => !step.unitIds.includes(unitId);
  return { undo: history.undo.filter(isOther), redo: history.redo.filter(isOther) };
}
