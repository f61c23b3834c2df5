import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountedFeature, LeftOutFeature } from '#planning/coverage/figure.ts';
import { isProposalId } from '#planning/coverage/proposal.ts';
import { useAppState } from '../../app/app-state.ts';
import { amountText } from '../format.ts';
import { roleNames, type NamedFigure } from '../group-figures.ts';
import { useFocusFeature } from './focus-feature.ts';
import { splitPartly, type FeatureIndex } from './receipt-highlight.ts';
import { useKindName } from './receipt-method.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { ReceiptProposals } from './receipt-proposals.tsx';
import { Section } from './section.tsx';
import classes from './receipt.module.css';

type Role = 'counted' | 'leftOut' | 'uncovered';
type Item = CountedFeature | LeftOutFeature;
const firstRows = 8;
const moreRows = 100;
/** Demand comes after the facilities that serve it. */
const isDemand = (item: Item) => 'role' in item && (item.role === 'demand' || item.role === 'home' || item.role === 'border');

const keyOf = ({ layer, id }: Item): string => `${layer}/${id}`;

interface ListProps { readonly role: Role; readonly items: readonly Item[]; readonly total: number; /** Why a feature fails, by `keyOf`. */ readonly why?: ReadonlyMap<string, LeftOutFeature['reason']>; readonly named: NamedFigure; readonly features: FeatureIndex; readonly onFocus: (id: number) => void; readonly focused: number | null }
function FeatureList({ role, items, total, why, named, features, onFocus, focused }: ListProps) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const [rows, setRows] = useState(firstRows);
  const ordered = useMemo(() => [...items].sort((a, b) => Number(isDemand(a)) - Number(isDemand(b))), [items]);
  const names = roleNames(named.rule);
  const nameOf = ({ id, layer }: Item): string => {
    const own = (features.get(id)?.properties as { name?: string | null } | null | undefined)?.name;
    return isProposalId(id) ? t('receipt.proposed', { name: own || kindName(layer) }) : own || `${kindName(layer)} #${id}`;
  };
  const words = (item: Item): string => {
    if ('reason' in item) return t(`reasons.${item.reason}`);
    const roleName = item.role === null || item.role === item.layer ? '' : names[item.role]?.[locale] ?? t(`roles.${item.role}`, { defaultValue: kindName(item.role) });
    const amount = item.amount !== null && isDemand(item) ? amountText(item.amount, named.figure.denominatorUnit || named.figure.numeratorUnit, locale) : '';
    const reason = why?.get(keyOf(item));
    return [roleName, amount, reason && t(`reasons.${reason}`)].filter(Boolean).join(' · ');
  };
  return (
    <Section title={<span className={classes['listHead']}><i className={classes['swatch']} data-role={role} aria-hidden />{t(`receipt.${role}`)}<b>{total.toLocaleString()}</b></span>}>
      {total === 0 && <p className={classes['quiet']}>{t('receipt.none')}</p>}
      <ul className={classes['features']}>
        {ordered.slice(0, rows).map((item) => {
          const name = nameOf(item);
          return (
            <li key={`${item.layer}/${item.id}/${'role' in item ? item.role : ''}`}>
              <button type="button" className={classes['feature']} aria-pressed={focused === item.id} onClick={() => onFocus(item.id)} title={t('receipt.flyTo', { name })}><span>{name}</span><span className={classes['quiet']}>{words(item)}</span></button>
            </li>
          );
        })}
      </ul>
      {ordered.length > rows && <button type="button" className={classes['more']} onClick={() => setRows(rows + moreRows)}>{t('receipt.more', { count: Math.min(moreRows, ordered.length - rows) })}</button>}
      {total > items.length && rows >= ordered.length && <p className={classes['quiet']}>{t('receipt.shown', { shown: items.length, total })}</p>}
    </Section>
  );
}

interface Props { readonly named: NamedFigure; readonly features: FeatureIndex; /** The receipt's lists are still on their way. */ readonly isLoading?: boolean }
/** What was counted, left out and not covered; each line flies to its feature. What was judged and fails is listed once, with its reason. */
export function ReceiptFeatures({ named, features, isLoading = false }: Props) {
  const { t } = useTranslation('figures');
  const { focused, focus } = useFocusFeature('receipt-focus', features);
  const { counted, countedTotal, leftOut, leftOutTotal, uncovered, uncoveredTotal } = named.figure.receipt;
  const { partly } = useMemo(() => splitPartly(named.figure.receipt), [named]);
  const { why, others } = useMemo(() => {
    const failing = new Set(uncovered.map(keyOf));
    return { why: new Map(leftOut.map((item) => [keyOf(item), item.reason])), others: leftOut.filter((item) => !failing.has(keyOf(item))) };
  }, [leftOut, uncovered]);
  if (isLoading) return <Section><LoadingState label={t('receipt.loadingFeatures')} /></Section>;
  const shared = { named, features, onFocus: focus, focused };
  return (
    <>
      {partly > 0 && <p className={classes['partly']}>{t('receipt.partly', { count: partly })}</p>}
      <FeatureList role="uncovered" items={uncovered} total={uncoveredTotal} why={why} {...shared} />
      <FeatureList role="counted" items={counted} total={countedTotal} {...shared} />
      <FeatureList role="leftOut" items={others} total={leftOutTotal - (leftOut.length - others.length)} {...shared} />
      <ReceiptProposals proposals={named.figure.receipt.proposals ?? []} features={features} onFocus={focus} focused={focused} />
    </>
  );
}
