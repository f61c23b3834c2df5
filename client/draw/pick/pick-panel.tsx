import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import type { MapMouseEvent } from 'maplibre-gl';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeatureDetail } from '#contract/layers.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { UniteResult } from '#planning/plan/topology/unite-areas.ts';
import { api, cityPath } from '../../api/api.ts';
import { useAppState } from '../../app/app-state.ts';
import { coverageClient } from '../../coverage/session.ts';
import { areaText } from '../../layers/names.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { startWith } from '../controller.ts';
import classes from '../drafting.module.css';
import { previewOverlay } from '../preview-overlay.ts';
import { SidePanel } from '../side-panel.tsx';
import { snappingRules } from '../snap/shipped-rules.ts';
import { CandidateList } from './candidate-list.tsx';
import { layersOf, type PickKind } from './candidates.ts';

const previewId = 'picked';
const kinds: readonly PickKind[] = ['parcel', 'community', 'old_place'];
interface Picked { readonly id: number; readonly name: string | null; readonly area: LonLatArea }
type Made = UniteResult | { readonly ok: false; readonly code: 'no_engine' };

/** The feature of one of these layers under a point of the map, by its number; null: none. */
function featureAt(owner: MapOwner, point: { readonly x: number; readonly y: number }, layers: readonly string[]): number | null {
  const drawn = owner.map.getLayersOrder().filter((id) => layers.includes((owner.map.getLayer(id)?.metadata as { kind?: string } | undefined)?.kind ?? ''));
  const found = drawn.length === 0 ? [] : owner.map.queryRenderedFeatures([point.x, point.y], { layers: drawn });
  const id = found.find((feature) => typeof feature.id === 'number')?.id;
  return typeof id === 'number' ? id : null;
}

/** What is picked, and the way to pick a feature or let go of it. Kinds may be mixed. */
function usePicked(): readonly [readonly Picked[], (id: number) => void] {
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const toggle = useCallback((id: number) => {
    const change = async () => {
      const { cityId } = useAppState.getState();
      if (cityId === null) return;
      const { geometry, name } = await api.get<FeatureDetail>(cityPath(cityId, 'features', id));
      if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return;
      setPicked((now) => (now.some((each) => each.id === id) ? now.filter((each) => each.id !== id) : [...now, { id, name, area: geometry as LonLatArea }]));
    };
    void change().catch(() => undefined);
  }, []);
  return [picked, toggle];
}

/** Picks and unpicks by clicks on the map. */
function useClicks(owner: MapOwner, kind: PickKind, toggle: (id: number) => void): void {
  useEffect(() => {
    const hear = ({ point }: MapMouseEvent) => {
      const id = featureAt(owner, point, layersOf(kind));
      if (id !== null) toggle(id);
    };
    const resumePicking = owner.suspendPicking();
    owner.map.on('click', hear);
    owner.map.getCanvas().style.cursor = 'crosshair';
    return () => {
      owner.map.off('click', hear);
      owner.map.getCanvas().style.cursor = '';
      resumePicking();
    };
  }, [owner, kind, toggle]);
}

/** The boundary they make together; the last question's answer only. */
function useMade(picked: readonly Picked[], widthM: number): Made | null {
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const ask = async (): Promise<Made | null> => {
      if (picked.length === 0) return null;
      return (await coverageClient()?.unite({ areas: picked.map(({ area }) => area), options: { closeWidthM: widthM } })) ?? { ok: false, code: 'no_engine' };
    };
    void ask().catch((): Made => ({ ok: false, code: 'no_engine' })).then((answer) => { if (isCurrent) setMade(answer); });
    return () => { isCurrent = false; };
  }, [picked, widthM]);
  return made;
}

/** One unit of the blocks, communities or old places that are clicked. */
export function PickPanel({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const locale = useAppState((state) => state.locale);
  const [kind, setKind] = useState<PickKind>('parcel');
  const [widthM, setWidthM] = useState(snappingRules.closeGapM);
  const [picked, toggle] = usePicked();
  useClicks(owner, kind, toggle);
  const made = useMade(picked, widthM);
  useEffect(() => { owner.setOverlay(previewId, previewOverlay(previewId, picked.map(({ area }) => area), made?.ok ? [made.geometry] : [])); }, [owner, picked, made]);
  useEffect(() => () => owner.removeOverlay(previewId), [owner]);
  return (
    <SidePanel title={t('pick.title')}>
      <SegmentedControl size="xs" aria-label={t('pick.what')} data={kinds.map((value) => ({ value, label: t(`snap.kinds.${value}`) }))} value={kind} onChange={(value) => setKind(value as PickKind)} />
      <div className={classes['note']}>{t('pick.note')}</div>
      <CandidateList key={kind} owner={owner} kind={kind} picked={new Set(picked.map(({ id }) => id))} onToggle={toggle} />
      <NumberInput size="xs" label={t('pick.width')} description={t('pick.widthNote')} min={0} max={200} value={widthM} onChange={(value) => setWidthM(value === '' ? 0 : Number(value))} />
      <div role="status" className={classes['facts']}>
        <span>{t('pick.count', { count: picked.length })}</span>
        {made?.ok && <><span>{t('pick.area', { area: areaText(made.areaM2, locale) })}</span>{made.parts > 1 && <span className={classes['fault']}>{t('pick.parts', { count: made.parts })}</span>}{made.closedM2 >= 1 && <span>{t('pick.closed', { area: areaText(made.closedM2, locale) })}</span>}</>}
        {made && !made.ok && <span className={classes['fault']}>{t(`pick.faults.${made.code}`)}</span>}
      </div>
      <Button size="xs" disabled={!made?.ok} onClick={() => { if (made?.ok) startWith(owner, made.geometry, 'selected'); }}>{t('drafting.take')}</Button>
    </SidePanel>
  );
}
