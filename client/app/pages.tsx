import { lazy, type ComponentType } from 'react';
import type { Page } from './app-state.ts';

/**
 * What each page puts around the map: a panel left, a panel right, and things floating on the map. A page is panels; the map is the
 * shell's and never unmounts. Panels fill the height they are given and scroll inside.
 */
export interface PageParts {
  readonly left?: ComponentType;
  readonly right?: ComponentType;
  readonly onMap?: ComponentType;
  /** True when the right panel is about a selection and gives its room back to the map without one. */
  readonly rightNeedsSelection?: boolean;
  /** A page that lies over the map as a sheet instead of beside it. */
  readonly sheet?: ComponentType;
}

export const pages: Readonly<Record<Page, PageParts>> = {
  workbench: {
    left: lazy(() => import('../layers/workbench-left.tsx').then((room) => ({ default: room.WorkbenchLeft }))),
    right: lazy(() => import('../layers/selection-panel.tsx').then((room) => ({ default: room.SelectionPanel }))),
    onMap: lazy(() => import('../draw/draw-toolbar.tsx').then((room) => ({ default: room.DrawToolbar }))),
    rightNeedsSelection: true,
  },
  schemes: {
    left: lazy(() => import('../schemes/schemes-left.tsx').then((room) => ({ default: room.SchemesLeft }))),
    right: lazy(() => import('../schemes/comparison-panel.tsx').then((room) => ({ default: room.ComparisonPanel }))),
  },
  standards: { sheet: lazy(() => import('../standards/standards-page.tsx').then((room) => ({ default: room.StandardsPage }))) },
  data: { sheet: lazy(() => import('../data/data-page.tsx').then((room) => ({ default: room.DataPage }))) },
  dashboard: {
    left: lazy(() => import('../dashboard/dashboard-page.tsx').then((room) => ({ default: room.DashboardLeft }))),
    right: lazy(() => import('../dashboard/dashboard-page.tsx').then((room) => ({ default: room.DashboardRight }))),
  },
};

/** Parts inside the shell that come from other rooms, each loaded when first shown. */
export const UnitList = lazy(() => import('../units/unit-list.tsx').then((room) => ({ default: room.UnitList })));
export const UnitPanel = lazy(() => import('../units/unit-panel.tsx').then((room) => ({ default: room.UnitPanel })));
/** Figures with their receipts of any area: `unit:UUID`, `division:CODE`, `city`. */
export const AreaFigures = lazy(() => import('../figures/area-figures.tsx').then((room) => ({ default: room.AreaFigures })));
/** What a rule leaves uncovered, and why a place is covered or not: drawers that any page may open. */
export const GapsHost = lazy(() => import('../gaps/gaps-drawer.tsx').then((room) => ({ default: room.GapsHost })));
export const ExplainHost = lazy(() => import('../explain/explain-drawer.tsx').then((room) => ({ default: room.ExplainHost })));
/** An edition that waits for a decision, looked at beside the map instead of under the sheet of the data page. */
export const WaitingPanel = lazy(() => import('../deliveries/waiting-panel.tsx').then((room) => ({ default: room.WaitingPanel })));
/** Which scheme is open, in the top bar. */
export const SchemeMenu = lazy(() => import('../schemes/scheme-menu.tsx').then((room) => ({ default: room.SchemeMenu })));
/** Saved state in the top bar: 正在保存, 已保存 v8, 离线（3 项待发）, 冲突. */
export const SaveState = lazy(() => import('../units/save-state.tsx').then((room) => ({ default: room.SaveState })));
