import { Anchor, Button, Checkbox, Progress, SegmentedControl, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayerKinds, useLayers } from '../../api/queries.ts';
import { useAppState } from '../../app/app-state.ts';
import { inLocale } from '../../layers/names.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { useMapValue } from '../../map/use-map-view.ts';
import classes from '../drafting.module.css';
import { freeView } from '../pick/candidates.ts';
import { previewOverlay } from '../preview-overlay.ts';
import { SidePanel } from '../side-panel.tsx';
import { closeSideTool } from '../side-tool.ts';
import { useProblemWords } from '../../ui/states.tsx';
import { useSharing } from '../tools/shape-state.ts';
import { batchKinds, boundaryKind, mostAreas, type BatchArea } from './batch-area.ts';
import { BatchList } from './batch-list.tsx';
import { commitBatch } from './commit-batch.ts';
import type { Batch } from './settle-batch.ts';
import { useAreas, useBatch } from './use-batch.ts';

const previewId = 'batch';

/** Those that become units strongly, the others faintly. */
function usePreview(owner: MapOwner, batch: Batch | null): void {
  useEffect(() => {
    if (!batch) return;
    const of = (isRefused: boolean) => batch.rows.filter(({ refused }) => (refused !== null) === isRefused).map(({ unit }) => unit.geometry);
    owner.setOverlay(previewId, previewOverlay(previewId, of(true), of(false)));
  }, [owner, batch]);
  useEffect(() => () => owner.removeOverlay(previewId), [owner]);
}

interface Settling { readonly owner: MapOwner; readonly areas: readonly BatchArea[]; readonly layerName: string; readonly isImported: boolean }
/** What becomes of the boundaries, and the step that makes them units. */
function Settled({ owner, areas, layerName, isImported }: Settling) {
  const { t } = useTranslation('draw');
  const overlap = useSharing((state) => state.overlap);
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const places = useMemo(() => areas.map((_, at) => at).filter((at) => !leftOut.has(at)), [areas, leftOut]);
  const taken = useMemo(() => places.map((at) => areas[at] as BatchArea), [areas, places]);
  const state = useBatch(taken, overlap);
  const batch = state.state === 'settled' ? state.batch : null;
  usePreview(owner, batch);
  if (state.state === 'no_engine') return <div className={classes['fault']} role="alert">{t('batch.noEngine')}</div>;
  if (state.state === 'settling') return <div role="status">{t('batch.checking', { done: state.done, count: taken.length })}<Progress size="xs" mt={4} value={taken.length === 0 ? 100 : (100 * state.done) / taken.length} /></div>;
  const ok = state.batch.rows.filter(({ refused }) => refused === null);
  const cut = ok.filter(({ isCut }) => isCut).length;
  const make = () => {
    const made = commitBatch(state.batch, t('batch.reason', { layer: layerName }), isImported ? 'imported' : 'selected');
    notifications.show(made === ok.length ? { color: 'green', message: t('batch.made', { count: made }) } : { color: 'orange', message: t('batch.moved') });
    if (made === ok.length) closeSideTool();
  };
  return (
    <>
      <div role="status" className={classes['facts']}>
        <span>{t('batch.sum', { ok: ok.length })}</span>
        {cut > 0 && <span>{t('batch.cutOnes', { count: cut })}</span>}
        {ok.length < taken.length && <span className={classes['fault']}>{t('batch.refusedOnes', { count: taken.length - ok.length })}</span>}
        {leftOut.size > 0 && <Anchor component="button" type="button" size="xs" onClick={() => setLeftOut(new Set())}>{t('batch.leftOut', { count: leftOut.size })} ✕</Anchor>}
      </div>
      <BatchList owner={owner} rows={state.batch.rows} places={places} onLeaveOut={(place) => setLeftOut(new Set([...leftOut, place]))} />
      <Button size="xs" disabled={ok.length === 0} onClick={make}>{t('batch.make', { count: ok.length })}</Button>
    </>
  );
}

interface ReadProps { readonly owner: MapOwner; readonly kind: string; readonly layerName: string; readonly bounds: readonly number[] | null }
function ReadLayer({ owner, kind, layerName, bounds }: ReadProps) {
  const { t } = useTranslation('draw');
  const problemWords = useProblemWords();
  const cityId = useAppState((state) => state.cityId);
  const { data, error, isPending } = useAreas(cityId, kind, bounds);
  if (error) return <div className={classes['fault']} role="alert">{t('batch.failed', { why: problemWords(error).detail })}</div>;
  if (isPending) return <div role="status">{t('batch.loading')}</div>;
  if (data.areas.length === 0) return <div role="status" className={classes['note']}>{t('batch.empty')}</div>;
  return (
    <>
      {data.matched > mostAreas && <div className={classes['fault']}>{t('batch.tooMany', { matched: data.matched, most: mostAreas })}</div>}
      <Settled key={`${kind} ${bounds?.join() ?? ''}`} owner={owner} areas={data.areas} layerName={layerName} isImported={kind === boundaryKind} />
    </>
  );
}

/** Each feature of a layer becomes a unit: how boundaries drawn elsewhere come in, and how every old community gets a unit of its own. */
export function BatchPanel({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const { cityId, locale, goTo } = useAppState();
  const layers = useLayers(cityId).data;
  const kinds = useLayerKinds().data?.kinds;
  const overlap = useSharing((state) => state.overlap);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isInView, setInView] = useState(false);
  const view = useMapValue(owner, (map) => freeView(map).map((degree) => degree.toFixed(6)).join(), '', 'idle');
  const bounds = useMemo(() => (isInView && view !== '' ? view.split(',').map(Number) : null), [isInView, view]);
  const offered = batchKinds.flatMap((kind) => {
    const layer = layers?.find((each) => each.kind === kind);
    const name = inLocale(kinds?.find((each) => each.kind === kind)?.name ?? { zh: kind, en: kind }, locale);
    return layer ? [{ value: kind, name, label: t('batch.count', { name, count: layer.featureCount }) }] : [];
  });
  const kind = chosen ?? (offered[0]?.value === boundaryKind ? boundaryKind : null);
  const layerName = offered.find(({ value }) => value === kind)?.name ?? '';
  return (
    <SidePanel title={t('batch.title')}>
      {layers && offered.length === 0
        ? <div className={classes['note']}>{t('batch.noLayer')} {cityId !== null && <Anchor component="button" type="button" size="xs" onClick={() => goTo(cityId, 'data')}>{t('batch.toData')}</Anchor>}</div>
        : (
          <>
            <Select size="xs" label={t('batch.layer')} placeholder={t('batch.pickLayer')} data={offered} value={kind} allowDeselect={false} comboboxProps={{ withinPortal: false }} onChange={setChosen} />
            <div className={classes['row']}>
              <div>
                <div>{t('batch.overlap')}</div>
                <SegmentedControl fullWidth size="xs" aria-label={t('batch.overlap')} data={(['cut', 'refuse'] as const).map((value) => ({ value, label: t(`batch.overlaps.${value}`) }))} value={overlap} onChange={(value) => useSharing.setState({ overlap: value as 'cut' | 'refuse' })} />
              </div>
              <Checkbox size="xs" pb="0.4rem" label={t('batch.inView')} checked={isInView} onChange={(event) => setInView(event.currentTarget.checked)} />
            </div>
          </>
        )}
      {kind !== null && <ReadLayer owner={owner} kind={kind} layerName={layerName} bounds={bounds} />}
    </SidePanel>
  );
}
