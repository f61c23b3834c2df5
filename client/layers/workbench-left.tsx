import { Tabs } from '@mantine/core';
import { IconPolygon, IconStack2 } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UnitList } from '../app/room-parts.tsx';
import { LoadingState } from '../ui/states.tsx';
import { LayerTree } from './layer-tree.tsx';
import classes from './layers.module.css';

/** What there is: the units drawn, and the layers under them. */
export function WorkbenchLeft() {
  const { t } = useTranslation('layers');
  const [tab, setTab] = useState<string | null>('units');
  return (
    <Tabs value={tab} onChange={setTab} style={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }} keepMounted={false} styles={{ tab: { justifyContent: 'center' }, tabLabel: { flex: 'none' } }}>
      <Tabs.List grow>
        <Tabs.Tab value="units" leftSection={<IconPolygon size={16} />}>{t('tabs.units')}</Tabs.Tab>
        <Tabs.Tab value="layers" leftSection={<IconStack2 size={16} />}>{t('tabs.layers')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="units" className={classes['scroll']}><Suspense fallback={<LoadingState />}><UnitList /></Suspense></Tabs.Panel>
      <Tabs.Panel value="layers" className={classes['scroll']}><LayerTree /></Tabs.Panel>
    </Tabs>
  );
}
