import { Menu, NumberInput, SegmentedControl } from '@mantine/core';
import { IconBuildingCommunity, IconChevronDown, IconCircle, IconFold, IconKeyboard, IconNumbers, IconRoute, IconStack2, IconTable, IconVectorSpline } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { palettes } from '../map/palette.ts';
import { BatchPanel } from './batch/batch-panel.tsx';
import { BordersPanel } from './borders/borders-panel.tsx';
import { enter } from './controller.ts';
import classes from './drafting.module.css';
import { useDrawState } from './draw-state.ts';
import { CheatSheet } from './keys/cheat-sheet.tsx';
import { KeyboardOnMap } from './keys/keyboard-on-map.tsx';
import { useKeyboardDrawing } from './keys/keyboard-state.ts';
import { PickPanel } from './pick/pick-panel.tsx';
import { openSideTool, useSideTool, type SideTool } from './side-tool.ts';
import { SnapHint } from './snap/snap-hint.tsx';
import { SnapPanel } from './snap/snap-panel.tsx';
import { ToolButton } from './tool-button.tsx';
import { toggleStroke, useStroke } from './trace/stroke-state.ts';
import { showPreviews } from './trace/strokes.ts';
import type { ArcSide } from './typed/arcs.ts';
import { CirclePanel } from './typed/circle-panel.tsx';
import { ListPanel } from './typed/list-panel.tsx';
import { openTypedBox, TypedBox, useTypedBox } from './typed/typed-box.tsx';

const sideTools = [['pick', 'L', IconBuildingCommunity], ['circle', 'C', IconCircle], ['list', 'V', IconTable], ['batch', 'F', IconStack2], ['borders', 'J', IconFold]] as const;
const panels: Readonly<Record<SideTool, typeof PickPanel>> = { pick: PickPanel, circle: CirclePanel, list: ListPanel, batch: BatchPanel, borders: BordersPanel };

/** Other ways to a boundary than corner by corner. */
export function OtherWays() {
  const { t } = useTranslation('draw');
  const open = useSideTool((state) => state.open);
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target><span><ToolButton icon={<IconChevronDown size={18} />} label={t('drafting.others')} shortcut="L C V F J" why={null} isPressed={open !== null} onClick={() => undefined} /></span></Menu.Target>
      <Menu.Dropdown aria-label={t('drafting.others')}>
        {sideTools.map(([tool, key, Icon]) => <Menu.Item key={tool} className={classes['menuItem']} leftSection={<Icon size={18} />} rightSection={<kbd className={classes['note']}>{key}</kbd>} onClick={() => openSideTool(tool)}>{t(`drafting.${tool}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The tools that help a hand to draw: in the bar of drawing tools. */
export function DraftingTools({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const tool = useDrawState((state) => state.tool);
  const stroke = useStroke((state) => state.stroke);
  const isTyped = useTypedBox((state) => state.isOpen);
  return (
    <>
      {tool === 'draw' && <>
        <ToolButton icon={<IconRoute size={20} />} label={t('drafting.trace')} shortcut="T" why={null} isPressed={stroke === 'trace'} onClick={() => toggleStroke('trace')} />
        <ToolButton icon={<IconVectorSpline size={20} />} label={t('drafting.arc')} shortcut="A" why={null} isPressed={stroke === 'arc'} onClick={() => toggleStroke('arc')} />
      </>}
      {tool !== null && <ToolButton icon={<IconNumbers size={20} />} label={t('typed.label')} shortcut="Q" why={null} isPressed={isTyped} onClick={() => (isTyped ? useTypedBox.setState({ isOpen: false }) : openTypedBox())} />}
      <SnapPanel owner={owner} />
      <ToolButton icon={<IconKeyboard size={20} />} label={t('keys.title')} shortcut="?" why={null} onClick={() => useKeyboardDrawing.setState({ isSheetOpen: true })} />
    </>
  );
}

/** An arc by two clicks and a radius instead of three clicks. */
function ArcFields() {
  const { t } = useTranslation('draw');
  const { arcRadiusM, arcSide, leastRadiusM } = useStroke();
  return (
    <>
      <NumberInput size="xs" w="8.5rem" hideControls aria-label={t('drafting.arcRadius')} placeholder={t('drafting.arcRadius')} min={0.1} max={40_000} value={arcRadiusM ?? ''} onChange={(value) => useStroke.setState({ arcRadiusM: typeof value === 'number' && value > 0 ? value : null, leastRadiusM: null })} />
      {arcRadiusM !== null && <SegmentedControl size="xs" aria-label={t('drafting.arcSide')} data={(['left', 'right'] as const).map((value) => ({ value, label: t(`drafting.arcSides.${value}`) }))} value={arcSide} onChange={(value) => useStroke.setState({ arcSide: value as ArcSide })} />}
      {leastRadiusM !== null && <span className={classes['fault']} role="alert">{t('drafting.arcTooSmall', { m: Math.ceil(leastRadiusM * 10) / 10 })}</span>}
    </>
  );
}

/** What the next clicks mean, when it is not a straight edge. */
function StrokeNote() {
  const { t } = useTranslation('draw');
  const { stroke, previewM, arcRadiusM } = useStroke();
  if (stroke === 'straight') return null;
  return (
    <div className={classes['typed']}>
      <span role="status">{t(stroke === 'arc' && arcRadiusM !== null ? 'drafting.arcRadiusNote' : `drafting.${stroke}Note`)}{previewM !== null && <b> {t('drafting.lengthM', { m: Math.round(previewM) })}</b>}</span>
      {stroke === 'arc' && <ArcFields />}
    </div>
  );
}

/** Fields and panels under the bar of drawing tools. */
export function DraftingPanels({ owner }: { readonly owner: MapOwner }) {
  const tool = useDrawState((state) => state.tool);
  const open = useSideTool((state) => state.open);
  const scheme = useAppState((state) => state.scheme);
  const colour = palettes[scheme].selected;
  const isTyped = useTypedBox((state) => state.isOpen);
  useEffect(() => { if (tool === null) useTypedBox.setState({ isOpen: false }); }, [tool]);
  useEffect(() => {
    if (tool !== 'draw') return;
    const stop = showPreviews(owner, colour);
    return () => {
      stop();
      useStroke.setState({ stroke: 'straight' });
    };
  }, [owner, tool, colour]);
  const Panel = tool === null && open !== null ? panels[open] : null;
  return (
    <>
      {tool !== null && isTyped && <TypedBox key={tool} owner={owner} onFinish={enter} />}
      {tool === 'draw' && <StrokeNote />}
      {Panel && <Panel owner={owner} />}
    </>
  );
}

/** What they show over the map. */
export function DraftingOnMap({ owner }: { readonly owner: MapOwner }) {
  return <><SnapHint owner={owner} /><KeyboardOnMap owner={owner} /><CheatSheet /></>;
}
