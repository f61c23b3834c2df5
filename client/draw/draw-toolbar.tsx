import { Loader } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconCheck, IconPolygon, IconTrash, IconVector, IconX } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { AssistantButton } from '../assistant/assistant-button.tsx';
import { AssistantHost } from '../assistant/assistant-panel.tsx';
import { stopAssistant } from '../assistant/assistant-tool.ts';
import { useCoverageSession } from '../coverage/session.ts';
import { useMapOwner, useOverlay } from '../map/map-context.ts';
import { palettes } from '../map/palette.ts';
import { ProposalsOnMap } from '../proposals/proposals-on-map.tsx';
import { usePlan } from '../units/plan.ts';
import { UnitsOnMap } from '../units/units-on-map.tsx';
import { cancel, enter, startDrawing, startEditing } from './controller.ts';
import { useDrawState } from './draw-state.ts';
import classes from './draw.module.css';
import { DraftingOnMap, DraftingPanels, DraftingTools, OtherWays } from './drafting-tools.tsx';
import { FindingList } from './finding-list.tsx';
import { redo, undo } from './history-steps.ts';
import { marksOverlay } from './marks-overlay.ts';
import { removeUnit } from './remove-unit.tsx';
import { SketchRestore } from './sketch-restore.tsx';
import { ToolButton } from './tool-button.tsx';
import { RefusedHelp } from './tools/refused-help.tsx';
import { ShapePanel } from './tools/shape-panel.tsx';
import { SharingButtons, ShapeTools } from './tools/shape-tools.tsx';
import { useDrawKeys } from './use-draw-keys.ts';

/** What helps at this moment: how to go on, how many corners, what is wrong. */
function DrawingHelp() {
  const { t } = useTranslation('draw');
  const { tool, draft, corners, quick, findings, isChecking } = useDrawState();
  if (tool === null) return null;
  const hasRings = draft !== null && (draft.type === 'MultiPolygon' || draft.coordinates.length > 1);
  const hint = tool === 'edit' ? (hasRings ? 'hintRings' : 'hintEdit') : corners === 0 ? 'hintStart' : 'hintDraw';
  return (
    <div className={classes['help']} role="status">
      <div className={classes['helpLine']}>{isChecking ? <><Loader size={12} /> {t('checking')}</> : <>{t(hint)}{corners > 0 && <span className={classes['corners']}>{t('corners', { count: corners })}</span>}</>}</div>
      {quick && findings.length === 0 && <div className={classes['quick']}>× {t(`quick.${quick.code}`)}</div>}
      {findings.length > 0 && <><FindingList findings={findings} /><div className={classes['helpLine']}>{t('errorsKeepOpen')}</div></>}
      <RefusedHelp />
    </div>
  );
}

function HistoryTools() {
  const { t } = useTranslation('draw');
  const drawing = useDrawState();
  const undoStep = usePlan((s) => s.undo.at(-1));
  const redoStep = usePlan((s) => s.redo.at(-1));
  const isInside = drawing.tool !== null;
  const canUndo = isInside ? drawing.canUndo : undoStep !== undefined;
  const canRedo = isInside ? drawing.canRedo : redoStep !== undefined;
  return (
    <>
      <ToolButton icon={<IconArrowBackUp size={20} />} label={!isInside && undoStep ? t('undoOf', { what: undoStep.label }) : t('undo')} shortcut="Ctrl+Z" why={canUndo ? null : t('why.nothingToUndo')} onClick={undo} />
      <ToolButton icon={<IconArrowForwardUp size={20} />} label={!isInside && redoStep ? t('redoOf', { what: redoStep.label }) : t('redo')} shortcut="Ctrl+Shift+Z" why={canRedo ? null : t('why.nothingToRedo')} onClick={redo} />
    </>
  );
}

/** The drawing tools over the top edge of the map, with the units drawn below them. */
export function DrawToolbar() {
  const { t } = useTranslation('draw');
  const owner = useMapOwner();
  const cityId = useAppState((s) => s.cityId);
  const schemeId = useAppState((s) => s.schemeId);
  const scheme = useAppState((s) => s.scheme);
  const selection = useAppState((s) => s.selection);
  const { tool, draft, findings, quick } = useDrawState();
  const unitId = usePlan((s) => (selection?.type === 'unit' && s.plan.units.has(selection.id) ? selection.id : null));
  useCoverageSession(cityId);
  useDrawKeys(owner);
  useOverlay('draw-marks', useMemo(() => marksOverlay(findings, quick, palettes[scheme]), [findings, quick, scheme]));
  useEffect(() => () => { stopAssistant(); cancel(); }, [cityId]);
  if (!owner) return null;
  const needsUnit = unitId === null ? t('why.noSelection') : null;
  return (
    <div className={classes['tools']}>
      <UnitsOnMap />
      <ProposalsOnMap />
      {cityId !== null && <SketchRestore owner={owner} plan={schemeId === null ? cityId : `${cityId}/${schemeId}`} />}
      <DraftingOnMap owner={owner} />
      <AssistantHost />
      <div className={classes['bar']} role="toolbar" aria-label={t('toolbar')}>
        {tool !== 'edit' && <ToolButton icon={<IconPolygon size={20} />} label={t('draw')} shortcut="D" why={null} isPressed={tool === 'draw'} showsLabel onClick={() => { if (tool === null) startDrawing(owner); }} />}
        {tool === null && <OtherWays />}
        {tool !== 'draw' && <ToolButton icon={<IconVector size={20} />} label={t('edit')} shortcut="E" why={tool === 'edit' ? null : needsUnit} isPressed={tool === 'edit'} showsLabel onClick={() => { if (unitId !== null && tool === null) startEditing(owner, unitId); }} />}
        {tool === null && <AssistantButton owner={owner} />}
        {tool === null && <ToolButton icon={<IconTrash size={20} />} label={t('remove')} shortcut="Delete" why={needsUnit} onClick={() => { if (unitId !== null) removeUnit(unitId); }} />}
        <span className={classes['rule']} />
        <HistoryTools />
        <span className={classes['rule']} />
        <DraftingTools owner={owner} />
        {tool !== null && (
          <>
            <span className={classes['rule']} />
            <SharingButtons />
            <span className={classes['rule']} />
            <ToolButton icon={<IconCheck size={20} />} label={t('finish')} shortcut="Enter" why={draft ? null : t('why.noDraft')} showsLabel onClick={enter} />
            <ToolButton icon={<IconX size={20} />} label={t('cancel')} shortcut="Esc" why={null} showsLabel onClick={cancel} />
          </>
        )}
      </div>
      <ShapeTools owner={owner} unitId={unitId} needsUnit={needsUnit} />
      <DrawingHelp />
      <ShapePanel />
      <DraftingPanels owner={owner} />
    </div>
  );
}
