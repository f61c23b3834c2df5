import { Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOpenExplain } from './open-explain.ts';

/** From a selected feature to why it is covered or not. */
export function ExplainButton({ featureId }: { readonly featureId: number }) {
  const { t } = useTranslation('explain');
  return <Button size="compact-sm" variant="light" leftSection={<IconHelpCircle size={15} />} onClick={() => useOpenExplain.getState().show({ place: { featureId }, ruleIds: null })}>{t('ask')}</Button>;
}
