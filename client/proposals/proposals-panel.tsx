import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconFocusCentered, IconMapPinPlus, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '#planning/standards/rule.ts';
import { useLayerKinds, useLayers } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useRuleSets } from '../figures/queries.ts';
import { useMapOwner } from '../map/map-context.ts';
import { costText } from '../schemes/format.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { CostField, CostSum } from './cost-field.tsx';
import { CoverLegend } from './cover-legend.tsx';
import { proposalChoices, proposalName } from './proposal-choices.ts';
import { removeProposal } from './proposal-commands.ts';
import { useProposalState, type Placing } from './proposal-state.ts';
import { startPlacing } from './proposal-tool.ts';
import classes from './proposals.module.css';
import { useProposals, useUnitProposals, type ShownProposal } from './unit-proposals.ts';

const placeOf = ({ geometry }: ShownProposal): readonly [number, number] => {
  if (geometry.type === 'Point') return geometry.coordinates;
  return (geometry.type === 'LineString' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0]) ?? [0, 0];
};

function useChoices() {
  const kinds = useLayerKinds().data?.kinds;
  const locale = useAppState((s) => s.locale);
  return useMemo(() => proposalChoices(kinds ?? [], locale), [kinds, locale]);
}

/** Choose what, and how it is drawn; the next click places it. */
function AddProposal({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('proposals');
  const owner = useMapOwner();
  const choices = useChoices();
  const placing = useProposalState((s) => s.placing);
  const layers = useLayers(useAppState((s) => s.cityId)).data;
  const [key, setKey] = useState('school/kindergarten');
  const [shape, setShape] = useState<Placing['shape']>('point');
  const choice = choices.find((each) => each.key === key) ?? choices[0];
  const groups = useMemo(() => [...new Set(choices.map(({ layerName }) => layerName))].map((group) => ({ group, items: choices.filter(({ layerName }) => layerName === group).map((each) => ({ value: each.key, label: each.name })) })), [choices]);
  if (!choice || !owner) return null;
  const drawn = choice.shapes.includes(shape) ? shape : choice.shapes[0] ?? 'point';
  const isMissing = layers !== undefined && !layers.some(({ kind }) => kind === choice.layer);
  return (
    <div className={classes['add']}>
      <Select size="xs" label={t('what')} data={groups} value={choice.key} onChange={(value) => { if (value) setKey(value); }} searchable allowDeselect={false} maxDropdownHeight={320} error={isMissing ? t('missingLayer') : undefined} />
      {choice.shapes.length > 1 && <SegmentedControl size="xs" fullWidth aria-label={t('shape')} value={drawn} onChange={(value) => setShape(value as Placing['shape'])} data={choice.shapes.map((value) => ({ value, label: t(`shapes.${value}`) }))} />}
      <Button size="xs" variant={placing ? 'light' : 'filled'} leftSection={<IconMapPinPlus size={16} />} onClick={() => startPlacing(owner, { unitId, layer: choice.layer, attributes: choice.attributes, name: '', shape: drawn })}>{t('add')}</Button>
      <p className={classes['hint']} role="status">{placing ? t(`hint.${placing.shape}`) : t('drag')}</p>
    </div>
  );
}

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

function Row({ proposal, name }: { readonly proposal: ShownProposal; readonly name: string }) {
  const { t } = useTranslation('proposals');
  const owner = useMapOwner();
  const isSelected = useProposalState((s) => s.selectedId === proposal.id);
  const isPending = useProposalState((s) => s.pending.has(proposal.id));
  const locale = useAppState((s) => s.locale);
  return (
    <li className={classes['row']} data-selected={isSelected || undefined} data-proposal={proposal.id}>
      <button type="button" className={classes['rowName']} aria-pressed={isSelected} onClick={() => useProposalState.setState({ selectedId: proposal.id })}>{name}{proposal.cost !== undefined && <small> · {costText(proposal.cost, locale)}</small>}{isPending && <small> · {t('saving')}</small>}</button>
      <button type="button" className={classes['rowTool']} aria-label={t('zoom', { name })} title={t('zoom', { name })} onClick={() => owner?.flyTo(...placeOf(proposal))}><IconFocusCentered size={16} /></button>
      <button type="button" className={classes['rowTool']} aria-label={t('remove', { name })} title={t('remove', { name })} onClick={() => removeProposal(proposal)}><IconTrash size={16} /></button>
      {isSelected && <CostField key={proposal.cost ?? ''} proposal={proposal} />}
    </li>
  );
}

/** What is proposed for a unit: place it, drag it on the map, take it away; and the colours that follow. */
export function ProposalsPanel({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('proposals');
  const cityId = useAppState((s) => s.cityId);
  const { proposals } = useUnitProposals(cityId, unitId);
  const query = useProposals(cityId);
  const choices = useChoices();
  if (query.isError) return <FailedState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState label={t('loading')} />;
  return (
    <section aria-label={t('title')} className={classes['panel']}>
      <AddProposal unitId={unitId} />
      {proposals.length === 0
        ? <div className={classes['empty']}><b>{t('empty')}</b><p>{t('emptyText')}</p></div>
        : <><ul className={classes['list']}>{proposals.map((proposal) => <Row key={proposal.id} proposal={proposal} name={proposalName(proposal, choices)} />)}</ul><CostSum proposals={proposals} /><p className={classes['hint']}>{t('note')}</p></>}
      <CoverChoice />
    </section>
  );
}
