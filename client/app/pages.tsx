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
