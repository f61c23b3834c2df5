import { Button } from '@mantine/core';
import { IconMapPinOff, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCities } from '../api/queries.ts';
import { EmptyState } from '../ui/states.tsx';
import { useAppState } from './app-state.ts';
import classes from './shell.module.css';

/** Says so when there is no city yet, or none of the address's name; the data page is where one begins. */
export function NoCity() {
  const { t } = useTranslation('app');
  const cities = useCities().data;
  const cityId = useAppState((s) => s.cityId);
  const page = useAppState((s) => s.page);
  if (!cities || page === 'data' || cities.some((city) => city.id === cityId)) return null;
  if (cityId === null && cities.length > 0) return null;
  return (
    <div className={classes['notice']} data-middle>
      <EmptyState
        icon={<IconMapPinOff size={32} />} title={cities.length === 0 ? t('noCity') : t('unknownCity', { id: cityId })}
        action={<Button size="xs" leftSection={<IconUpload size={14} />} onClick={() => useAppState.getState().setPage('data')}>{t('toData')}</Button>}
      >{t('noCityText')}</EmptyState>
    </div>
  );
}
