import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Feature, FeatureCollection } from 'geojson';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlippedSide } from '#planning/coverage/compare-rules-api.ts';
import type { CountedFeature } from '#planning/coverage/figure.ts';
import { useAppState } from '../app/app-state.ts';
import { amountText, peopleText } from '../figures/format.ts';
import type { NamedFigure } from '../figures/group-figures.ts';
import { boundsOf } from '../layers/bounds.ts';
import { useMapOwner } from '../map/map-context.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { comparisonFile, litIds, mostLit, useComparisonOf, useFlippedFeatures } from './queries.ts';
import classes from './regimes.module.css';

/** Lines of each list on screen; the file has all. */
const mostListed = 40;

type Features = ReadonlyMap<number, Feature>;
const collection = (ids: readonly number[], features: Features): FeatureCollection => ({ type: 'FeatureCollection', features: ids.flatMap((id) => features.get(id) ?? []) });

function Item({ item, features, unit }: { readonly item: CountedFeature; readonly features: Features; readonly unit: 'people' | 'm²' }) {
  const { t } = useTranslation('regimes');
  const locale = useAppState((s) => s.locale);
  const owner = useMapOwner();
  const feature = features.get(item.id);
  const bounds = feature ? boundsOf(feature.geometry as { coordinates?: unknown }) : null;
  const name = (feature?.properties as { name?: string | null } | null)?.name;
  return (
    <li><button type="button" className={classes['item']} disabled={!bounds} onClick={() => { if (bounds) owner?.fit(bounds, { maxZoom: 17 }); }}>
      <span>{name ?? `${t(item.role === 'home' ? 'home' : 'parcel')} ${item.id}`}</span><b>{amountText(item.amount ?? 0, unit, locale)}</b>
    </button></li>
  );
}

interface SideProps { readonly side: FlippedSide; readonly letter: 'A' | 'B'; readonly named: NamedFigure; readonly features: Features; readonly hasHomes: boolean }
function Side({ side, letter, named: { rule, ruleSet }, features, hasHomes }: SideProps) {
  const { t } = useTranslation('regimes');
  const locale = useAppState((s) => s.locale);
  const isEmpty = side.homesTotal + side.parcelsTotal === 0;
  return (
    <section className={classes['side']} data-side={letter}>
      <h3><b className={classes['letter']} data-side={letter.toLowerCase()}>{letter}</b>{t('onlyBy', { name: rule.name[locale] })}<small>{ruleSet.name[locale]}</small></h3>
      <p className={classes['amounts']}>
        {hasHomes && <span>{t('homes', { count: side.homesTotal })} · {peopleText(side.people, locale)}</span>}
        {side.parcels && <span>{t('parcels', { count: side.parcelsTotal })} · {amountText(side.parcelsM2, 'm²', locale)}</span>}
      </p>
      {isEmpty ? <p className={classes['quiet']}>{t('nothingFlips')}</p> : (
        <ul className={classes['list']}>
          {side.homes.slice(0, mostListed).map((item) => <Item key={`h${item.id}`} item={item} features={features} unit="people" />)}
          {(side.parcels ?? []).slice(0, mostListed).map((item) => <Item key={`p${item.id}`} item={item} features={features} unit="m²" />)}
        </ul>
      )}
    </section>
  );
}

/** What one of two rules covers and the other does not: lit on the map, listed both ways, and as a file. */
export function Flips({ area, pair }: { readonly area: string; readonly pair: readonly [NamedFigure, NamedFigure] }) {
  const { t } = useTranslation('regimes');
  const cityId = useAppState((s) => s.cityId);
  const locale = useAppState((s) => s.locale);
  const owner = useMapOwner();
  const ids = [pair[0].rule.id, pair[1].rule.id] as const;
  const asked = useComparisonOf(cityId, area, ids);
  const comparison = asked.data;
  const features = useFlippedFeatures(cityId, comparison).data;
  useEffect(() => {
    if (!owner || !comparison || !features) return;
    const [a, b] = litIds(comparison);
    const bounds = boundsOf({ coordinates: [...features.values()].map(({ geometry }) => (geometry as { coordinates?: unknown }).coordinates) });
    if (bounds) owner.fit(bounds, { maxZoom: 16 });
    owner.setHighlight({ counted: collection(a, features), uncovered: collection(b, features), leftOut: { type: 'FeatureCollection', features: [] } });
  }, [owner, comparison, features]);
  useEffect(() => () => owner?.setHighlight(null), [owner]);
  if (asked.isError) return <div className={classes['flips']}><FailedState error={asked.error} onRetry={() => void asked.refetch()} /></div>;
  if (!comparison) return <div className={classes['flips']}><LoadingState label={t('comparing')} /></div>;
  if (comparison.missingLayers.length > 0 || (!comparison.hasHomes && !comparison.hasParcels)) return <div className={classes['flips']}><p className={classes['quiet']}>{t('cannotCompare')}</p></div>;
  const known = features ?? new Map();
  const isCut = [comparison.onlyA, comparison.onlyB].some(({ homesTotal, parcelsTotal }) => homesTotal > mostLit || parcelsTotal > mostLit);
  return (
    <div className={classes['flips']} data-testid="flips">
      <div className={classes['flipsHead']}>
        {comparison.hasHomes && <span>{t('agreement', { both: peopleText(comparison.peopleBoth, locale), neither: peopleText(comparison.peopleNeither, locale) })}</span>}
        <Menu position="bottom-end" withinPortal zIndex={400}>
          <Menu.Target><Button size="compact-xs" variant="subtle" leftSection={<IconDownload size={14} />}>{t('export')}</Button></Menu.Target>
          <Menu.Dropdown>{(['xlsx', 'csv'] as const).map((format) => <Menu.Item key={format} component="a" href={comparisonFile(cityId ?? '', area, ids, format, locale)} download>{t(`formats.${format}`)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
      </div>
      {comparison.notes.includes('demand_differs') && <p className={classes['quiet']}>{t('demandDiffers')}</p>}
      {isCut && <p className={classes['quiet']}>{t('litOnly', { count: mostLit })}</p>}
      <div className={classes['sides']}>
        <Side side={comparison.onlyA} letter="A" named={pair[0]} features={known} hasHomes={comparison.hasHomes} />
        <Side side={comparison.onlyB} letter="B" named={pair[1]} features={known} hasHomes={comparison.hasHomes} />
      </div>
    </div>
  );
}
