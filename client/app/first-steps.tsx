import { Button, List, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from './app-state.ts';

/** Three steps for a first visit; once closed it never comes back. */
export function FirstSteps() {
  const { t } = useTranslation('app');
  const isClosed = useAppState((s) => s.hintClosed);
  if (isClosed) return null;
  return (
    <Paper p="sm" radius="md" shadow="sm" withBorder component="section" aria-label={t('hint.title')}>
      <Text fw={650} size="sm" mb={4}>{t('hint.title')}</Text>
      <List type="ordered" size="xs" spacing={3}>
        <List.Item>{t('hint.layers')}</List.Item><List.Item>{t('hint.draw')}</List.Item><List.Item>{t('hint.figures')}</List.Item>
      </List>
      <Button mt="xs" size="compact-xs" variant="light" onClick={() => useAppState.getState().closeHint()}>{t('hint.close')}</Button>
    </Paper>
  );
}
