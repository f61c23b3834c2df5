import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconMapPinPlus, IconPointer, IconRoute } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalAction } from '#contract/proposals.ts';
import { isClosableLayer, isMovableLayer } from '#planning/coverage/proposal.ts';
import { useLayerKinds, useLayers } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from '../map/map-context.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { useChoices } from './proposal-choices.ts';
import { useProposalState, type Placing } from './proposal-state.ts';
import { chooseSubject, startPlacing } from './proposal-tool.ts';
import classes from './proposals.module.css';
import { subjectsInView, type ShownSubject } from './subjects.ts';

const actions: readonly ProposalAction[] = ['build', 'close', 'move', 'connect'];
interface Props { readonly unitId: string; readonly owner: MapOwner }

/** Choose what to do and to what; the next clicks on the map do it. */
export function AddProposal({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('proposals');
  const owner = useMapOwner();
  const placing = useProposalState((s) => s.placing);
  const [action, setAction] = useState<ProposalAction>('build');
  if (!owner) return null;
  return (
    <div className={classes['add']}>
      <SegmentedControl size="xs" fullWidth aria-label={t('action')} value={action} onChange={(value) => setAction(value as ProposalAction)} data={actions.map((value) => ({ value, label: t(`actions.${value}`) }))} />
      {action === 'build' ? <Build unitId={unitId} owner={owner} /> : action === 'connect' ? <Connect unitId={unitId} owner={owner} /> : <Choose key={action} action={action} unitId={unitId} owner={owner} />}
      <p className={classes['hint']} role="status">{placing ? t(`hint.${placing.shape}`) : action === 'connect' ? t('aboutFootway') : t('drag')}</p>
    </div>
  );
}

function Build({ unitId, owner }: Props) {
  const { t } = useTranslation('proposals');
  const choices = useChoices();
  const placing = useProposalState((s) => s.placing);
  const layers = useLayers(useAppState((s) => s.cityId)).data;
  const [key, setKey] = useState('school/kindergarten');
  const [shape, setShape] = useState<Placing['shape']>('point');
  const choice = choices.find((each) => each.key === key) ?? choices[0];
  const groups = useMemo(() => [...new Set(choices.map(({ layerName }) => layerName))].map((group) => ({ group, items: choices.filter(({ layerName }) => layerName === group).map((each) => ({ value: each.key, label: each.name })) })), [choices]);
  if (!choice) return null;
  const drawn = choice.shapes.includes(shape) ? shape : choice.shapes[0] ?? 'point';
  const isMissing = layers !== undefined && !layers.some(({ kind }) => kind === choice.layer);
  return (
    <>
      <Select size="xs" label={t('what')} data={groups} value={choice.key} onChange={(value) => { if (value) setKey(value); }} searchable allowDeselect={false} maxDropdownHeight={320} error={isMissing ? t('missingLayer') : undefined} />
      {choice.shapes.length > 1 && <SegmentedControl size="xs" fullWidth aria-label={t('shape')} value={drawn} onChange={(value) => setShape(value as Placing['shape'])} data={choice.shapes.map((value) => ({ value, label: t(`shapes.${value}`) }))} />}
      <Button size="xs" variant={placing ? 'light' : 'filled'} leftSection={<IconMapPinPlus size={16} />} onClick={() => startPlacing(owner, { unitId, action: 'build', layer: choice.layer, attributes: choice.attributes, name: '', shape: drawn })}>{t('add')}</Button>
    </>
  );
}

/** What exists, by a click on the map or out of a list of what the map shows. */
function Choose({ action, unitId, owner }: Props & { readonly action: 'close' | 'move' }) {
  const { t } = useTranslation('proposals');
  const kinds = useLayerKinds().data?.kinds;
  const locale = useAppState((s) => s.locale);
  const placing = useProposalState((s) => s.placing);
  const [seen, setSeen] = useState<readonly ShownSubject[]>([]);
  const layers = useMemo(() => new Set((kinds ?? []).filter(({ kind, group }) => (action === 'close' ? isClosableLayer : isMovableLayer)(kind, group)).map(({ kind }) => kind)), [kinds, action]);
  const kindName = (layer: string): string => kinds?.find(({ kind }) => kind === layer)?.name[locale] ?? layer;
  const asked: Placing = { unitId, action, layer: '', attributes: {}, name: '', shape: 'subject', layers };
  const onPick = (id: string | null) => {
    const found = seen.find(({ featureId }) => String(featureId) === id);
    if (found) void chooseSubject(owner, asked, found);
  };
  return (
    <>
      <Button size="xs" variant={placing ? 'light' : 'filled'} leftSection={<IconPointer size={16} />} onClick={() => startPlacing(owner, asked)}>{t('choose')}</Button>
      <Select size="xs" label={t('inView')} searchable value={null} onDropdownOpen={() => setSeen(subjectsInView(owner, layers))} onChange={onPick} maxDropdownHeight={260} nothingFoundMessage={t('inViewNone')}
        data={seen.map(({ featureId, layer, name }) => ({ value: String(featureId), label: name === null ? `${kindName(layer)} #${featureId}` : `${name} · ${kindName(layer)}` }))} />
    </>
  );
}

function Connect({ unitId, owner }: Props) {
  const { t } = useTranslation('proposals');
  const placing = useProposalState((s) => s.placing);
  return <Button size="xs" variant={placing ? 'light' : 'filled'} leftSection={<IconRoute size={16} />} onClick={() => startPlacing(owner, { unitId, action: 'connect', layer: 'road', attributes: {}, name: '', shape: 'line' })}>{t('drawLine')}</Button>;
}
