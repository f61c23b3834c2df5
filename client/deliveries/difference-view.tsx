import { Button, Text } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionDifference } from '#contract/deliveries.ts';
import { useAppState } from '../app/app-state.ts';
import { boundsOf } from '../layers/bounds.ts';
import { areaText, lengthText } from '../layers/names.ts';
import { useMapClick, useMapOwner, useOverlay } from '../map/map-context.ts';
import type { MapHit } from '../map/overlay.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { changeColours, changeDashes, changes } from './change-looks.ts';
import { LineMark } from './change-mark.tsx';
import classes from './deliveries.module.css';
import { useDifference } from './queries.ts';
import { differenceOverlay } from './waiting-overlay.ts';

type Measure = 'point' | 'line' | 'polygon';
const shownAtFirst = 40;

function Amounts({ difference, measure }: { readonly difference: EditionDifference; readonly measure: Measure }) {
  const { t } = useTranslation('deliveries');
  const locale = useAppState((s) => s.locale);
  const text = (value: number | null) => (value === null ? '–' : measure === 'polygon' ? areaText(value, locale) : measure === 'line' ? lengthText(value, locale) : value.toLocaleString('en'));
  const { amountBefore: before, amountAfter: after } = difference;
  const share = before !== null && before > 0 ? (after - before) / before : null;
  return (
    <dl className={classes['facts']}>
      <dt>{t(`amounts.${measure}`)} · {t('before')}</dt><dd>{text(before)}</dd>
      <dt>{t(`amounts.${measure}`)} · {t('after')}</dt>
      <dd><b>{text(after)}</b>{share !== null && Math.abs(share) >= 0.000_005 && <> {share > 0 ? '▲' : '▼'} {(Math.abs(share) * 100).toFixed(Math.abs(share) < 0.001 ? 3 : 1)}%</>}</dd>
    </dl>
  );
}

/** What comes and goes when the edition is accepted: in numbers, on the map, and one by one. */
export function DifferenceView({ cityId, editionId, measure }: { readonly cityId: string; readonly editionId: number; readonly measure: Measure }) {
  const { t } = useTranslation('deliveries');
  const owner = useMapOwner();
  const scheme = useAppState((s) => s.scheme);
  const difference = useDifference(cityId, editionId);
  const [focused, setFocused] = useState<number | null>(null);
  const [isAll, setAll] = useState(false);
  const features = difference.data?.features;
  useOverlay('difference', useMemo(() => (features ? differenceOverlay(features, focused, scheme) : null), [features, focused, scheme]));
  useEffect(() => {
    const bounds = boundsOf(features && { coordinates: features.map(({ geometry }) => geometry.coordinates as unknown) });
    if (bounds) owner?.fit(bounds, { maxZoom: 17 });
  }, [owner, features]);
  useMapClick('difference', useCallback((hit: MapHit) => setFocused(Number(hit.id)), []));
  if (difference.isError) return <FailedState error={difference.error} onRetry={() => void difference.refetch()} />;
  if (!difference.data || !features) return <LoadingState label={t('comparing')} />;
  const { against, same, pairedBy, changedGeometry, changedAttributes } = difference.data;
  const look = (i: number) => {
    setFocused(i);
    const bounds = boundsOf(features[i]?.geometry);
    if (bounds) owner?.fit(bounds, { maxZoom: 17.5 });
  };
  const total = difference.data.added + difference.data.removed + difference.data.changed;
  return (
    <>
      <section className={classes['section']} aria-label={t('difference')}>
        {against === null && <Text size="sm">{t('firstEdition')}</Text>}
        <dl className={classes['tallies']}>
          {changes.map((change) => <div key={change} data-change={change}><LineMark colour={changeColours[change][scheme]} dash={changeDashes[change]} /><dt>{t(`changes.${change}`)}</dt><dd>{difference.data[change].toLocaleString('en')}</dd></div>)}
          <div data-change="same"><span style={{ width: 26 }} aria-hidden /><dt>{t('changes.same')}</dt><dd>{same.toLocaleString('en')}</dd></div>
        </dl>
        {difference.data.changed > 0 && <p className={classes['quiet']}>{t('changedHow', { geometry: changedGeometry.toLocaleString('en'), attributes: changedAttributes.toLocaleString('en') })}</p>}
        {against !== null && <p className={classes['quiet']}>{t(`pairedBy.${pairedBy}`)}</p>}
      </section>
      <section className={classes['section']}><Amounts difference={difference.data} measure={measure} /></section>
      {features.length > 0 && (
        <section aria-label={t('things')} style={{ paddingBlock: 6 }}>
          <ul className={classes['things']}>
            {features.slice(0, isAll ? undefined : shownAtFirst).map(({ change, name, sourceId }, i) => (
              <li key={i}>
                <button type="button" className={classes['thing']} aria-current={i === focused} onClick={() => look(i)}>
                  <LineMark colour={changeColours[change][scheme]} dash={changeDashes[change]} /><span>{t(`changes.${change}`)} · {name ?? sourceId ?? t('unnamed')}</span>
                </button>
              </li>
            ))}
          </ul>
          {!isAll && features.length > shownAtFirst && <Button size="compact-xs" variant="subtle" ml="sm" onClick={() => setAll(true)}>{t('showAll', { count: features.length })}</Button>}
          {total > features.length && <p className={`${classes['quiet'] ?? ''} ${classes['section'] ?? ''}`}>{t('firstOnly', { shown: features.length, total })}</p>}
        </section>
      )}
    </>
  );
}
