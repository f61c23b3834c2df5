import { Anchor, Checkbox } from '@mantine/core';
import { IconStackPush } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayerKinds, useLayers } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { isShown } from './default-layers.ts';
import { LayerRow } from './layer-row.tsx';
import classes from './layers.module.css';
import { MissingLayers } from './missing-layers.tsx';
import { inLocale } from './names.ts';
import { layerTree, type TreeGroup } from './tree.ts';

function GroupSwitch({ group }: { readonly group: TreeGroup }) {
  const { t } = useTranslation('layers');
  const switches = useAppState((s) => s.layerSwitches);
  const on = group.rows.filter((row) => isShown(row.kind.kind, switches)).length;
  const isAll = on === group.rows.length;
  return (
    <Checkbox
      size="xs" checked={isAll} indeterminate={on > 0 && !isAll} aria-label={t('group')}
      onChange={() => useAppState.getState().switchLayers(Object.fromEntries(group.rows.map((row) => [row.kind.kind, !isAll])))}
    />
  );
}

/** Every layer the city has, by group, with its look, its count and its switch; and those it lacks. */
export function LayerTree() {
  const { t } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const layers = useLayers(useAppState((s) => s.cityId));
  const kinds = useLayerKinds();
  const tree = useMemo(() => (kinds.data && layers.data ? layerTree(kinds.data, layers.data) : null), [kinds.data, layers.data]);
  if (layers.isError || kinds.isError) return <FailedState error={layers.error ?? kinds.error} onRetry={() => { void layers.refetch(); void kinds.refetch(); }} />;
  if (!tree) return <LoadingState />;
  const toData = () => useAppState.getState().setPage('data');
  if (tree.length === 0) return <EmptyState icon={<IconStackPush size={32} />} title={t('empty')} action={<Anchor component="button" size="sm" onClick={toData}>{t('toData')}</Anchor>}>{t('emptyText')}</EmptyState>;
  return (
    <div role="group" aria-label={t('tree')}>
      {tree.map((group) => (
        <section key={group.id} className={classes['group']} aria-label={inLocale(group.name, locale)}>
          <div className={classes['groupHead']}><span>{inLocale(group.name, locale)}</span><GroupSwitch group={group} /></div>
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>{group.rows.map((row) => <LayerRow key={row.kind.kind} row={row} />)}</ul>
        </section>
      ))}
      <MissingLayers editions={layers.data ?? []} />
    </div>
  );
}
