import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconChevronDown, IconGitCompare, IconVersions } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { planScheme, useAppState } from '../app/app-state.ts';
import { openScheme } from './open-scheme.ts';
import { useSchemes } from './queries.ts';
import classes from './schemes.module.css';

/** A scheme that was deleted, here or elsewhere, gives way to the baseline. */
function useGoneScheme(): void {
  const { t } = useTranslation('schemes');
  const schemeId = useAppState((s) => s.schemeId);
  const { data, isFetching } = useSchemes(useAppState((s) => s.cityId));
  const name = useRef('');
  const found = data?.find(({ id }) => id === schemeId);
  useEffect(() => {
    if (found) name.current = found.name;
    if (!data || isFetching || schemeId === null || found) return;
    notifications.show({ message: t('removed', { name: name.current || schemeId.slice(0, 8) }) });
    void openScheme(null);
  }, [data, isFetching, found, schemeId, t]);
}

/** Which scheme one is working in, plainly; and the way to another. The dashboard speaks of the baseline only. */
export function SchemeMenu() {
  const { t } = useTranslation('schemes');
  const cityId = useAppState((s) => s.cityId);
  const page = useAppState((s) => s.page);
  const schemeId = useAppState(planScheme);
  const schemes = useSchemes(cityId).data ?? [];
  useGoneScheme();
  if (cityId === null || (page !== 'workbench' && page !== 'schemes')) return null;
  const current = schemes.find(({ id }) => id === schemeId);
  const name = schemeId === null ? t('baseline') : (current?.name ?? '…');
  const item = (id: string | null, text: string) => (
    <Menu.Item key={id ?? 'baseline'} leftSection={<IconCheck size={14} style={{ visibility: id === schemeId ? 'visible' : 'hidden' }} />} onClick={() => void openScheme(id)}><span className={classes['menuName']}>{text}</span></Menu.Item>
  );
  return (
    <Menu position="bottom-start" shadow="md" width={260}>
      <Menu.Target>
        <Button variant={schemeId === null ? 'default' : 'filled'} color="orange" size="compact-md" radius="xl" px="sm" miw="8rem" leftSection={<IconVersions size={16} />} rightSection={<IconChevronDown size={14} />} data-scheme={schemeId ?? 'baseline'} aria-label={schemeId === null ? t('workingBaseline') : t('working', { name })}>
          <span className={classes['current']}>{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('switch')}</Menu.Label>
        {item(null, t('baseline'))}
        {schemes.map(({ id, name: text }) => item(id, text))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconGitCompare size={14} />} onClick={() => useAppState.getState().setPage('schemes')}>{t('all')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
