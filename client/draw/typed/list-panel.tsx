import { Button, Textarea } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { useAppState } from '../../app/app-state.ts';
import { areaText } from '../../layers/names.ts';
import { areaM2Of } from '../../map/area-of.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { startWith } from '../controller.ts';
import classes from '../drafting.module.css';
import { previewOverlay } from '../preview-overlay.ts';
import { SidePanel } from '../side-panel.tsx';
import { cityReference } from './city-reference.ts';
import { parseList, type CoordinateList } from './parse-list.ts';
import { areaOfRings } from './rings-to-area.ts';

const previewId = 'pasted-list';

function usePreview(owner: MapOwner, { rings }: CoordinateList): void {
  const whole = rings.filter((ring) => ring.length > 2);
  const key = JSON.stringify(whole);
  useEffect(() => {
    const area = areaOfRings(whole);
    if (!area) {
      owner.removeOverlay(previewId);
      return;
    }
    owner.setOverlay(previewId, previewOverlay(previewId, [], [area]));
    const [lons, lats] = [whole.flatMap((ring) => ring.map(([lon]) => lon)), whole.flatMap((ring) => ring.map(([, lat]) => lat))];
    owner.fit([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
    // The corners are named by the key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [owner, key]);
  useEffect(() => () => owner.removeOverlay(previewId), [owner]);
}

/** Parts and holes, where there are several rings, and the area. */
function Made({ area }: { readonly area: LonLatArea }) {
  const { t } = useTranslation('draw');
  const locale = useAppState((state) => state.locale);
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const holes = polygons.reduce((sum, rings) => sum + rings.length - 1, 0);
  return <div>{t('list.area', { area: areaText(areaM2Of(area), locale) })}{polygons.length > 1 && <> · {t('list.parts', { count: polygons.length })}</>}{holes > 0 && <> · {t('list.holes', { count: holes })}</>}</div>;
}

function Reading({ list }: { readonly list: CoordinateList }) {
  const { t } = useTranslation('draw');
  const { reading, rings, area, headings, faults } = list;
  const corners = rings.reduce((sum, ring) => sum + ring.length, 0);
  return (
    <div role="status">
      {reading && <div>{t(`list.reading.${reading.reading}`, { crs: reading.crs })} · {t(reading.swapped ? 'list.northFirst' : 'list.eastFirst')} · {t('list.corners', { count: corners })}{headings > 0 && <> · {t('list.headings', { count: headings })}</>}</div>}
      {area && <Made area={area} />}
      {faults > 0 && <div className={classes['fault']}>{t('list.faults', { count: faults })}</div>}
    </div>
  );
}

/** A list of coordinates pasted from a table: how it is read, what is wrong line by line, and the boundary on the map, before it is taken. */
export function ListPanel({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const [text, setText] = useState('');
  const list = useMemo(() => parseList(text, cityReference(owner)), [text, owner]);
  usePreview(owner, list);
  return (
    <SidePanel title={t('list.title')}>
      <Textarea label={t('list.label')} description={t('list.note', { crs: cityReference(owner).crs.code })} rows={6} value={text} placeholder={t('list.placeholder')} onChange={(event) => setText(event.currentTarget.value)} styles={{ input: { fontFamily: 'monospace', whiteSpace: 'pre', fontSize: '12px' } }} />
      {text.trim() !== '' && <Reading list={list} />}
      {list.faults > 0 && (
        <ul className={classes['faults']} aria-label={t('list.faultList')}>
          {list.rows.flatMap(({ number, text: line, fault }) => (fault === null ? [] : [<li key={number} title={line}><b>{t('list.line', { n: number })}</b> <span className={classes['fault']}>{t(`list.why.${fault}`)}</span> <span className={classes['note']}>{line}</span></li>]))}
        </ul>
      )}
      <Button size="xs" disabled={!list.area} onClick={() => { if (list.area) startWith(owner, list.area, 'typed'); }}>{t('drafting.take')}</Button>
    </SidePanel>
  );
}
