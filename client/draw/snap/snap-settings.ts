import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { snapKinds, type SnapKind } from './snapping-rules.ts';

interface SnapSettings {
  /** The whole of it on or off. */
  readonly isOn: boolean;
  readonly off: readonly SnapKind[];
  /** Right angles and parallels. */
  readonly hasGuides: boolean;
  setOn(isOn: boolean): void;
  toggle(kind: SnapKind): void;
  setGuides(hasGuides: boolean): void;
}

/** What the planner wants snapped to, remembered in the browser. */
export const useSnapSettings = create<SnapSettings>()(persist((set) => ({
  isOn: true, off: [], hasGuides: true,
  setOn: (isOn) => set({ isOn }),
  toggle: (kind) => set(({ off }) => ({ off: off.includes(kind) ? off.filter((each) => each !== kind) : [...off, kind] })),
  setGuides: (hasGuides) => set({ hasGuides }),
}), { name: 'renewmap.snapping', version: 1, partialize: ({ isOn, off, hasGuides }) => ({ isOn, off, hasGuides }) }));

export const kindsOn = (off: readonly SnapKind[]): ReadonlySet<SnapKind> => new Set(snapKinds.filter((kind) => !off.includes(kind)));
