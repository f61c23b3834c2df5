import { Alert, Button, Center, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { detailWords, placeWords } from '../api/details/detail-words.ts';
import { isProblem } from '../api/problem.ts';

/** Words for a failure: what, where, how to mend. A problem's own detail is written for people and comes last. */
export function useProblemWords(): (error: unknown) => { readonly title: string; readonly detail: string | null } {
  const { t, i18n: { language } } = useTranslation('api');
  return (error) => {
    if (!isProblem(error)) return { title: t('codes.unexpected'), detail: error instanceof Error ? error.message : null };
    const fields = error.errors.map(({ path, message }) => `${path}: ${detailWords(message, language)}`).join('; ');
    const parts = [t(`hints.${error.code}`, { defaultValue: '', fallbackLng: [] }), error.place && t('place', { place: placeWords(error.place, language) }), error.detail && detailWords(error.detail, language), fields].filter(Boolean);
    return { title: t(`codes.${error.code}`), detail: parts.length > 0 ? parts.join(' · ') : null };
  };
}

export function LoadingState({ isWhole = false, label }: { readonly isWhole?: boolean; readonly label?: string }) {
  const { t } = useTranslation('ui');
  return (
    <Center h={isWhole ? '100dvh' : undefined} p="lg" role="status" aria-live="polite">
      <Group gap="sm"><Loader size="sm" type="dots" /><Text size="sm" c="dimmed">{label ?? t('loading')}</Text></Group>
    </Center>
  );
}

interface FailedProps { readonly error: unknown; readonly title?: string; readonly onRetry?: (() => void) | undefined; readonly isWhole?: boolean }
export function FailedState({ error, title, onRetry, isWhole = false }: FailedProps) {
  const { t } = useTranslation('ui');
  const words = useProblemWords()(error);
  const box = (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={title ?? words.title} role="alert" maw={520} m="sm">
      {title && <Text size="sm">{words.title}</Text>}
      {words.detail && <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{words.detail}</Text>}
      {onRetry && <Button mt="sm" size="xs" variant="light" color="orange" leftSection={<IconRefresh size={14} />} onClick={onRetry}>{t('retry')}</Button>}
    </Alert>
  );
  return isWhole ? <Center h="100dvh">{box}</Center> : box;
}

interface EmptyProps { readonly icon: ReactNode; readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }
/** An empty place that teaches: what belongs here, and one button to begin. */
export function EmptyState({ icon, title, children, action }: EmptyProps) {
  return (
    <Stack align="center" gap={6} p="lg" ta="center">
      <Text c="dimmed" aria-hidden>{icon}</Text>
      <Title order={3}>{title}</Title>
      {children && <Text size="sm" c="dimmed" maw={340}>{children}</Text>}
      {action}
    </Stack>
  );
}
