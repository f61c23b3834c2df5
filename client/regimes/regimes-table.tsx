import { useTranslation } from 'react-i18next';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { FigureValue } from '../figures/figure-row.tsx';
import { thresholdText } from '../figures/format.ts';
import type { NamedFigure } from '../figures/group-figures.ts';
import { VerdictMark } from '../figures/verdict-mark.tsx';
import { basisOf, isComparable, type TopicRow } from './matrix.ts';
import { useOpenRegimes } from './open-regimes.ts';
import classes from './regimes.module.css';

/** One figure: its value and verdict, how it is measured, and against what. Pressed: it is held against another. */
function Cell({ named }: { readonly named: NamedFigure }) {
  const { t } = useTranslation('regimes');
  const locale = useAppState((s) => s.locale);
  const index = useOpenRegimes((s) => s.picked.indexOf(named.rule.id));
  const { figure, rule } = named;
  const canCompare = isComparable(named);
  const method = t(`methods.${figure.receipt.method}`, { defaultValue: figure.receipt.method });
  return (
    <button type="button" className={classes['cell']} aria-pressed={index >= 0} disabled={!canCompare} title={canCompare ? rule.name[locale] : `${rule.name[locale]} · ${t('notComparable')}`} data-rule={rule.id} onClick={() => useOpenRegimes.getState().pick(rule.id)}>
      <span className={classes['cellName']}>{index >= 0 && <b className={classes['letter']} data-side={index === 0 ? 'a' : 'b'}>{index === 0 ? 'A' : 'B'}</b>}{rule.name[locale]}</span>
      <span className={classes['cellValue']}><FigureValue figure={figure} /><VerdictMark verdict={figure.verdict} isShort /></span>
      <span className={classes['cellFoot']}>{method} · {t(`bases.${basisOf(named)}`)}{figure.threshold && ` · ${thresholdText(figure.threshold, figure.unit, locale)}`}</span>
    </button>
  );
}

/** Topics down, rule sets across. */
export function RegimesTable({ rows, sets }: { readonly rows: readonly TopicRow[]; readonly sets: readonly RuleSet[] }) {
  const { t } = useTranslation('regimes');
  const locale = useAppState((s) => s.locale);
  return (
    <div className={classes['scroll']}>
      <table className={classes['table']}>
        <thead><tr><th scope="col">{t('topic')}</th>{sets.map((set) => <th key={set.id} scope="col" title={set.name[locale]}><span className={classes['setName']}>{set.name[locale]}</span><small>v{set.version}</small></th>)}</tr></thead>
        <tbody>
          {rows.map(({ topic, bySet, differs }) => (
            <tr key={topic} data-topic={topic}>
              <th scope="row">{t(`topics.${topic}`)}{differs && <small className={classes['differs']}>{t('differs')}</small>}</th>
              {sets.map(({ id }) => <td key={id}>{(bySet.get(id) ?? []).map((named) => <Cell key={named.rule.id} named={named} />)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
