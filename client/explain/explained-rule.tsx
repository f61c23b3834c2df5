import { useTranslation } from 'react-i18next';
import type { NamedExplanation, NamedFacility, NamedTopic } from '#planning/coverage/explain-lonlat.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { amountText } from '../figures/format.ts';
import { roleNames } from '../figures/group-figures.ts';
import { useKindName } from '../figures/receipt/receipt-method.tsx';
import { lengthText, listed } from '../layers/names.ts';
import classes from './explain.module.css';

export type Explained = NamedExplanation['rules'][number];

/** A shape and a word, as verdicts of figures have. */
const signs = { covered: '✓', partly: '◐', uncovered: '!', not_assessed: '?' } as const;

export function PlaceVerdictMark({ verdict }: Pick<Explained, 'verdict'>) {
  const { t } = useTranslation('explain');
  return <span className={classes['verdict']} data-verdict={verdict}><i aria-hidden>{signs[verdict]}</i>{t(`verdicts.${verdict}`)}</span>;
}

function Facility({ near }: { readonly near: NamedFacility }) {
  const { t } = useTranslation('explain');
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const metres = (value: number) => lengthText(value, locale);
  const minutes = near.beyondMin === null ? '' : ` · ${t('minutes', { minutes: Math.abs(near.beyondMin).toLocaleString(locale === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: 1 }) })}`;
  return (
    <li className={classes['facility']}>
      <span className={classes['name']}>{near.name ?? `${kindName(near.layer)} #${near.id}`}</span>
      <em data-reached={near.beyondM !== null && near.beyondM <= 0}>{near.beyondM === null ? t('noWay') : near.beyondM > 0 ? `${t('beyond', { distance: metres(near.beyondM) })}${minutes}` : t('within', { distance: metres(-near.beyondM) })}</em>
      <span className={classes['distances']}>{[t('straight', { distance: metres(near.straightM) }), ...(near.walkM === null ? [] : [t('walking', { distance: metres(near.walkM) })]), t('limit', { distance: metres(near.limitM) })].join(' · ')}</span>
    </li>
  );
}

function Topic({ topic, rule }: { readonly topic: NamedTopic; readonly rule: Rule }) {
  const { t } = useTranslation('explain');
  const figures = useTranslation('figures').t;
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  return (
    <div className={classes['topic']}>
      {topic.topic !== null && <h4><PlaceVerdictMark verdict={topic.isCovered ? 'covered' : 'uncovered'} />{roleNames(rule)[topic.topic]?.[locale] ?? topic.topic}</h4>}
      {topic.nearest.length === 0 ? <p className={classes['none']}>{t('none')}</p> : <ol className={classes['facilities']}>{topic.nearest.map((near) => <Facility key={near.id} near={near} />)}</ol>}
      {!topic.isCovered && topic.notCounted.length > 0 && (
        <>
          <p className={classes['quiet']}>{t('notCounted')}</p>
          <ul className={classes['left']}>{topic.notCounted.map((each) => <li key={each.id}><span>{each.name ?? `${kindName(each.layer)} #${each.id}`} · {lengthText(each.straightM, locale)}</span><b>{figures(`reasons.${each.reason}`)}</b></li>)}</ul>
        </>
      )}
    </div>
  );
}

const uncoveredFirst = (topics: readonly NamedTopic[]) => [...topics].sort((a, b) => Number(a.isCovered) - Number(b.isCovered));

interface Props { readonly explained: Explained; readonly rule: Rule; readonly isOpen: boolean; readonly onOpen: () => void }
/** One rule at the place: its verdict, and when opened the facilities, the clause and what near it does not count. */
export function ExplainedRule({ explained, rule, isOpen, onOpen }: Props) {
  const { t } = useTranslation('explain');
  const figures = useTranslation('figures').t;
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const { amount, counts, missingLayers, topics, verdict } = explained;
  return (
    <section className={classes['rule']} data-open={isOpen || undefined} data-explained={rule.id}>
      <button type="button" className={classes['ruleHead']} aria-expanded={isOpen} onClick={onOpen}>
        <span>{rule.name[locale]}</span><PlaceVerdictMark verdict={verdict} />
      </button>
      {isOpen && (
        <div className={classes['ruleBody']}>
          <p className={classes['quiet']}>{rule.clause.document}{rule.clause.clause && ` · ${rule.clause.clause}`}{rule.clause.confidence === 'low' && <> · <abbr title={figures('receipt.lowNote')}>M</abbr></>}</p>
          {missingLayers.length > 0 && <p>{figures('missing', { layers: listed(missingLayers.map(kindName), locale) })}</p>}
          {amount && <p>{t('amount', { covered: amountText(amount.covered, amount.unit, locale), of: amountText(amount.of, amount.unit, locale), missing: amountText(amount.of - amount.covered, amount.unit, locale) })}</p>}
          {!counts && missingLayers.length === 0 && <p className={classes['quiet']}>{t(`notCountedHere.${rule.kind === 'area_within_radius' || (rule.kind === 'people_within_walk' && rule.demand) ? 'ground' : rule.kind === 'street_length_within_radius' ? 'streets' : 'people'}`)}</p>}
          {uncoveredFirst(topics).map((topic) => <Topic key={topic.topic ?? ''} topic={topic} rule={rule} />)}
        </div>
      )}
    </section>
  );
}
