import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';

const colours: Readonly<Record<LayerEdition['status'], string>> = { staging: 'gray', pending: 'yellow', quarantined: 'orange', current: 'teal', superseded: 'gray', withdrawn: 'gray' };

/** The state of an edition, in a word. */
export function StatusBadge({ edition: { status, decided } }: { readonly edition: LayerEdition }) {
  const { t } = useTranslation('data');
  return <Badge size="xs" variant="light" color={colours[status]}>{t(`editions.${status === 'withdrawn' && decided?.decision === 'take_back' ? 'takenBack' : status}`)}</Badge>;
}
