import { ActionIcon, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { useEditions, useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { ImportReport } from '../data/import-report.tsx';
import layers from '../layers/layers.module.css';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { DecideBar } from './decide-bar.tsx';
import classes from './deliveries.module.css';
import { DifferenceView } from './difference-view.tsx';
import { useKindName } from './kind-options.ts';
import { useOpenWaiting } from './open-waiting.ts';
import { PositionView } from './position-view.tsx';
import { usePosition } from './queries.ts';
import { StatusBadge } from './status-badge.tsx';

interface PartProps { readonly cityId: string; readonly edition: LayerEdition; readonly onBack: () => void }
function Quarantined({ cityId, edition, onBack, onPlaced }: PartProps & { readonly onPlaced: () => void }) {
  const position = usePosition(cityId, edition.id);
  return (
    <>
      <div className={classes['panelScroll']}>
        {position.isError && <FailedState error={position.error} onRetry={() => void position.refetch()} />}
        {position.isPending && <LoadingState />}
        {position.data && <PositionView preview={position.data} />}
        <Report cityId={cityId} edition={edition} />
      </div>
      {position.data && <DecideBar cityId={cityId} edition={edition} check={position.data.check} onBack={onBack} onPlaced={onPlaced} />}
    </>
  );
}

function Pending({ cityId, edition, onBack }: PartProps) {
  const geometry = useLayerKinds().data?.kinds.find(({ kind }) => kind === edition.kind)?.geometry ?? [];
  return (
    <>
      <div className={classes['panelScroll']}>
        {edition.placed && <PlacedNote placed={edition.placed} />}
        <DifferenceView cityId={cityId} editionId={edition.id} measure={geometry.includes('polygon') ? 'polygon' : geometry.includes('line') ? 'line' : 'point'} />
        <Report cityId={cityId} edition={edition} />
      </div>
      <DecideBar cityId={cityId} edition={edition} check={null} onBack={onBack} />
    </>
  );
}

/** Who said where it lies: its difference is another question. */
function PlacedNote({ placed: { by, reason, undoneShift } }: { readonly placed: NonNullable<LayerEdition['placed']> }) {
  const { t } = useTranslation(['deliveries', 'data']);
  const shift = undoneShift === null ? '' : t('placedShift', { shift: t(`data:where.shift.${undoneShift}`, { defaultValue: undoneShift }) });
  return <p className={`${classes['quiet'] ?? ''} ${classes['section'] ?? ''}`} role="status">{t('placed', { by: by ?? t('data:editions.system'), shift })}{reason && ` ${reason}`}</p>;
}

function Report({ cityId, edition }: { readonly cityId: string; readonly edition: LayerEdition }) {
  const { t } = useTranslation('data');
  return <section className={classes['section']}><Title order={3} fz="sm">{t('jobs.report')}</Title><ImportReport report={edition.report} of={{ cityId, editionId: edition.id }} /></section>;
}

/** Beside the map: an edition that waits, what speaks for and against it, and the decision. Escape goes back. */
export function WaitingPanel() {
  const { t } = useTranslation('deliveries');
  const cityId = useAppState((s) => s.cityId) ?? '';
  const editionId = useOpenWaiting((s) => s.editionId);
  const onBack = useOpenWaiting.getState().close;
  const editions = useEditions(cityId);
  const kindName = useKindName();
  const back = useRef<HTMLButtonElement>(null);
  const found = editions.data?.find(({ id }) => id === editionId);
  useEffect(() => {
    useAppState.getState().setCollapsed('right', false);
    // The page it was opened from is gone: the keyboard goes on here.
    back.current?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape' && !event.defaultPrevented) onBack(); };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onBack]);
  const name = found ? kindName(found.kind) : '';
  return (
    <section style={{ display: 'contents' }} aria-label={t('waiting.title')} data-testid="waiting-panel">
      <div className={layers['panelHead']}>
        <div>
          <Title order={2}>{found ? t('editionOf', { name, edition: found.edition }) : t('waiting.title')}</Title>
          {found && <Text size="xs" c="dimmed" mt={3} component="div" style={{ overflowWrap: 'anywhere' }}><StatusBadge edition={found} /> {found.source} · {t('features', { count: found.featureCount })}</Text>}
        </div>
        <Tooltip label={t('back')}><ActionIcon ref={back} aria-label={t('back')} onClick={onBack}><IconArrowLeft size={18} /></ActionIcon></Tooltip>
      </div>
      {editions.isError && <FailedState error={editions.error} onRetry={() => void editions.refetch()} />}
      {!found && editions.isPending && <LoadingState />}
      {!found && editions.data && <p className={`${classes['quiet'] ?? ''} ${classes['section'] ?? ''}`}>{t('waiting.gone')}</p>}
      {found && <Decidable key={found.id} cityId={cityId} edition={found} onBack={onBack} />}
    </section>
  );
}

/** The kind of view is that of the state the edition was opened in: after the decision its result stays in sight, and leads on to the difference of one that was put right. */
function Decidable(props: PartProps) {
  const { t } = useTranslation('deliveries');
  const [status, setStatus] = useState(props.edition.status);
  if (status === 'quarantined') return <Quarantined {...props} onPlaced={() => setStatus('pending')} />;
  if (status === 'pending') return <Pending {...props} />;
  return <p className={`${classes['quiet'] ?? ''} ${classes['section'] ?? ''}`}>{t('waiting.decided')}</p>;
}
