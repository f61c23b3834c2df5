import { Button } from '@mantine/core';
import { IconCopy, IconPlus, IconVersions } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { areaText } from '../layers/names.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { newId, useUnitRows } from '../units/plan.ts';
import { putOnSide } from './compare-state.ts';
import { useSchemeCommands, useSchemes } from './queries.ts';
import { CardFrame, SchemeCard } from './scheme-card.tsx';
import { SchemeForm, type SchemeWords } from './scheme-form.tsx';
import { SchemesOnMap } from './schemes-on-map.tsx';
import classes from './schemes.module.css';
import { useSides } from './use-sides.ts';

function BaselineCard({ cityId }: { readonly cityId: string }) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  const rows = useUnitRows(cityId, null).data;
  const facts = rows ? `${t('units', { count: rows.length })} · ${areaText(rows.reduce((sum, { areaM2 }) => sum + areaM2, 0), locale)}` : '';
  return <CardFrame schemeId={null} name={t('baseline')} facts={facts} note={t('baselineNote')} />;
}

/** The schemes of the city: new ones, copies, names; which two are compared; the way into each. */
function Schemes({ cityId }: { readonly cityId: string }) {
  const { t } = useTranslation('schemes');
  const schemes = useSchemes(cityId);
  const sides = useSides();
  const { make } = useSchemeCommands(cityId);
  const [start, setStart] = useState<SchemeWords | null>(null);
  const begin = (from: string | null, name: string) => { make.reset(); setStart({ name, note: '', from }); };
  const list = schemes.data;
  const send = (words: SchemeWords) => {
    const id = newId();
    make.mutate({ id, ...words }, { onSuccess: () => { setStart(null); putOnSide('b', id, { a: sides.a, b: id }); } });
  };
  const nameOf = (id: string | null, isCopy: boolean) => (isCopy ? (id === null ? t('baseline') : (list?.find((scheme) => scheme.id === id)?.name ?? null)) : null);
  return (
    <div className={classes['left']}>
      <SchemesOnMap />
      <header className={classes['leftHead']}><h2>{t('title')}</h2><Button size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => begin('baseline', '')} aria-expanded={start !== null}>{t('new')}</Button></header>
      <p className={classes['lead']}>{t('lead')}</p>
      {start && <SchemeForm key={`${start.from} ${start.name}`} start={start} sources={list ?? []} action={t('create')} isBusy={make.isPending} error={make.error} onSend={send} onCancel={() => setStart(null)} />}
      {schemes.isError ? <FailedState error={schemes.error} onRetry={() => void schemes.refetch()} /> : !list ? <LoadingState label={t('loading')} /> : (
        <ul className={classes['cards']}>
          <BaselineCard cityId={cityId} />
          {list.map((scheme) => <SchemeCard key={scheme.id} cityId={cityId} scheme={scheme} sourceName={nameOf(scheme.basedOn, scheme.isCopy)} onCopy={(from, name) => begin(from, t('copyName', { name }))} />)}
        </ul>
      )}
      {list?.length === 0 && !start && (
        <EmptyState icon={<IconVersions size={36} stroke={1.2} />} title={t('empty')} action={<Button mt="xs" size="xs" leftSection={<IconCopy size={16} />} onClick={() => begin('baseline', t('copyName', { name: t('baseline') }))}>{t('emptyButton')}</Button>}>{t('emptyText')}</EmptyState>
      )}
    </div>
  );
}

export function SchemesLeft() {
  const cityId = useAppState((s) => s.cityId);
  return cityId === null ? null : <Schemes key={cityId} cityId={cityId} />;
}
