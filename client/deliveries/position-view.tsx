import { Button, Group, Text } from '@mantine/core';
import { IconZoomIn, IconZoomReset } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PositionCheck, PositionPreview } from '#contract/deliveries.ts';
import { useAppState } from '../app/app-state.ts';
import { boundsOf } from '../layers/bounds.ts';
import { useMapOwner, useOverlay } from '../map/map-context.ts';
import { positionColours } from './change-looks.ts';
import { LineMark } from './change-mark.tsx';
import { crsTitle } from './crs-names.ts';
import classes from './deliveries.module.css';
import { useKindName } from './kind-options.ts';
import { positionOverlay } from './waiting-overlay.ts';

const percent = (value: number | null) => (value === null ? '–' : `${Math.round(value * 100)}%`);
/** Metres, rounded as a person would say them: nobody knows an offset to the centimetre. */
export const offsetText = (metres: number): string => (metres >= 10_000 ? `${Math.round(metres / 1000).toLocaleString('en')} km` : metres >= 100 ? `${(Math.round(metres / 10) * 10).toLocaleString('en')} m` : `${Math.round(metres)} m`);

/** What was found, in a sentence. */
export function useVerdictWords(): (check: Pick<PositionCheck, 'verdict' | 'offsetM' | 'datumNote'> & { readonly shift: string; readonly crs?: string }) => string {
  const { t } = useTranslation('deliveries');
  const locale = useAppState((s) => s.locale);
  return ({ verdict, shift, offsetM, crs, datumNote }) => {
    const title = crs === undefined ? '' : crsTitle(crs, locale);
    const words = verdict === 'shifted'
      ? t(`verdicts.shifted.${shift}`, { crs: title === '' ? crs ?? '' : title, defaultValue: t('verdicts.shifted.none') }) + (offsetM === null ? '' : t('verdicts.by', { offset: offsetText(offsetM) }))
      : datumNote !== null && verdict !== 'elsewhere' ? '' : t(`where.verdict.${verdict}`, { ns: 'data' });
    return [words, datumNote === null ? '' : t(`where.datumNote.${datumNote}`, { ns: 'data', defaultValue: datumNote })].filter(Boolean).join(locale === 'zh' ? '；' : '; ');
  };
}

/** Where a quarantined edition lies as given and with its shift undone, how well each fits, and what it was held against. */
export function PositionView({ preview }: { readonly preview: PositionPreview }) {
  const { t } = useTranslation('deliveries');
  const owner = useMapOwner();
  const scheme = useAppState((s) => s.scheme);
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const words = useVerdictWords();
  const [at, setAt] = useState<number | null>(null);
  const { check, asGiven, shifted } = preview;
  useOverlay('position', useMemo(() => positionOverlay({ asGiven, shifted }, at, scheme), [asGiven, shifted, at, scheme]));
  useEffect(() => {
    const geometries = at === null ? [...asGiven, ...shifted] : [asGiven[at], shifted[at]];
    const bounds = boundsOf({ coordinates: geometries.flatMap((geometry) => (geometry ? [geometry.coordinates as unknown] : [])) });
    if (bounds) owner?.fit(bounds, { maxZoom: at === null ? 17 : 18 });
  }, [owner, asGiven, shifted, at]);
  return (
    <>
      <section className={classes['section']} aria-label={t('finding')}>
        {check.offsetM !== null && check.shift !== 'none' && <p className={classes['big']} data-testid="offset">{offsetText(check.offsetM)}</p>}
        <Text size="sm">{words(check)}</Text>
        {check.against.length > 0 && <p className={classes['quiet']}>{t('heldAgainst', { names: [...new Set(check.against.map(({ kind }) => kindName(kind)))].join(locale === 'zh' ? '、' : ', '), sampled: check.sampled.toLocaleString('en') })}</p>}
      </section>
      <section className={classes['section']} aria-label={t('fit')}>
        <dl className={classes['facts']}>
          <dt><Group gap={6} wrap="nowrap"><LineMark colour={positionColours.asGiven[scheme]} dash={[1.6, 1.2]} />{t('asGiven')}</Group></dt><dd>{t('fits', { share: percent(check.fitAsGiven) })}</dd>
          {shifted.length > 0 && <><dt><Group gap={6} wrap="nowrap"><LineMark colour={positionColours.shifted[scheme]} dash={null} />{t('withShift')}</Group></dt><dd><b>{t('fits', { share: percent(check.fitShifted) })}</b></dd></>}
        </dl>
        <p className={classes['quiet']}>{t('fitNote')}</p>
        {asGiven.length > 0 && (
          <Group gap={6} mt={6}>
            <Button size="compact-sm" variant="default" leftSection={<IconZoomIn size={14} />} onClick={() => setAt(at === null ? 0 : (at + 1) % asGiven.length)}>{t(at === null ? 'closeUp' : 'next')}</Button>
            {at !== null && <Button size="compact-sm" variant="subtle" leftSection={<IconZoomReset size={14} />} onClick={() => setAt(null)}>{t('whole')}</Button>}
          </Group>
        )}
      </section>
    </>
  );
}
