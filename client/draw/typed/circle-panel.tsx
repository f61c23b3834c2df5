import { Button, NumberInput, TextInput } from '@mantine/core';
import type { MapMouseEvent } from 'maplibre-gl';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { useAppState } from '../../app/app-state.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { startWith } from '../controller.ts';
import classes from '../drafting.module.css';
import { previewOverlay } from '../preview-overlay.ts';
import { SidePanel } from '../side-panel.tsx';
import { Snapper } from '../snap/snapper.ts';
import { chordsOf, circle, distanceM } from './arcs.ts';
import { cityReference } from './city-reference.ts';
import { parseTyped } from './parse-typed.ts';
import type { Place } from './read-place.ts';

const previewId = 'circle';
interface Hand { readonly centre: Place | null; readonly radiusM: number | null; /** The pointer sets the radius. */ readonly isSizing: boolean }

/** Centre by the first click, radius by the second; between them the circle follows the pointer. */
function useHand(owner: MapOwner): [Hand, (hand: Partial<Hand>) => void] {
  const [hand, setHand] = useState<Hand>({ centre: null, radiusM: null, isSizing: false });
  useEffect(() => {
    const { crs } = cityReference(owner);
    const snapper = new Snapper({ owner, cityId: useAppState.getState().cityId ?? '', srid: crs.srid, exceptUnitId: null });
    const placeOf = ({ lngLat }: MapMouseEvent): Place => snapper.position(lngLat.lng, lngLat.lat, null) ?? [lngLat.lng, lngLat.lat];
    const radiusTo = (from: Place, to: Place): number => Math.round(distanceM(from, to, crs) * 10) / 10;
    const onMove = (event: MapMouseEvent) => {
      const at = placeOf(event);
      setHand((now) => (now.isSizing && now.centre ? { ...now, radiusM: radiusTo(now.centre, at) } : now));
    };
    const onClick = (event: MapMouseEvent) => {
      const at = placeOf(event);
      // A finger does not move before it presses.
      setHand((now) => (now.isSizing && now.centre ? { ...now, radiusM: radiusTo(now.centre, at), isSizing: false } : { centre: at, radiusM: null, isSizing: true }));
    };
    const resumePicking = owner.suspendPicking();
    owner.map.on('mousemove', onMove);
    owner.map.on('click', onClick);
    owner.map.getCanvas().style.cursor = 'crosshair';
    return () => {
      owner.map.off('mousemove', onMove);
      owner.map.off('click', onClick);
      owner.map.getCanvas().style.cursor = '';
      resumePicking();
      snapper.close();
    };
  }, [owner]);
  return [hand, (change) => setHand((now) => ({ ...now, ...change }))];
}

/** A circle by its centre and radius, each by the pointer or typed. */
export function CirclePanel({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const [{ centre, radiusM, isSizing }, setHand] = useHand(owner);
  const [typed, setTyped] = useState('');
  const reference = cityReference(owner);
  const read = typed.trim() === '' ? null : parseTyped(typed, null, reference);
  const ring = useMemo((): LonLatArea | null => {
    if (!centre || radiusM === null || radiusM <= 0) return null;
    const corners = circle(centre, radiusM, cityReference(owner).crs);
    return { type: 'Polygon', coordinates: [[...corners, corners[0] as Place].map((place) => [...place])] };
  }, [centre, radiusM, owner]);
  useEffect(() => {
    if (ring) owner.setOverlay(previewId, previewOverlay(previewId, [], [ring]));
    else owner.removeOverlay(previewId);
  }, [owner, ring]);
  useEffect(() => () => owner.removeOverlay(previewId), [owner]);
  return (
    <SidePanel title={t('circle.title')}>
      <div className={classes['note']}>{t(centre === null ? 'circle.first' : isSizing ? 'circle.second' : 'circle.done')}</div>
      <TextInput size="xs" label={t('circle.centre', { crs: reference.crs.code })} placeholder={centre ? `${centre[0].toFixed(6)}, ${centre[1].toFixed(6)}` : t('circle.centreEmpty')} value={typed} error={read && !read.ok ? t(`typed.faults.${read.fault}`) : null}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          const place = parseTyped(text, null, reference);
          if (place.ok) setHand({ centre: place.position, isSizing: false });
        }} />
      <NumberInput size="xs" label={t('circle.radius')} min={1} max={20_000} value={radiusM ?? ''} onChange={(value) => setHand({ radiusM: value === '' ? null : Number(value), isSizing: false })} />
      {radiusM !== null && radiusM > 0 && <div className={classes['note']}>{t('circle.chords', { count: chordsOf(radiusM) })}</div>}
      <Button size="xs" disabled={!ring} onClick={() => { if (ring) startWith(owner, ring, 'typed'); }}>{t('drafting.take')}</Button>
    </SidePanel>
  );
}
