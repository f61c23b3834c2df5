import { Select } from '@mantine/core';
import { IconFocusCentered, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from '../map/map-context.ts';
import { useLiveState } from '../coverage/live-state.ts';
import { useFigureSet, useRuleSets } from '../figures/queries.ts';
import { costText } from '../schemes/format.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { AddProposal } from './add-proposal.tsx';
import { CostField, CostSum } from './cost-field.tsx';
import { CoverLegend } from './cover-legend.tsx';
import { proposalName, useChoices } from './proposal-choices.ts';
import { removeProposal } from './proposal-commands.ts';
import { useProposalState } from './proposal-state.ts';
import classes from './proposals.module.css';
import { useProposals, useUnitProposals, type ShownProposal } from './unit-proposals.ts';

const placeOf = ({ geometry }: ShownProposal): readonly [number, number] => {
  if (geometry.type === 'Point') return geometry.coordinates;
  return (geometry.type === 'LineString' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0]) ?? [0, 0];
};

/** Kinds of rule that serve homes or ground within a limit, straight or on foot (planning/coverage/cover-map.ts). */
const coloured: readonly Rule['kind'][] = ['area_within_radius', 'people_within_radius', 'people_within_walk', 'circle_completeness'];

/** Which rule colours homes or parcels on the map. */
function CoverChoice() {
  const { t } = useTranslation('proposals');
  const locale = useAppState((s) => s.locale);
  const ruleSets = useRuleSets().data;
  const ruleId = useProposalState((s) => s.coverRuleId);
  const data = useMemo(() => (ruleSets ?? []).map(({ name, rules }) => ({
    group: name[locale], items: rules.filter(({ kind }) => coloured.includes(kind)).map((rule) => ({ value: rule.id, label: rule.name[locale] })),
  })).filter(({ items }) => items.length > 0), [ruleSets, locale]);
  return (
    <div className={classes['add']}>
      <Select size="xs" label={t('colour')} placeholder={t('colourNone')} data={data} value={ruleId} onChange={(value) => useProposalState.setState({ coverRuleId: value })} searchable clearable maxDropdownHeight={320} />
      {ruleId !== null && <CoverLegend />}
    </div>
  );
}

function Row({ proposal, name, isUncounted }: { readonly proposal: ShownProposal; readonly name: string; readonly isUncounted: boolean }) {
  const { t } = useTranslation('proposals');
  const owner = useMapOwner();
  const isSelected = useProposalState((s) => s.selectedId === proposal.id);
  const isPending = useProposalState((s) => s.pending.has(proposal.id));
  const locale = useAppState((s) => s.locale);
  return (
    <li className={classes['row']} data-selected={isSelected || undefined} data-proposal={proposal.id} data-action={proposal.action ?? 'build'}>
      <span className={classes['rowSign']} aria-hidden>{t(`signs.${proposal.action ?? 'build'}`)}</span>
      <button type="button" className={classes['rowName']} aria-pressed={isSelected} title={name} onClick={() => useProposalState.setState({ selectedId: proposal.id })}>{name}{proposal.cost !== undefined && <small> · {costText(proposal.cost, locale)}</small>}{isPending && <small> · {t('saving')}</small>}</button>
      <button type="button" className={classes['rowTool']} aria-label={t('zoom', { name })} title={t('zoom', { name })} onClick={() => owner?.flyTo(...placeOf(proposal))}><IconFocusCentered size={16} /></button>
      <button type="button" className={classes['rowTool']} aria-label={t('remove', { name })} title={t('remove', { name })} onClick={() => removeProposal(proposal)}><IconTrash size={16} /></button>
      {isUncounted && <p className={classes['uncounted']} role="status">{t(`uncounted.${proposal.action ?? 'build'}`)}</p>}
      {isSelected && <CostField key={proposal.cost ?? ''} proposal={proposal} />}
    </li>
  );
}

/** Which of the proposals count nowhere, by the draft while there is one. */
function useUncounted(cityId: string | null, unitId: string, isDraft: boolean): (proposal: ShownProposal) => boolean {
  const live = useLiveState((s) => (isDraft && s.subject === unitId ? s.live?.uncounted : undefined));
  const saved = useFigureSet(cityId, `unit:${unitId}`).data?.withProposals?.uncounted;
  return ({ id, number }) => (live ? live.includes(number) : saved?.includes(id) ?? false);
}

/** What is proposed for a unit: place it, drag it on the map, take it away; and the colours that follow. */
export function ProposalsPanel({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('proposals');
  const cityId = useAppState((s) => s.cityId);
  const { proposals, isDraft } = useUnitProposals(cityId, unitId);
  const uncounted = useUncounted(cityId, unitId, isDraft);
  const query = useProposals(cityId);
  const choices = useChoices();
  if (query.isError) return <FailedState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState label={t('loading')} />;
  return (
    <section aria-label={t('title')} className={classes['panel']}>
      <AddProposal unitId={unitId} />
      {proposals.length === 0
        ? <div className={classes['empty']}><b>{t('empty')}</b><p>{t('emptyText')}</p></div>
        : <><ul className={classes['list']}>{proposals.map((proposal) => <Row key={proposal.id} proposal={proposal} name={proposalName(proposal, choices)} isUncounted={uncounted(proposal)} />)}</ul><CostSum proposals={proposals} /><p className={classes['hint']}>{t('note')}</p></>}
      <CoverChoice />
    </section>
  );
}
