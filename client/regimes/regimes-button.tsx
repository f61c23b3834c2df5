import { Button } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOpenRegimes } from './open-regimes.ts';

/** Opens the figures of an area by rule set, side by side. */
export function RegimesButton({ area, areaName }: { readonly area: string; readonly areaName: string }) {
  const { t } = useTranslation('regimes');
  return <Button size="compact-xs" variant="subtle" leftSection={<IconColumns3 size={14} />} onClick={() => useOpenRegimes.getState().show(area, areaName)}>{t('open')}</Button>;
}
