import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { sameSelection, type Selection } from './selection.ts';

export type { Selection } from './selection.ts';
export const pageIds = ['workbench', 'schemes', 'standards', 'data', 'dashboard'] as const;
export type Page = (typeof pageIds)[number];
export type Locale = 'zh' | 'en';
export type Scheme = 'light' | 'dark';

export interface AppState {
  /** Mirrored to the address (app/address.ts): city, page and selection are the truth of this store while the app runs. */
  readonly cityId: string | null;
  readonly page: Page;
  readonly selection: Selection | null;
  /** The scheme (方案) whose plan is open, in the address too; null: the baseline. */
  readonly schemeId: string | null;
  /** Preferences, kept in the browser. */
  readonly locale: Locale;
  readonly scheme: Scheme;
  readonly is3d: boolean;
  readonly leftCollapsed: boolean;
  readonly rightCollapsed: boolean;
  /** Layer kinds switched away from their default (see layers/default-layers.ts). */
  readonly layerSwitches: Readonly<Record<string, boolean>>;
  /** Opacity of overlay kinds, 0..1; absent is 1. */
  readonly layerOpacity: Readonly<Record<string, number>>;
  readonly lastCityId: string | null;
  readonly hintClosed: boolean;

  goTo(cityId: string, page?: Page): void;
  setPage(page: Page): void;
  /** Opens the plan of a scheme, null: the baseline's. What is selected is of the plan before. */
  openScheme(schemeId: string | null): void;
  /** Selecting opens the right panel, for that is where it is shown. */
  select(selection: Selection | null): void;
  setLocale(locale: Locale): void;
  setScheme(scheme: Scheme): void;
  set3d(is3d: boolean): void;
  setCollapsed(side: 'left' | 'right', collapsed: boolean): void;
  switchLayers(switches: Readonly<Record<string, boolean>>): void;
  setLayerOpacity(kind: string, opacity: number): void;
  closeHint(): void;
}

/** The one store of what the person looks at. Read with a selector: `useAppState((s) => s.selection)`. */
export const useAppState = create<AppState>()(persist((set) => ({
  cityId: null, page: 'workbench', selection: null, schemeId: null,
  locale: 'zh', scheme: 'light', is3d: true, leftCollapsed: false, rightCollapsed: false,
  layerSwitches: {}, layerOpacity: {}, lastCityId: null, hintClosed: false,

  goTo: (cityId, page) => set((s) => ({ cityId, lastCityId: cityId, page: page ?? s.page, selection: s.cityId === cityId ? s.selection : null, schemeId: s.cityId === cityId ? s.schemeId : null })),
  setPage: (page) => set({ page }),
  openScheme: (schemeId) => set((s) => (s.schemeId === schemeId ? s : { schemeId, selection: null })),
  select: (selection) => set((s) => (sameSelection(s.selection, selection) ? s : { selection, rightCollapsed: selection === null ? s.rightCollapsed : false })),
  setLocale: (locale) => set({ locale }),
  setScheme: (scheme) => set({ scheme }),
  set3d: (is3d) => set({ is3d }),
  setCollapsed: (side, collapsed) => set(side === 'left' ? { leftCollapsed: collapsed } : { rightCollapsed: collapsed }),
  switchLayers: (switches) => set((s) => ({ layerSwitches: { ...s.layerSwitches, ...switches } })),
  setLayerOpacity: (kind, opacity) => set((s) => ({ layerOpacity: { ...s.layerOpacity, [kind]: opacity } })),
  closeHint: () => set({ hintClosed: true }),
}), {
  name: 'renewmap.preferences',
  version: 1,
  partialize: ({ locale, scheme, is3d, leftCollapsed, rightCollapsed, layerSwitches, layerOpacity, lastCityId, hintClosed }) =>
    ({ locale, scheme, is3d, leftCollapsed, rightCollapsed, layerSwitches, layerOpacity, lastCityId, hintClosed }),
}));

/** The scheme whose plan is shown and edited: the dashboard speaks of the baseline only. */
export const planScheme = ({ page, schemeId }: Pick<AppState, 'page' | 'schemeId'>): string | null => (page === 'dashboard' ? null : schemeId);
