import { Button, Textarea } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { startWith } from '../controller.ts';
import classes from '../drafting.module.css';
import { previewOverlay } from '../preview-overlay.ts';
import { SidePanel } from '../side-panel.tsx';
import { cityReference } from './city-reference.ts';
import { parseList, type CoordinateList } from './parse-list.ts';
import type { Place } from './read-place.ts';

const previewId = 'pasted-list';
const ringOf = (corners: readonly Place[]): LonLatArea => ({ type: 'Polygon', coordinates: [[...corners, corners[0] as Place].map((place) => [...place])] });

function usePreview(owner: MapOwner, corners: readonly Place[]): void {
  const key = corners.map((place) => place.join()).join(' ');
  useEffect(() => {
    if (corners.length < 3) {
      owner.removeOverlay(previewId);
      return;
    }
    owner.setOverlay(previewId, previewOverlay(previewId, [], [ringOf(corners)]));
    const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
    owner.fit([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
    // The corners are named by the key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [owner, key]);
  useEffect(() => () => owner.removeOverlay(previewId), [owner]);
}

function Reading({ list }: { readonly list: CoordinateList }) {
  const { t } = useTranslation('draw');
  const { reading, corners, headings, faults } = list;
  return (
    <div role="status">
      {reading && <div>{t(`list.reading.${reading.reading}`, { crs: reading.crs })} · {t(reading.swapped ? 'list.northFirst' : 'list.eastFirst')} · {t('list.corners', { count: corners.length })}{headings > 0 && <> · {t('list.headings', { count: headings })}</>}</div>}
      {faults > 0 && <div className={classes['fault']}>{t('list.faults', { count: faults })}</div>}
    </div>
  );
}

/** A list of coordinates pasted from a table: how it is read, what is wrong line by line, and the boundary on the map, before it is taken. */
export function ListPanel({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const [text, setText] = useState('');
  const list = useMemo(() => parseList(text, cityReference(owner)), [text, owner]);
  const isReady = list.faults === 0 && list.corners.length >= 3;
  usePreview(owner, list.corners);
  return (
    <SidePanel title={t('list.title')}>
      <Textarea label={t('list.label')} description={t('list.note', { crs: cityReference(owner).crs.code })} rows={6} value={text} placeholder={t('list.placeholder')} onChange={(event) => setText(event.currentTarget.value)} styles={{ input: { fontFamily: 'monospace', whiteSpace: 'pre', fontSize: '12px' } }} />
      {text.trim() !== '' && <Reading list={list} />}
      {list.faults > 0 && (
        <ul className={classes['faults']} aria-label={t('list.faultList')}>
          {list.rows.flatMap(({ number, text: line, fault }) => (fault === null ? [] : [<li key={number}><b>{t('list.line', { n: number })}</b> <span className={classes['fault']}>{t(`list.why.${fault}`)}</span> <span className={classes['note']}>{line}</span></li>]))}
        </ul>
      )}
      <Button size="xs" disabled={!isReady} onClick={() => startWith(owner, ringOf(list.corners), 'typed')}>{t('drafting.take')}</Button>
    </SidePanel>
  );
}
