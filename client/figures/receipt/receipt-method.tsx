import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import type { FigureSet, VerificationEntry } from '#contract/figures.ts';
import type { InputRef } from '#planning/coverage/figure.ts';
import { useLayerKinds } from '../../api/queries.ts';
import { useAppState } from '../../app/app-state.ts';
import { inLocale, listed } from '../../layers/names.ts';
import { amountText, exactText, momentText } from '../format.ts';
import type { NamedFigure } from '../group-figures.ts';
import { Fact, Section } from './section.tsx';
import classes from './receipt.module.css';

/** Words for a layer kind. */
export function useKindName(): (kind: string) => string {
  const kinds = useLayerKinds().data;
  const locale = useAppState((s) => s.locale);
  const { t } = useTranslation('figures');
  // Residents are no layer of their own: they stand with the buildings.
  return (kind) => (kind === 'population' ? t('population') : inLocale(kinds?.kinds.find((each) => each.kind === kind)?.name, locale, kind));
}

export function ReceiptMissing({ layers }: { readonly layers: readonly string[] }) {
  const { t } = useTranslation('figures');
  const kindName = useKindName();
  const locale = useAppState((s) => s.locale);
  if (layers.length === 0) return null;
  return (
    <Section title={t('receipt.missingLayers')}>
      <p className={classes['quiet']}>{t('receipt.missingText')}</p>
      <p><b>{listed(layers.map(kindName), locale)}</b></p>
      <Button size="compact-sm" variant="light" onClick={() => useAppState.getState().setPage('data')}>{t('goImport')}</Button>
    </Section>
  );
}

function Input({ input }: { readonly input: InputRef }) {
  const { t } = useTranslation('figures');
  const kindName = useKindName();
  return (
    <li>
      <b>{kindName(input.layer)}</b> {t('receipt.edition', { edition: input.edition })} · {t('receipt.features', { count: input.features })}
      <div className={classes['quiet']}>{input.source} · {input.sourceDate ?? t('receipt.noDate')} · <code title={input.sha256}>{t('receipt.hash', { hash: input.sha256.slice(0, 12) })}</code></div>
    </li>
  );
}

/** How it was measured and from what. */
export function ReceiptMethod({ named: { figure } }: { readonly named: NamedFigure }) {
  const { t } = useTranslation('figures');
  const { receipt } = figure;
  return (
    <>
      {receipt.notes.length > 0 && <Section title={t('receipt.notes')}><ul className={classes['list']}>{receipt.notes.map((note) => <li key={note}>{t(`notes.${note}`, { defaultValue: note })}</li>)}</ul></Section>}
      <Section title={t('receipt.method')}>
        <dl className={classes['facts']}>
          <Fact name={t('receipt.method')}>{t(`receipt.methods.${receipt.method}`)}</Fact>
          <Fact name={t('receipt.crs')}>{receipt.crs}</Fact>
          <Fact name={t('receipt.quadrantSegments')}>{receipt.quadrantSegments === null ? t('receipt.exactDiscs') : t('receipt.segments', { count: receipt.quadrantSegments })}</Fact>
        </dl>
      </Section>
      <Section title={t('receipt.inputs')}><ul className={classes['list']}>{receipt.inputs.map((input) => <Input key={`${input.layer}/${input.editionId}`} input={input} />)}</ul></Section>
    </>
  );
}

interface CheckProps { readonly entry: VerificationEntry; readonly named: NamedFigure }
function Check({ entry, named: { figure } }: CheckProps) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const row = (name: string, core: number | null, postgis: number | null) => <tr key={name}><th scope="row">{name}</th><td>{core === null ? '–' : exactText(core, locale)}</td><td>{postgis === null ? '–' : exactText(postgis, locale)}</td></tr>;
  return (
    <>
      <p className={classes['check']} data-agrees={entry.agrees}>{entry.agrees ? '✓ ' : '! '}{t(entry.agrees ? 'receipt.agrees' : 'receipt.disagrees', { difference: entry.difference.toExponential(1) })}</p>
      <table className={classes['table']}>
        <thead><tr><td /><th scope="col">{t('receipt.core')}</th><th scope="col">PostGIS</th></tr></thead>
        <tbody>{row(t('receipt.numerator'), figure.numerator, entry.numerator)}{row(t('receipt.denominator'), figure.denominator, entry.denominator)}{row(t('receipt.value'), figure.value, entry.value)}</tbody>
      </table>
      {entry.features.length > 0 && (
        <>
          <p className={classes['quiet']}>{t('receipt.differing')}</p>
          <ul className={classes['list']}>{entry.features.slice(0, 20).map((each) => <li key={`${each.layer}/${each.id}`}>{kindName(each.layer)} #{each.id}: {amountText(each.core, figure.numeratorUnit, locale)} ≠ {amountText(each.postgis, figure.numeratorUnit, locale)}</li>)}</ul>
        </>
      )}
    </>
  );
}

interface ByProps { readonly named: NamedFigure; readonly set: FigureSet | null; readonly isDraft: boolean }
/** Who computed it, when, with what; and what the second engine says. */
export function ReceiptBy({ named, set, isDraft }: ByProps) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const entry = set?.verification?.find(({ ruleId }) => ruleId === named.figure.ruleId);
  if (isDraft || !set) return <Section title={t('receipt.by')}><p className={classes['quiet']}>{t('receipt.draftReceipt')}</p><p className={classes['quiet']}>{t('receipt.engine')} {named.figure.receipt.engine}</p></Section>;
  const when = momentText(set.computedAt, locale);
  return (
    <>
      <Section title={t('receipt.by')}>
        <p>{set.computedBy === null ? t('computedAtBy', { when }) : t('computedAt', { when, who: set.computedBy })}</p>
        <p className={classes['quiet']}>{t('receipt.engine')} {named.figure.receipt.engine} · {t('receipt.hash', { hash: set.inputsHash.slice(0, 12) })}</p>
      </Section>
      <Section title={t('receipt.verification')}>
        {set.verifiedAt !== null && <p className={classes['quiet']}>{t('verifiedAt', { when: momentText(set.verifiedAt, locale) })}</p>}
        {entry ? <Check entry={entry} named={named} /> : <p className={classes['quiet']}>{t('receipt.notVerified')}</p>}
      </Section>
    </>
  );
}
