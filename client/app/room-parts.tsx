import { lazy } from 'react';

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
