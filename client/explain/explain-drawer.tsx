import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconHelpCircle, IconMapPin, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { NamedExplanation } from '#planning/coverage/explain-lonlat.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { peopleText } from '../figures/format.ts';
import { useRuleSets } from '../figures/queries.ts';
import { useDrawerMargins } from '../figures/receipt/drawer-margins.ts';
import { useKindName } from '../figures/receipt/receipt-method.tsx';
import drawer from '../figures/receipt/receipt.module.css';
import { useMapOwner, useOverlay } from '../map/map-context.ts';
import { useRestingProposals } from '../proposals/unit-proposals.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { ExplainedRule, type Explained } from './explained-rule.tsx';
import { explainOverlay } from './explain-overlay.ts';
import classes from './explain.module.css';
import { useOpenExplain, type OpenExplain } from './open-explain.ts';
import { useExplanation } from './queries.ts';
import { usePlacePick } from './use-place-pick.ts';

const order: Readonly<Record<Explained['verdict'], number>> = { uncovered: 0, partly: 1, covered: 2, not_assessed: 3 };

/** What is missed first, the largest miss before the others. */
export function worstFirst(rules: readonly Explained[]): Explained[] {
  const miss = (rule: Explained) => Math.max(-Infinity, ...rule.topics.filter(({ isCovered }) => !isCovered).map(({ nearest }) => nearest[0]?.beyondM ?? Infinity));
  return [...rules].sort((a, b) => order[a.verdict] - order[b.verdict] || Number(b.counts) - Number(a.counts) || (miss(a) === miss(b) ? 0 : miss(b) - miss(a)));
}

interface AnswerProps { readonly explanation: NamedExplanation; readonly ruleSets: readonly RuleSet[] }
function Answer({ explanation, ruleSets }: AnswerProps) {
  const { t } = useTranslation('explain');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const scheme = useAppState((s) => s.scheme);
  const [ruleSetId, setRuleSetId] = useState<string | null>(null);
  const rules = useMemo(() => worstFirst(explanation.rules.filter((rule) => ruleSetId === null || rule.ruleSetId === ruleSetId)), [explanation, ruleSetId]);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = rules.find(({ ruleId }) => ruleId === chosen) ?? (chosen === null ? rules[0] : undefined);
  useOverlay('explain', useMemo(() => explainOverlay(explanation.place, open?.topics ?? [], open?.method ?? 'straight_line', scheme), [explanation, open, scheme]));
  useEffect(() => {
    const topics = open?.topics ?? [];
    const told = topics.some(({ isCovered }) => !isCovered) ? topics.filter(({ isCovered }) => !isCovered) : topics;
    const places = told.flatMap(({ nearest }) => nearest.slice(0, 1).flatMap(({ path, walkPath }) => [...path, ...walkPath ?? []]));
    const all = [explanation.place.at, ...places];
    const [lons, lats] = [all.map(([lon]) => lon), all.map(([, lat]) => lat)];
    owner?.fit([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], { maxZoom: 16.5 });
  }, [owner, explanation, open]);
  const present = ruleSets.filter(({ id }) => explanation.rules.some((rule) => rule.ruleSetId === id));
  if (explanation.rules.length === 0) return <EmptyState icon={<IconHelpCircle size={32} />} title={t('noRules')} />;
  return (
    <>
      {present.length > 1 && (
        <div className={classes['tools']}>
          <Select size="xs" aria-label={t('ruleSet')} placeholder={t('allRuleSets')} clearable value={ruleSetId} onChange={setRuleSetId} comboboxProps={{ zIndex: 400 }} data={present.map(({ id, name }) => ({ value: id, label: name[locale] }))} />
        </div>
      )}
      {rules.map((explained) => {
        const rule = ruleSets.find(({ id }) => id === explained.ruleSetId)?.rules.find(({ id }) => id === explained.ruleId);
        return rule && <ExplainedRule key={explained.ruleId} explained={explained} rule={rule} isOpen={open?.ruleId === explained.ruleId} onOpen={() => setChosen(open?.ruleId === explained.ruleId ? '' : explained.ruleId)} />;
      })}
    </>
  );
}

function Title({ place }: { readonly place: NamedExplanation['place'] }) {
  const { t } = useTranslation('explain');
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const kind = place.layer === null ? t('place') : kindName(place.layer);
  const where = place.at.map((degrees) => degrees.toFixed(5)).join(', ');
  return <div><h2>{place.name ?? (place.id === null ? where : `${kind} #${place.id}`)}</h2><p>{[kind, ...(place.people === null ? [] : [peopleText(place.people, locale)])].join(' · ')}</p></div>;
}

function Content({ open }: { readonly open: OpenExplain }) {
  const { t } = useTranslation('explain');
  const cityId = useAppState((s) => s.cityId);
  const ruleSets = useRuleSets();
  const answer = useExplanation(cityId, open);
  const { show, close } = useOpenExplain.getState();
  const isPicking = open.place === null;
  const isAnyProposed = useRestingProposals(cityId).length > 0;
  usePlacePick(isPicking, useCallback((at: readonly [number, number]) => show({ ...open, place: { at } }), [open, show]));
  const explanation = isPicking ? undefined : answer.data;
  return (
    <>
      <header className={drawer['head']}>
        {explanation ? <Title place={explanation.place} /> : <div><h2>{t('title')}</h2></div>}
        <Tooltip label={t('pick')}><ActionIcon aria-label={t('pick')} aria-pressed={isPicking} onClick={() => show({ ...open, place: null })}><IconMapPin size={18} /></ActionIcon></Tooltip>
        <Tooltip label={`${t('close')} (Esc)`}><ActionIcon aria-label={t('close')} onClick={close}><IconX size={18} /></ActionIcon></Tooltip>
      </header>
      <div className={drawer['scroll']} aria-busy={answer.isFetching}>
        {isPicking && <EmptyState icon={<IconMapPin size={32} />} title={t('pickTitle')}>{t('pickText')}</EmptyState>}
        {!isPicking && answer.isError && <FailedState error={answer.error} onRetry={() => void answer.refetch()} />}
        {!isPicking && ruleSets.isError && <FailedState error={ruleSets.error} onRetry={() => void ruleSets.refetch()} />}
        {!isPicking && !answer.isError && (!explanation || !ruleSets.data) && <LoadingState label={t('loading')} />}
        {explanation && isAnyProposed && <p className={classes['existing']}>{t('existingOnly')}</p>}
        {explanation && ruleSets.data && <Answer key={JSON.stringify(explanation.place.at)} explanation={explanation} ruleSets={ruleSets.data} />}
        {explanation && open.ruleIds !== null && <Button m="sm" size="compact-sm" variant="subtle" onClick={() => show({ ...open, ruleIds: null })}>{t('allRules')}</Button>}
      </div>
    </>
  );
}

/** Why is this place covered or not? Beside the map; Escape closes it before what it was opened from. */
function Drawer({ open }: { readonly open: OpenExplain }) {
  const { t } = useTranslation('explain');
  useDrawerMargins();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      useOpenExplain.getState().close();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return createPortal(<aside className={`${drawer['drawer']} ${classes['over']}`} aria-label={t('title')} data-explain><Content open={open} /></aside>, document.body);
}

/** Shows the explanation that is open; another city or page puts it away. */
export function ExplainHost() {
  const open = useOpenExplain((s) => s.open);
  const cityId = useAppState((s) => s.cityId);
  const page = useAppState((s) => s.page);
  useEffect(() => () => useOpenExplain.getState().close(), [cityId, page]);
  return open ? <Drawer open={open} /> : null;
}
