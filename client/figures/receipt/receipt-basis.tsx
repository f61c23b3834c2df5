import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app/app-state.ts';
import { colon } from '../../layers/names.ts';
import type { NamedFigure } from '../group-figures.ts';
import { Fact, Section } from './section.tsx';
import classes from './receipt.module.css';

/** Which document says so, where, in which words, and how sure we are of them. */
export function ReceiptBasis({ named: { figure, ruleSet, rule } }: { readonly named: NamedFigure }) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const { clause } = figure.receipt;
  return (
    <Section title={t('receipt.basis')}>
      <p className={classes['document']}>{clause.document}{clause.clause && <> · {t('receipt.clause')} {clause.clause}</>}</p>
      {clause.quote ? <blockquote className={classes['quote']} lang="zh-CN">{clause.quote}</blockquote> : <p className={classes['quiet']}>{t('receipt.noQuote')}</p>}
      <p className={classes['confidence']} data-confidence={clause.confidence}>
        {clause.confidence === 'low' ? <><b>M</b> {t('receipt.lowNote')}</> : `${t('receipt.confidence')}${colon(locale)}${t(`receipt.confidences.${clause.confidence}`)}`}
      </p>
      <dl className={classes['facts']}>
        <Fact name={t('ruleSet')}>{ruleSet.name[locale]} · {t('receipt.version', { version: figure.ruleSetVersion })}</Fact>
        <Fact name={ruleSet.authority}>{t('receipt.rule', { id: rule.id })} · {clause.source}</Fact>
      </dl>
    </Section>
  );
}
