import { Button, Loader } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BorderFault } from '#planning/plan/topology/border-faults.ts';
import { useAppState } from '../../app/app-state.ts';
import { planRules } from '../../coverage/plan-rules.ts';
import { useLiveState } from '../../coverage/live-state.ts';
import { areaText } from '../../layers/names.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { usePlan } from '../../units/plan.ts';
import drawClasses from '../draw.module.css';
import classes from '../drafting.module.css';
import { previewOverlay } from '../preview-overlay.ts';
import { SidePanel } from '../side-panel.tsx';
import { alignUnits, askBorders, isNarrow } from './mend-borders.ts';

const previewId = 'border-faults';
const restMs = 200;
/** Close enough for a strip of a few centimetres to be seen. */
const zoom = 19;

/** Looked for again whenever the plan changes; undefined while they are looked for the first time, null when they cannot be. */
function useFaults(): readonly BorderFault[] | null | undefined {
  const plan = usePlan((state) => state.plan);
  const status = useLiveState((state) => state.status);
  const [faults, setFaults] = useState<readonly BorderFault[] | null | undefined>(undefined);
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(() => void askBorders().then((found) => { if (!isOld) setFaults(found); }), restMs);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [plan, status]);
  return faults;
}

interface RowProps { readonly fault: BorderFault; readonly owner: MapOwner; readonly isBusy: boolean; readonly align: (unitIds: readonly string[]) => void }
function FaultRow({ fault, owner, isBusy, align }: RowProps) {
  const { t } = useTranslation('draw');
  const locale = useAppState((state) => state.locale);
  const units = usePlan((state) => state.plan.units);
  const { kind, unitIds, place, areaM2, meanWidthM } = fault;
  const nameOf = (id: string): string => units.get(id)?.name ?? id;
  const width = meanWidthM < 1 ? `${(meanWidthM * 100).toLocaleString(locale, { maximumFractionDigits: meanWidthM < 0.1 ? 1 : 0 })} cm` : `${meanWidthM.toLocaleString(locale, { maximumFractionDigits: 1 })} m`;
  return (
    <li data-severity={kind === 'overlap' ? 'error' : 'warning'}>
      <button type="button" className={drawClasses['finding']} title={t('findingPlace')} onClick={() => { if (place) owner.flyTo(place[0], place[1], zoom); }}>
        <span><b>{t(`borders.kinds.${kind}`)}</b> {unitIds.map(nameOf).join(t('borders.between'))} · {t('borders.width', { width })} · {areaText(areaM2, locale)}</span><IconMapPin size={15} aria-hidden />
      </button>
      <div className={classes['fixes']}>
        {unitIds.slice(0, 3).map((id) => <Button key={id} size="compact-xs" variant="light" disabled={isBusy} title={t('borders.alignWhat', { name: nameOf(id) })} onClick={() => align([id])}>{t('borders.align', { name: nameOf(id) })}</Button>)}
      </div>
    </li>
  );
}

/** Where the units of the scheme overlap or leave narrow gaps, worst first: seen by a click, mended by another. */
export function BordersPanel({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const faults = useFaults();
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const areas = (faults ?? []).map(({ geometry }) => geometry);
    if (areas.length > 0) owner.setOverlay(previewId, previewOverlay(previewId, [], areas));
    else owner.removeOverlay(previewId);
  }, [owner, faults]);
  useEffect(() => () => owner.removeOverlay(previewId), [owner]);
  const align = (unitIds: readonly string[]) => {
    setBusy(true);
    void alignUnits(unitIds).then((count) => {
      setFailed(count === 0);
      setBusy(false);
    });
  };
  const narrow = [...new Set((faults ?? []).filter(isNarrow).flatMap(({ unitIds }) => unitIds.slice(0, 1)))];
  return (
    <SidePanel title={t('borders.title')}>
      {faults === undefined && <div className={classes['note']} role="status"><Loader size={12} /> {t('borders.looking')}</div>}
      {faults === null && <div className={classes['fault']} role="alert">{t('borders.noEngine')}</div>}
      {faults && <div role="status">{faults.length === 0 ? t('borders.none') : t('borders.found', { count: faults.length })}</div>}
      {narrow.length > 1 && <Button size="xs" disabled={isBusy} onClick={() => align(narrow)}>{t('borders.alignAll', { m: planRules.maxGapWidthM })}</Button>}
      {hasFailed && <div className={classes['fault']} role="alert">{t('fixFailed')}</div>}
      {faults && faults.length > 0 && <ul className={drawClasses['findings']} aria-label={t('borders.title')}>{faults.map((fault) => <FaultRow key={`${fault.kind} ${fault.unitIds.join(' ')} ${String(fault.place)}`} fault={fault} owner={owner} isBusy={isBusy} align={align} />)}</ul>}
    </SidePanel>
  );
}
