import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { languageTag } from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import classes from './layers.module.css';

/** Where an edition comes from: what a receipt will cite. */
export function EditionFacts({ edition }: { readonly edition: LayerEdition }) {
  const { t } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const facts: readonly (readonly [string, string])[] = [
    [t('source'), edition.source], [t('date'), edition.sourceDate ?? t('noDate')], [t('format'), `${edition.format} · ${edition.crs}`],
    [t('imported'), `${t('edition', { edition: edition.edition })} · ${new Date(edition.createdAt).toLocaleDateString(languageTag(locale))}`],
    ...(edition.attribution === '' ? [] : [[t('attribution'), edition.attribution] as const]),
  ];
  return <dl className={classes['facts']}>{facts.map(([term, value]) => <div key={term} style={{ display: 'contents' }}><dt>{term}</dt><dd>{value}</dd></div>)}</dl>;
}
