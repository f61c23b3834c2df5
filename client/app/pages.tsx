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

const rooms = import.meta.glob<Record<string, ComponentType>>(['../units/*.tsx', '../draw/*.tsx', '../figures/*.tsx', '../dashboard/*.tsx']);
const Nothing = () => null;
function part<Props = object>(path: string, name: string): ComponentType<Props> {
  const load = rooms[path];
  return load ? lazy(() => load().then((module) => ({ default: (module[name] ?? Nothing) as ComponentType<Props> }))) as unknown as ComponentType<Props> : Nothing;
}

export const pages: Readonly<Record<Page, PageParts>> = {
  workbench: {
    left: lazy(() => import('../layers/workbench-left.tsx').then((module) => ({ default: module.WorkbenchLeft }))),
    right: lazy(() => import('../layers/selection-panel.tsx').then((module) => ({ default: module.SelectionPanel }))),
    onMap: part('../draw/draw-toolbar.tsx', 'DrawToolbar'),
    rightNeedsSelection: true,
  },
  data: { sheet: lazy(() => import('../data/data-page.tsx').then((module) => ({ default: module.DataPage }))) },
  dashboard: { left: part('../dashboard/dashboard-page.tsx', 'DashboardLeft'), right: part('../dashboard/dashboard-page.tsx', 'DashboardRight') },
};

/** Slots inside the shell that other rooms fill. */
export const UnitList = part('../units/unit-list.tsx', 'UnitList');
export const UnitPanel = part('../units/unit-panel.tsx', 'UnitPanel');
/** Figures with their receipts of any area: `unit:UUID`, `division:CODE`, `city`. */
export const AreaFigures = part<{ readonly area: string }>('../figures/area-figures.tsx', 'AreaFigures');
/** Saved state in the top bar: 正在保存, 已保存 v8, 离线（3 项待发）, 冲突. */
export const SaveState = part('../units/save-state.tsx', 'SaveState');
