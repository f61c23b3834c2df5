import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RuleSetState } from '#contract/rule-sets.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { hasDraft, useDraft } from './draft-store.ts';
import classes from './standards.module.css';

/** Titles of the documents a set quotes, the first one first. */
export const documentsOf = ({ rules }: Pick<RuleSet, 'rules'>): readonly string[] => [...new Set(rules.map(({ clause }) => clause.document))];

interface CardProps { readonly ruleSet: RuleSet; readonly state: RuleSetState | undefined; readonly isOpen: boolean; readonly onOpen: () => void }
function Card({ ruleSet, state, isOpen, onOpen }: CardProps) {
  const { t } = useTranslation('standards');
  const locale = useAppState((s) => s.locale);
  const isDrafted = useDraft((s) => s.ruleSetId === ruleSet.id && hasDraft(s));
  const documents = documentsOf(ruleSet);
  return (
    <button type="button" className={classes['card']} aria-current={isOpen} onClick={onOpen} data-rule-set={ruleSet.id}>
      <span className={classes['cardName']}>{ruleSet.name[locale]}</span>
      <span className={classes['cardFacts']}>{ruleSet.authority}</span>
      {documents.length > 0 && <span className={classes['cardFacts']}>{documents.length === 1 ? documents[0] : t('documentsMore', { first: documents[0], count: documents.length })}</span>}
      <span className={classes['cardFacts']}>{ruleSet.validFrom === null ? t('noDate') : t('since', { date: ruleSet.validFrom })} · {t('version', { version: ruleSet.version })}</span>
      <span className={classes['cardFoot']}>
        <span>{t('rules', { count: ruleSet.rules.length })}</span>
        {state && <span>{state.openNumbers === 0 ? t('noneOpen') : t('open', { count: state.openNumbers })}</span>}
        {state?.inForce.isEdited && <Badge size="xs" variant="light">{t('edited')}</Badge>}
        {state?.conflict && <Badge size="xs" color="orange" variant="filled">{t('waiting')}</Badge>}
        {isDrafted && <Badge size="xs" color="violet" variant="light">{t('unsaved')}</Badge>}
      </span>
    </button>
  );
}

interface Props { readonly ruleSets: readonly RuleSet[]; readonly states: readonly RuleSetState[] | undefined; readonly openId: string | null }
/** Every rule set in force, one card each. */
export function RuleSetList({ ruleSets, states, openId }: Props) {
  const { t } = useTranslation('standards');
  const open = useDraft((s) => s.open);
  return (
    <ul className={classes['list']} aria-label={t('list')}>
      {ruleSets.map((ruleSet) => <li key={ruleSet.id}><Card ruleSet={ruleSet} state={states?.find(({ inForce }) => inForce.ruleSetId === ruleSet.id)} isOpen={ruleSet.id === openId} onOpen={() => open(ruleSet.id)} /></li>)}
    </ul>
  );
}
