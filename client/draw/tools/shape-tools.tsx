import { IconBorderOuter, IconLayersSubtract, IconLayersUnion, IconLink, IconScissors, IconSlice, IconVectorSpline, IconVectorTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app/app-state.ts';
import { useLiveState } from '../../coverage/live-state.ts';
import { coverageClient } from '../../coverage/session.ts';
import { colon } from '../../layers/names.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { useOverlay } from '../../map/map-context.ts';
import { palettes } from '../../map/palette.ts';
import classes from '../draw.module.css';
import { useDrawState } from '../draw-state.ts';
import { marksOverlay } from '../marks-overlay.ts';
import { ToolButton } from '../tool-button.tsx';
import { FollowersOnMap } from './followers-on-map.tsx';
import { shapeOverlay } from './shape-overlay.ts';
import { shapeTools, toggleOverlap, toggleShared, useShapeState, useSharing, type ShapeTool } from './shape-state.ts';
import { leaveShapeTool, startShapeTool } from './shape-tool.ts';
import { shapeKeys } from './shape-keys.ts';

const icons: Readonly<Record<ShapeTool, ReactNode>> = {
  split: <IconSlice size={20} />, merge: <IconLayersUnion size={20} />, hole: <IconLayersSubtract size={20} />, reshape: <IconVectorSpline size={20} />, simplify: <IconVectorTriangle size={20} />, buffer: <IconBorderOuter size={20} />,
};

/** The two choices about neighbours, always at hand: they hold for drawing, too. */
export function SharingButtons() {
  const { t } = useTranslation('draw');
  const { isShared, overlap } = useSharing();
  const locale = useAppState((s) => s.locale);
  const isCut = overlap === 'cut';
  return (
    <>
      <ToolButton icon={<IconLink size={20} />} label={`${t('shape.share')}${colon(locale)}${t(isShared ? 'shape.shareOn' : 'shape.shareOff')}`} shortcut={shapeKeys.share} why={null} isPressed={isShared} onClick={toggleShared} />
      <ToolButton icon={<IconScissors size={20} />} label={`${t(isCut ? 'shape.overlapCut' : 'shape.overlapRefuse')}${colon(locale)}${t(isCut ? 'shape.cutOn' : 'shape.cutOff')}`} shortcut={shapeKeys.overlap} why={null} isPressed={isCut} onClick={toggleOverlap} />
    </>
  );
}

/** The tools that change boundaries which are there already. `needsUnit`: why there is no unit to work on, or null. */
export function ShapeTools({ owner, unitId, needsUnit }: { readonly owner: MapOwner; readonly unitId: string | null; readonly needsUnit: string | null }) {
  const { t } = useTranslation('draw');
  const state = useShapeState();
  const scheme = useAppState((s) => s.scheme);
  const cityId = useAppState((s) => s.cityId);
  const selection = useAppState((s) => s.selection);
  const isDrawing = useDrawState((s) => s.tool !== null);
  // Said anew when the engine becomes ready.
  useLiveState((s) => s.status);
  useOverlay('shape', useMemo(() => shapeOverlay(state, scheme), [state, scheme]));
  useOverlay('shape-marks', useMemo(() => marksOverlay(state.findings, null, palettes[scheme], 'shape-marks'), [state.findings, scheme]));
  useEffect(() => () => leaveShapeTool(), [cityId]);
  // Another unit selected, or drawing begun: the tool has lost its unit.
  useEffect(() => { if (state.tool !== null && (isDrawing || unitId !== state.unitId)) leaveShapeTool(); }, [selection, isDrawing, unitId, state.tool, state.unitId]);
  // While a boundary is drawn the map is needed more; the choices stand in the bar above then.
  if (isDrawing) return <FollowersOnMap />;
  const why = needsUnit ?? (coverageClient() ? null : t('shape.why.noEngine'));
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('shape.toolbar')}>
      {shapeTools.map((tool) => (
        <ToolButton key={tool} icon={icons[tool]} label={t(`shape.tools.${tool}`)} shortcut={shapeKeys[tool]} why={state.tool === tool ? null : why} isPressed={state.tool === tool} showsLabel
          onClick={() => { if (state.tool === tool) leaveShapeTool(); else if (unitId !== null) startShapeTool(owner, tool, unitId); }} />
      ))}
      <span className={classes['rule']} />
      <SharingButtons />
    </div>
  );
}
