import { useTranslation } from 'react-i18next';
import { numberKey } from '#planning/standards/change-numbers.ts';
import { compareVersions } from '#planning/standards/compare-versions.ts';
import { rulesIn, type RuleNumber } from '#planning/standards/rule-numbers.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { numberFacts } from './number-facts.ts';
import { numberLabel, numberText } from './number-words.ts';
import classes from './standards.module.css';
import { useNamer } from './use-namer.ts';

/** Name of a rule in whichever version has it. */
export function ruleNameOf(contents: readonly unknown[], ruleId: string, locale: 'zh' | 'en'): string {
  const rule = contents.flatMap((content) => rulesIn(content)).find(({ id }) => id === ruleId) as unknown as Rule | undefined;
  return rule?.name[locale] ?? ruleId;
}

interface Side { readonly version: number; readonly content: unknown }
/** What one version changed against another: number by number, then rules that came, went or read differently. */
export function Difference({ before, after }: { readonly before: Side; readonly after: Side }) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const names = useNamer();
  const { numbers, added, removed, reworded } = compareVersions(before.content, after.content, numberFacts);
  const contents = [after.content, before.content];
  const comparatorOf = (ruleId: string | null) => (contents.flatMap((content) => rulesIn(content)).find(({ id }) => id === ruleId) as unknown as Rule | undefined)?.threshold?.comparator ?? null;
  const text = (number: RuleNumber | null) => (number === null ? '–' : `${numberText(number.value, number.unit, locale)} ${t(`units.${number.unit || 'none'}`, { defaultValue: number.unit })}`.trim());
  const list = (title: string, ids: readonly string[]) => ids.length > 0 && <p className={classes['quiet']}><b>{title}</b> {ids.map((id) => ruleNameOf(contents, id, locale)).join(locale === 'zh' ? '、' : ', ')}</p>;
  if (numbers.length + added.length + removed.length + reworded.length === 0) return <p className={classes['quiet']}>{t('history.same')}</p>;
  return (
    <div>
      {numbers.length > 0 && (
        <table className={classes['small']}>
          <thead><tr><th scope="col">{t('history.number')}</th><th scope="col">{t('history.before', { version: before.version })}</th><th scope="col">{t('history.after', { version: after.version })}</th></tr></thead>
          <tbody>
            {numbers.map((each) => {
              const known = (each.after ?? each.before) as RuleNumber;
              return <tr key={numberKey(each)}><td>{each.ruleId === null ? t('history.setItself') : ruleNameOf(contents, each.ruleId, locale)} · {numberLabel(known, locale, names, comparatorOf(each.ruleId))}</td><td>{text(each.before)}</td><td><b>{text(each.after)}</b></td></tr>;
            })}
          </tbody>
        </table>
      )}
      {list(t('history.added'), added)}
      {list(t('history.removed'), removed)}
      {list(t('history.reworded'), reworded)}
    </div>
  );
}
