import { create } from 'zustand';
import type { Snap } from './snap-engine.ts';

/** What the pointer or the crosshair snapped to last; null: it is free. */
export const useSnapHint = create<{ readonly snap: Snap | null }>()(() => ({ snap: null }));

export function showSnap(snap: Snap | null): void {
  if (snap !== useSnapHint.getState().snap) useSnapHint.setState({ snap });
}
