import { Button, Checkbox, Group, Radio, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrsCandidate, SourceLayer } from '#contract/deliveries.ts';
import { useCity } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { meet } from './choices.ts';
import { crsOf, crsTitle, isOldDatum, isUnverified, withUnverified } from './crs-names.ts';
import classes from './deliveries.module.css';

type Box = NonNullable<CrsCandidate['bounds']>;
const degrees = (value: number) => value.toFixed(3);

/** Where the layer would lie: whether in the city it is for, and of the chosen one the numbers. */
function Place({ bounds, isChosen }: { readonly bounds: Box; readonly isChosen: boolean }) {
  const { t } = useTranslation('deliveries');
  const city = useCity(useAppState((s) => s.cityId));
  const locale = useAppState((s) => s.locale);
  const cityName = city ? (locale === 'en' && city.nameEn ? city.nameEn : city.name) : '';
  const [west, south, east, north] = bounds;
  return (
    <>
      {isChosen && <><br />{t('crs.place', { west: degrees(west), south: degrees(south), east: degrees(east), north: degrees(north) })}</>}
      {city?.bounds && <> · {meet(bounds, city.bounds) ? t('crs.inCity', { city: cityName }) : <b>{t('crs.notInCity', { city: cityName })}</b>}</>}
    </>
  );
}

interface CandidateProps { readonly candidate: CrsCandidate; readonly isChosen: boolean }
/** One proposal: the code, what it is, where it comes from and why. */
function Candidate({ candidate, isChosen }: CandidateProps) {
  const { t } = useTranslation('deliveries');
  const locale = useAppState((s) => s.locale);
  const title = crsTitle(candidate.crs, locale);
  return (
    <div className={classes['candidate']} data-chosen={isChosen}>
      <Radio value={withUnverified(candidate.crs, false)} size="xs" label={<><b>{candidate.crs.replace(/^(?:swap:|unverified:)+/, '')}</b>{title && <> · {title}</>}</>} />
      <p className={classes['quiet']}>
        {t(`evidence.${candidate.from}`)}{t('colon')}{t(`where.why.${candidate.why}`, { ns: 'data', defaultValue: candidate.why })} · {t(`confidence.${candidate.confidence}`)}
        {candidate.bounds && <Place bounds={candidate.bounds} isChosen={isChosen} />}
      </p>
    </div>
  );
}

interface Props { readonly layer: SourceLayer; readonly crs: string | null; readonly isBusy: boolean; readonly onChoose: (crs: string) => void }
/** Which coordinate system the numbers are in: what speaks for each, and room to say another. */
export function CrsChoice({ layer, crs, isBusy, onChoose }: Props) {
  const { t } = useTranslation('deliveries');
  const [typed, setTyped] = useState('');
  const { candidates, text } = layer.crs;
  const own = crsOf(typed);
  const chosen = crs === null ? null : withUnverified(crs, false);
  const isKnown = candidates.some((candidate) => withUnverified(candidate.crs, false) === chosen);
  const take = (value: string) => { setTyped(''); onChoose(value); };
  return (
    <section className={classes['part']} aria-label={t('crs.title')}>
      <Title order={4} fz="sm">{t('crs.title')}</Title>
      {candidates.length === 0 && <Text size="sm" c="orange">{t('crs.nothing')}</Text>}
      <Radio.Group value={chosen} onChange={take} aria-label={t('crs.title')}>
        <div className={classes['candidates']}>
          {candidates.map((candidate) => <Candidate key={`${candidate.crs} ${candidate.why}`} candidate={candidate} isChosen={withUnverified(candidate.crs, false) === chosen} />)}
          {chosen !== null && !isKnown && <div className={classes['candidate']} data-chosen><Radio value={chosen} size="xs" label={<b>{chosen}</b>} /><p className={classes['quiet']}>{t('evidence.user')}</p></div>}
        </div>
      </Radio.Group>
      {crs !== null && isOldDatum(crs) && <Checkbox size="xs" checked={isUnverified(crs)} onChange={(event) => onChoose(withUnverified(crs, event.currentTarget.checked))} label={t('crs.unverified')} description={t('crs.unverifiedNote')} />}
      <form onSubmit={(event) => { event.preventDefault(); if (own) take(own); }}>
        <Group gap={6} align="flex-end" wrap="nowrap">
          <TextInput size="xs" flex={1} label={t('crs.other')} placeholder="EPSG:4547" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} error={typed.trim() !== '' && !own ? t('crs.notOne') : null} />
          <Button size="xs" variant="default" type="submit" disabled={!own} loading={isBusy}>{t('crs.use')}</Button>
          {['GCJ-02', 'BD-09'].map((each) => <Button key={each} size="xs" variant="default" px={8} disabled={isBusy || chosen === each} onClick={() => take(each)}>{each}</Button>)}
        </Group>
      </form>
      {text !== null && text !== '' && <details><summary className={classes['quiet']}>{t('crs.prj')}</summary><p className={classes['quiet']}><code>{text}</code></p></details>}
    </section>
  );
}
