import { ActionIcon, Button, Select, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCloudUp, IconPolygon, IconSearch, IconStack2, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { planScheme, useAppState } from '../app/app-state.ts';
import { startDrawing } from '../draw/controller.ts';
import { openSideTool } from '../draw/side-tool.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { VerdictCounts } from '../figures/verdict-mark.tsx';
import { boundsOf } from '../layers/bounds.ts';
import { areaText } from '../layers/names.ts';
import { useMapOwner } from '../map/map-context.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { useIsPlanRead, usePlan, useUnitRows } from './plan.ts';
import { togglePriority } from './unit-commands.ts';
import { unitStatus, type UnitStatus } from './unit-status.ts';
import classes from './units.module.css';
import { standingOf, type UnitOnMap } from './units-overlay.ts';
import { useUnitsOnMap } from './units-on-map.tsx';

export type UnitOrder = 'name' | 'area' | 'fail';
const fails = ({ figures }: UnitOnMap) => figures?.fail ?? -1;
/** Priority units first; then by what was asked, equal ones by name. */
export function orderUnits(units: readonly UnitOnMap[], order: UnitOrder, text: string): UnitOnMap[] {
  const byName = (a: UnitOnMap, b: UnitOnMap) => a.unit.name.localeCompare(b.unit.name, 'zh-CN', { numeric: true });
  const by = { name: byName, area: (a: UnitOnMap, b: UnitOnMap) => (b.areaM2 ?? 0) - (a.areaM2 ?? 0), fail: (a: UnitOnMap, b: UnitOnMap) => fails(b) - fails(a) }[order];
  const wanted = text.trim().toLowerCase();
  return units.filter(({ unit }) => unit.name.toLowerCase().includes(wanted)).sort((a, b) => Number(b.unit.isPriority) - Number(a.unit.isPriority) || by(a, b) || byName(a, b));
}

function StatusMark({ status }: { readonly status: UnitStatus }) {
  const { t } = useTranslation('units');
  if (status.kind === 'saved') return <span className={classes['version']}>{status.version > 0 ? `v${status.version}` : t('unsaved')}</span>;
  const Icon = status.kind === 'pending' ? IconCloudUp : IconAlertTriangle;
  return <span className={classes['status']} data-kind={status.kind}><Icon size={13} aria-hidden />{t(status.kind)}</span>;
}

function UnitRow({ item, isSelected }: { readonly item: UnitOnMap; readonly isSelected: boolean }) {
  const { t } = useTranslation('units');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const pending = usePlan((s) => s.pending);
  const blocked = usePlan((s) => s.blocked);
  const plan = usePlan((s) => s.plan);
  const saved = usePlan((s) => s.saved);
  const { unit, areaM2, figures } = item;
  const select = () => {
    useAppState.getState().select({ type: 'unit', id: unit.id });
    const bounds = boundsOf(unit.geometry);
    // Once the panel has opened and taken its room.
    if (bounds) setTimeout(() => owner?.fit(bounds, { maxZoom: 16 }));
  };
  const Star = unit.isPriority ? IconStarFilled : IconStar;
  const label = t(unit.isPriority ? 'unsetPriority' : 'setPriority');
  return (
    <li className={classes['row']} data-standing={standingOf(figures)} data-selected={isSelected || undefined}>
      <button type="button" className={classes['rowButton']} aria-pressed={isSelected} onClick={select}>
        <span className={classes['rowName']}>{unit.name}</span>
        <span className={classes['rowArea']}>{areaM2 === null ? '' : areaText(areaM2, locale)}</span>
        <span>{figures ? <VerdictCounts {...figures} /> : null}</span>
        <StatusMark status={unitStatus({ pending, blocked, plan, saved }, unit.id)} />
      </button>
      <Tooltip label={label}><ActionIcon size="sm" aria-label={`${label}: ${unit.name}`} aria-pressed={unit.isPriority} onClick={() => togglePriority(unit)}><Star size={15} /></ActionIcon></Tooltip>
    </li>
  );
}

/** The units of the city: what they are called, how large, how they stand, whether they are saved. */
export function UnitList() {
  const { t } = useTranslation('units');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const selection = useAppState((s) => s.selection);
  const schemeId = useAppState(planScheme);
  const rows = useUnitRows(useAppState((s) => s.cityId), schemeId);
  const isRead = useIsPlanRead();
  const units = useUnitsOnMap();
  const [order, setOrder] = useState<UnitOrder>('name');
  const [text, setText] = useState('');
  const shown = useMemo(() => orderUnits(units, order, text), [units, order, text]);
  if (rows.isError && units.length === 0) return <FailedState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!isRead) return <LoadingState label={t('loading')} />;
  if (units.length === 0) return <EmptyState icon={<IconPolygon size={40} stroke={1.2} />} title={t('empty')} action={owner && <Stack gap="xs" mt="xs"><Button leftSection={<IconPolygon size={18} />} onClick={() => startDrawing(owner)}>{t('emptyButton')}</Button><Button variant="light" leftSection={<IconStack2 size={18} />} onClick={() => openSideTool('batch')}>{t('fromLayer')}</Button></Stack>}>{t('emptyText')}</EmptyState>;
  const totalM2 = units.reduce((sum, { areaM2 }) => sum + (areaM2 ?? 0), 0);
  return (
    <div>
      <div className={classes['listHead']}>
        <span className={classes['totals']}><span>{t('count', { count: units.length })}</span><span>{t('total', { area: areaText(totalM2, locale) })}</span></span>
        {schemeId === null && <ExportButton subject={{ what: 'units' }} name={t('title')} />}
        <Tooltip label={`${t('fromLayer')} (F)`}><ActionIcon size="sm" aria-label={t('fromLayer')} onClick={() => openSideTool('batch')}><IconStack2 size={16} /></ActionIcon></Tooltip>
        <Select size="xs" w={108} aria-label={t('title')} value={order} onChange={(value) => setOrder((value as UnitOrder | null) ?? 'name')} allowDeselect={false} data={(['name', 'area', 'fail'] as const).map((value) => ({ value, label: t(`sort.${value}`) }))} />
      </div>
      {units.length > 8 && <TextInput mx="sm" mb={4} size="xs" placeholder={t('filter')} aria-label={t('filter')} leftSection={<IconSearch size={13} />} value={text} onChange={(event) => setText(event.currentTarget.value)} />}
      <ul className={classes['list']}>{shown.map((item) => <UnitRow key={item.unit.id} item={item} isSelected={selection?.type === 'unit' && selection.id === item.unit.id} />)}</ul>
      {shown.length === 0 && <p className={classes['quiet']}>{t('noMatch')}</p>}
    </div>
  );
}
