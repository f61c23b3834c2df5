import { Button, Text, Title } from '@mantine/core';
import { IconHourglassHigh, IconMap2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { useAppState } from '../app/app-state.ts';
import data from '../data/data.module.css';
import { Swatch } from '../layers/swatch.tsx';
import classes from './deliveries.module.css';
import { useKindName } from './kind-options.ts';
import { useOpenWaiting } from './open-waiting.ts';
import { useVerdictWords } from './position-view.tsx';
import { useWaitingEditions } from './queries.ts';
import { StatusBadge } from './status-badge.tsx';

function WaitingRow({ edition }: { readonly edition: LayerEdition }) {
  const { t } = useTranslation('deliveries');
  const kindName = useKindName();
  const words = useVerdictWords();
  const name = t('editionOf', { name: kindName(edition.kind), edition: edition.edition });
  const isQuarantined = edition.status === 'quarantined';
  return (
    <li className={classes['waitingRow']}>
      <Swatch kind={edition.kind} />
      <div>
        <Text size="sm" fw={600} component="span">{name}</Text> <StatusBadge edition={edition} />
        <p className={classes['quiet']}>{isQuarantined ? (edition.position ? words(edition.position) : t('waiting.quarantined')) : t('waiting.pending', { count: edition.featureCount })} · {edition.source}</p>
      </div>
      <Button size="compact-sm" variant="light" leftSection={<IconMap2 size={15} />} aria-label={`${t(isQuarantined ? 'waiting.seeShift' : 'waiting.seeDifference')}: ${name}`} onClick={() => useOpenWaiting.getState().show(edition.id)}>{t(isQuarantined ? 'waiting.seeShift' : 'waiting.seeDifference')}</Button>
    </li>
  );
}

/** Editions that no figure reads until a person has decided; nothing when none waits. */
export function WaitingList() {
  const { t } = useTranslation('deliveries');
  const waiting = useWaitingEditions(useAppState((s) => s.cityId));
  if (waiting.length === 0) return null;
  return (
    <section className={`${data['card'] ?? ''} ${classes['waiting'] ?? ''}`} aria-label={t('waiting.title')} data-testid="waiting">
      <Title order={2} style={{ display: 'flex', alignItems: 'center', gap: 8 }}><IconHourglassHigh size={19} aria-hidden />{t('waiting.title')} <Text span c="dimmed">{waiting.length}</Text></Title>
      <p className={classes['quiet']}>{t('waiting.text')}</p>
      <ul className={classes['waitingList']}>{waiting.map((edition) => <WaitingRow key={edition.id} edition={edition} />)}</ul>
    </section>
  );
}
