import { ActionIcon, Button, Menu, Select, Tabs, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconCircleCheck, IconDownload, IconMapPinOff, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { GapSet } from '#contract/gaps.ts';
import type { GapOrder } from '#planning/coverage/gaps-api.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { useOpenExplain } from '../explain/open-explain.ts';
import { amountText, peopleText } from '../figures/format.ts';
import { useOpenFigure } from '../figures/open-figure.ts';
import { useRuleSets } from '../figures/queries.ts';
import { useDrawerMargins } from '../figures/receipt/drawer-margins.ts';
import { focusOverlay } from '../figures/receipt/focus-overlay.ts';
import { useKindName } from '../figures/receipt/receipt-method.tsx';
import drawer from '../figures/receipt/receipt.module.css';
import { boundsOf } from '../layers/bounds.ts';
import { listed } from '../layers/names.ts';
import { useMapClick, useMapOwner, useOverlay } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { GapDivisions } from './gap-divisions.tsx';
import { GapList, type GapItem } from './gap-list.tsx';
import classes from './gaps.module.css';
import { gapsOverlay } from './gaps-overlay.ts';
import { useOpenGaps, type OpenGaps } from './open-gaps.ts';
import { gapFile, useGaps, type GapFormat } from './queries.ts';

const formats: readonly GapFormat[] = ['xlsx', 'csv', 'geojson'];

function Export({ open, order }: { readonly open: OpenGaps; readonly order: GapOrder }) {
  const { t } = useTranslation('gaps');
  const cityId = useAppState((s) => s.cityId);
  const locale = useAppState((s) => s.locale);
  return (
    <Menu position="bottom-end" withinPortal zIndex={400}>
      <Menu.Target><Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} />}>{t('export')}</Button></Menu.Target>
      <Menu.Dropdown>{formats.map((format) => <Menu.Item key={format} component="a" href={gapFile(cityId ?? '', open, order, format, locale)} download>{t(`formats.${format}`)}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}

function Headline({ set }: { readonly set: GapSet }) {
  const { t } = useTranslation('gaps');
  const locale = useAppState((s) => s.locale);
  return (
    <dl className={classes['headline']}>
      {set.measure !== 'homes' && <div><dt>{t(`amounts.${set.measure}`)}</dt><dd>{amountText(set.amount, set.unit, locale)}</dd></div>}
      {set.people !== null && <div><dt>{t('people')}</dt><dd>{peopleText(set.people, locale)}</dd></div>}
      <div><dt>{t(set.measure === 'homes' ? 'count.homes' : `count.${set.measure}`)}</dt><dd>{(set.measure === 'homes' ? set.homesTotal : set.piecesTotal).toLocaleString()}</dd></div>
    </dl>
  );
}

interface BodyProps { readonly set: GapSet; readonly rule: Rule; readonly order: GapOrder; readonly onOrder: (order: GapOrder) => void }
function Body({ set, rule, order, onOrder }: BodyProps) {
  const { t } = useTranslation('gaps');
  const owner = useMapOwner();
  const scheme = useAppState((s) => s.scheme);
  const [tab, setTab] = useState<string>(set.measure === 'homes' ? 'homes' : 'pieces');
  const [focused, setFocused] = useState<number | null>(null);
  useOverlay('gaps', useMemo(() => gapsOverlay(set, scheme), [set, scheme]));
  // Once, when the list opens: later the person has chosen where to look.
  useEffect(() => {
    const bounds = boundsOf({ coordinates: [...set.pieces.map(({ geometry }) => geometry.coordinates as unknown), ...set.homes.map(({ at }) => at)] });
    if (bounds) owner?.fit(bounds, { maxZoom: 16 });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [owner]);
  const item = set.homes.find(({ id }) => id === focused) ?? set.pieces.find(({ id }) => id === focused);
  useOverlay('gap-focus', useMemo(() => {
    if (!item) return null;
    const geometry = 'geometry' in item ? item.geometry : { type: 'Point', coordinates: item.at };
    return focusOverlay({ type: 'Feature', properties: {}, geometry: geometry as never }, palettes[scheme], 'gap-focus');
  }, [item, scheme]));
  const focus = useCallback((chosen: GapItem) => {
    setFocused(chosen.id);
    const bounds = 'geometry' in chosen ? boundsOf(chosen.geometry) : null;
    if (bounds) owner?.fit(bounds, { maxZoom: 17 });
    else owner?.flyTo(chosen.at[0], chosen.at[1], 16.5);
  }, [owner]);
  useMapClick('gaps', useCallback((hit: MapHit) => {
    setTab(hit.properties['role'] === 'home' ? 'homes' : 'pieces');
    setFocused(Number(hit.id));
  }, []));
  const shared = { set, rule, focused, onFocus: focus };
  return (
    <>
      <Headline set={set} />
      <div className={classes['tools']}>
        <Select size="xs" flex={1} aria-label={t('order')} value={order} onChange={(value) => onOrder((value ?? 'distance') as GapOrder)} allowDeselect={false} comboboxProps={{ zIndex: 400 }}
          data={(['distance', 'people', 'amount'] as const).filter((each) => each !== 'amount' || set.measure !== 'homes').filter((each) => each !== 'people' || set.measure !== 'streets').map((value) => ({ value, label: t(`orders.${value}`) }))} />
      </div>
      <Tabs value={tab} onChange={(value) => setTab(value ?? 'pieces')} keepMounted={false}>
        <Tabs.List grow>
          {set.measure !== 'homes' && <Tabs.Tab value="pieces">{t(`tabs.${set.measure}`)}</Tabs.Tab>}
          {set.measure !== 'streets' && <Tabs.Tab value="homes">{t('tabs.homes')}</Tabs.Tab>}
          <Tabs.Tab value="divisions">{t('tabs.divisions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="pieces"><GapList items={set.pieces} total={set.piecesTotal} {...shared} /></Tabs.Panel>
        <Tabs.Panel value="homes">{set.people === null ? <p className={classes['foot']}>{t('noPeople')}</p> : set.homes.length === 0 ? <p className={classes['foot']}>{t('nobody')}</p> : <GapList items={set.homes} total={set.homesTotal} {...shared} />}</Tabs.Panel>
        <Tabs.Panel value="divisions"><GapDivisions set={set} /></Tabs.Panel>
      </Tabs>
    </>
  );
}

function Content({ open }: { readonly open: OpenGaps }) {
  const { t } = useTranslation('gaps');
  const cityId = useAppState((s) => s.cityId);
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const [order, setOrder] = useState<GapOrder>('distance');
  const gaps = useGaps(cityId, open, order);
  const rule = useRuleSets().data?.find(({ id }) => id === open.ruleSetId)?.rules.find(({ id }) => id === open.ruleId);
  const close = useOpenGaps.getState().close;
  const set = gaps.data;
  const isEmpty = set && set.pieces.length === 0 && set.homes.length === 0;
  return (
    <>
      <header className={drawer['head']}>
        <Tooltip label={t('back')}><ActionIcon aria-label={t('back')} onClick={() => { close(); useOpenFigure.getState().show({ area: open.area, ruleId: open.ruleId, ruleSetId: open.ruleSetId }); }}><IconArrowLeft size={18} /></ActionIcon></Tooltip>
        <div><h2>{t('title')} · {rule?.name[locale] ?? open.ruleId}</h2><p>{open.areaName}</p></div>
        {set && !isEmpty && <Export open={open} order={order} />}
        <Tooltip label={`${t('close')} (Esc)`}><ActionIcon aria-label={t('close')} onClick={close}><IconX size={18} /></ActionIcon></Tooltip>
      </header>
      <div className={drawer['scroll']} aria-busy={gaps.isFetching}>
        {gaps.isError && <FailedState error={gaps.error} onRetry={() => void gaps.refetch()} />}
        {!set && !gaps.isError && <LoadingState label={t('loading')} />}
        {set && isEmpty && (set.measure === 'none'
          ? <EmptyState icon={<IconMapPinOff size={32} />} title={t('noPlaces')}>{set.missingLayers.length > 0 ? t('missing', { layers: listed(set.missingLayers.map(kindName), locale) }) : t('noPlacesText')}</EmptyState>
          : <EmptyState icon={<IconCircleCheck size={32} />} title={t('empty')}>{t('emptyText')}</EmptyState>)}
        {set && !isEmpty && rule && <Body key={set.ruleId + set.area} set={set} rule={rule} order={order} onOrder={setOrder} />}
      </div>
    </>
  );
}

/** The bureau's work list beside the map: what a rule leaves uncovered, worst first. Escape closes it, after an explanation that lies over it. */
function Drawer({ open }: { readonly open: OpenGaps }) {
  const { t } = useTranslation('gaps');
  useDrawerMargins();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || useOpenExplain.getState().open) return;
      event.preventDefault();
      useOpenGaps.getState().close();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return createPortal(<aside className={drawer['drawer']} aria-label={t('title')} data-gaps={open.ruleId}><Content open={open} /></aside>, document.body);
}

/** Shows the gaps that are open; a receipt that opens takes their place, and so does another city or page. */
export function GapsHost() {
  const open = useOpenGaps((s) => s.open);
  const hasReceipt = useOpenFigure((s) => s.open !== null);
  const cityId = useAppState((s) => s.cityId);
  const page = useAppState((s) => s.page);
  useEffect(() => { if (hasReceipt) useOpenGaps.getState().close(); }, [hasReceipt]);
  useEffect(() => () => useOpenGaps.getState().close(), [cityId, page]);
  return open ? <Drawer key={`${open.area}/${open.ruleId}`} open={open} /> : null;
}
