import { ActionIcon, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconFocusCentered } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FeatureDetail } from '#contract/layers.ts';
import { useFeature, useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { ExplainButton } from '../explain/explain-button.tsx';
import { useMapOwner } from '../map/map-context.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { attributeRows } from './attribute-values.ts';
import { boundsOf } from './bounds.ts';
import classes from './layers.module.css';
import { areaText, inLocale, lengthText } from './names.ts';
import { PanelHead } from './panel-head.tsx';
import { Swatch } from './swatch.tsx';

function Facts({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return <dl className={classes['facts']}>{rows.map(([term, value]) => <div key={term} style={{ display: 'contents' }}><dt>{term}</dt><dd>{value}</dd></div>)}</dl>;
}

/** Layers where the question «why not covered?» is asked: homes, ground and streets that rules speak of. */
const explainable = new Set(['building', 'land_use', 'old_community', 'road']);

function FeatureFacts({ feature }: { readonly feature: FeatureDetail }) {
  const { t } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const kind = useLayerKinds().data?.kinds.find((each) => each.kind === feature.kind);
  const rows = attributeRows(feature.attrs, kind, locale, t('feature.yes'), t('feature.no')).map(({ name, value }) => [name, value] as const);
  const isLine = feature.geometry.type.endsWith('LineString');
  const measure = feature.measure === null ? [] : [[t(isLine ? 'feature.measureLength' : 'feature.measureArea'), isLine ? lengthText(feature.measure, locale) : areaText(feature.measure, locale)] as const];
  return (
    <div className={classes['scroll']}>
      {explainable.has(feature.kind) && <section className={classes['section']}><ExplainButton featureId={feature.id} /></section>}
      <section className={classes['section']} aria-label={t('feature.attributes')}>
        {measure.length + rows.length === 0 ? <Text size="sm" c="dimmed">{t('feature.noAttributes')}</Text> : <Facts rows={[...measure, ...rows]} />}
      </section>
      <section className={classes['section']}>
        <Title order={3} mb={6}>{t('feature.origin')}</Title>
        <Facts rows={[[t('source'), feature.source], [t('date'), feature.sourceDate ?? t('noDate')], ...(feature.sourceId ? [[t('feature.id'), feature.sourceId] as const] : []), ...(feature.attribution ? [[t('attribution'), feature.attribution] as const] : [])]} />
      </section>
    </div>
  );
}

/** What is known of one imported feature: attributes in words and units, and where they come from. */
export function FeaturePanel({ id }: { readonly id: number }) {
  const { t } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const owner = useMapOwner();
  const feature = useFeature(useAppState((s) => s.cityId), id);
  const kinds = useLayerKinds().data?.kinds;
  const close = () => useAppState.getState().select(null);
  if (feature.isError) return <><PanelHead title={`#${id}`} onClose={close} /><FailedState error={feature.error} onRetry={() => void feature.refetch()} /></>;
  if (!feature.data) return <LoadingState />;
  const data = feature.data;
  const bounds = boundsOf(data.geometry);
  return (
    <>
      <PanelHead
        title={data.name ?? t('feature.unnamed')} onClose={close}
        sub={<Group gap={6}><Swatch kind={data.kind} />{inLocale(kinds?.find(({ kind }) => kind === data.kind)?.name, locale, data.kind)}</Group>}
        actions={bounds && <Tooltip label={t('feature.locate')}><ActionIcon aria-label={t('feature.locate')} onClick={() => owner?.fit(bounds, { maxZoom: 17 })}><IconFocusCentered size={18} /></ActionIcon></Tooltip>}
      />
      <FeatureFacts feature={data} />
    </>
  );
}
