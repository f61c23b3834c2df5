import { Button, Checkbox, Loader, NumberInput } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app/app-state.ts';
import { areaText } from '../../layers/names.ts';
import { areaM2Of } from '../../map/area-of.ts';
import { useMapOwner } from '../../map/map-context.ts';
import { usePlan } from '../../units/plan.ts';
import classes from '../draw.module.css';
import { FindingList } from '../finding-list.tsx';
import { cornerCount, nearUnits } from './near-units.ts';
import own from './shape.module.css';
import { shapeOperation } from './shape-operation.ts';
import { isDrawnTool, useShapeState, useSharing } from './shape-state.ts';
import { applyShapeTool, leaveShapeTool, takeBackPoint, tellTool } from './shape-tool.ts';

/** Ticking units is the same as clicking them on the map. */
function MergeFields({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('draw');
  const plan = usePlan((s) => s.plan);
  const { picked, isMultiPart } = useShapeState();
  const near = nearUnits(plan, unitId);
  const listed = [...near, ...picked.flatMap((id) => plan.units.get(id) ?? []).filter((unit) => !near.includes(unit))];
  return (
    <>
      <fieldset className={own['units']}>
        <legend>{t('shape.mergeWith')}</legend>
        {listed.length === 0 && <span>{t('shape.noNear')}</span>}
        {listed.map(({ id, name }) => (
          <Checkbox key={id} size="xs" label={name} checked={picked.includes(id)} onChange={({ currentTarget }) => tellTool({ picked: currentTarget.checked ? [...picked, id] : picked.filter((each) => each !== id) })} />
        ))}
      </fieldset>
      <Checkbox size="xs" label={t('shape.isMultiPart')} checked={isMultiPart} onChange={({ currentTarget }) => tellTool({ isMultiPart: currentTarget.checked })} />
    </>
  );
}

function Fields({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('draw');
  const { tool, toleranceM, bufferM, makesUnit } = useShapeState();
  const number = (label: string, value: number, min: number, step: number, tell: (value: number) => void) => (
    <NumberInput size="xs" w="11rem" label={label} value={value} min={min} step={step} decimalScale={2} data-autofocus onChange={(next) => { if (typeof next === 'number') tell(next); }} onKeyDown={(event) => { if (event.key === 'Enter') void applyShapeTool(); if (event.key === 'Escape') leaveShapeTool(); }} />
  );
  if (tool === 'simplify') return number(t('shape.toleranceM'), toleranceM, 0.01, 0.5, (value) => tellTool({ toleranceM: value }));
  if (tool === 'buffer') return number(t('shape.bufferM'), bufferM, -10_000, 5, (value) => tellTool({ bufferM: value }));
  if (tool === 'hole') return <Checkbox size="xs" label={t('shape.makesUnit')} checked={makesUnit} onChange={({ currentTarget }) => tellTool({ makesUnit: currentTarget.checked })} />;
  return tool === 'merge' ? <MergeFields unitId={unitId} /> : null;
}

/** What would come of it: corners and area before and after, neighbours that change along; or why it cannot be. */
function Outcome({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('draw');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const { tool, preview } = useShapeState();
  const units = usePlan((s) => s.plan.units);
  const before = units.get(unitId)?.geometry;
  if (!preview || !before) return null;
  if (!preview.ok) {
    const { code, place } = preview;
    return (
      <div className={classes['quick']} role="alert">{t(`shape.refused.${code}`)}
        {place && <Button size="compact-xs" variant="subtle" leftSection={<IconMapPin size={14} aria-hidden />} onClick={() => owner?.flyTo(place[0], place[1])}>{t('shape.seePlace')}</Button>}
      </div>
    );
  }
  const after = preview.changes.find((change) => change.unitId === unitId)?.geometry ?? before;
  const pieces = 1 + preview.changes.filter((change) => change.geometry && !units.has(change.unitId)).length;
  const along = preview.changes.filter((change) => change.unitId !== unitId && change.geometry && units.has(change.unitId)).length;
  return (
    <ul className={own['outcome']}>
      <li>{t('shape.vertices', { before: cornerCount(before), after: cornerCount(after) })}</li>
      <li>{t('shape.area', { before: areaText(areaM2Of(before), locale), after: areaText(areaM2Of(after), locale) })}</li>
      {(tool === 'split' || tool === 'hole') && <li>{t('shape.pieces', { count: pieces })}</li>}
      {along > 0 && <li>{t('shape.alsoChanged', { count: along })}</li>}
    </ul>
  );
}

/** Of the tool in hand: what to do next, what it is told, what would come of it. */
export function ShapePanel() {
  const { t } = useTranslation('draw');
  const state = useShapeState();
  const sharing = useSharing();
  const { tool, unitId, points, isBusy, findings, preview } = state;
  if (tool === null || unitId === null) return null;
  const canApply = shapeOperation(state, sharing, ['']) !== null && preview?.ok !== false;
  return (
    <div className={`${classes['help']} ${own['panel']}`} role="region" aria-label={t(`shape.tools.${tool}`)}>
      <div className={classes['helpLine']} role="status">{isBusy ? <><Loader size={12} /> {t('shape.busy')}</> : t(`shape.hints.${tool}`)}{points.length > 0 && <span className={classes['corners']}>{t('shape.points', { count: points.length })}</span>}</div>
      <Fields unitId={unitId} />
      <Outcome unitId={unitId} />
      {findings.length > 0 && <FindingList findings={findings} />}
      <div className={own['buttons']}>
        {isDrawnTool(tool) && <Button size="compact-xs" variant="default" disabled={points.length === 0} onClick={() => takeBackPoint()}>{t('shape.takeBack')}</Button>}
        <Button size="compact-xs" variant="default" onClick={leaveShapeTool}>{t('shape.leave')}</Button>
        <Button size="compact-xs" disabled={!canApply || isBusy} onClick={() => void applyShapeTool()}>{t('shape.apply')}</Button>
      </div>
    </div>
  );
}
