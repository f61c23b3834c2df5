import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCurrentLocation, IconLock, IconMapPinOff, IconPolygon, IconRefresh, IconX } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import type { BoundaryProposals } from '../coverage/protocol.ts';
import { headlineFigures } from '../dashboard/headline.ts';
import { useRuleSets } from '../figures/queries.ts';
import { useKindName } from '../figures/receipt/receipt-method.tsx';
import { useMapOwner, useOverlay } from '../map/map-context.ts';
import { useMapRoom } from '../map/use-map-room.ts';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { assistantOverlay } from './assistant-overlay.ts';
import { useAssistantState, withoutProposal, type KeptStretch } from './assistant-state.ts';
import { askAgain, askAtMiddle, startSketch, stopAssistant } from './assistant-tool.ts';
import { noteText } from './assistant-words.ts';
import classes from './assistant.module.css';
import { ProposalCard } from './proposal-card.tsx';
import { acceptProposal, amendProposal } from './take-proposal.ts';

/** What is locked, with ways to let it go and to ask again. */
function Locked({ locked }: { readonly locked: readonly KeptStretch[] }) {
  const { t } = useTranslation('assistant');
  if (locked.length === 0) return <p className={classes['hint']}>{t('lockHint')}</p>;
  return (
    <div className={classes['locked']} role="status">
      <IconLock size={15} aria-hidden />
      {locked.map((kept) => <button key={String(kept.points[0])} type="button" title={t('unlock', { line: kept.label })} aria-label={t('unlock', { line: kept.label })} onClick={() => useAssistantState.setState(({ locked: all }) => ({ locked: all.filter((each) => each !== kept) }))}>{kept.label} ×</button>)}
      <Button size="compact-xs" variant="light" leftSection={<IconRefresh size={14} />} onClick={askAgain}>{t('again')}</Button>
    </div>
  );
}

function Notes({ answer }: { readonly answer: BoundaryProposals }) {
  const kindName = useKindName();
  return answer.notes.length === 0 ? null : <ul className={classes['notes']}>{answer.notes.map((note) => <li key={`${note.code}/${note.character}/${String(note.params['layer'] ?? '')}`} data-note={note.code}>{noteText(note, kindName)}</li>)}</ul>;
}

function Answered({ answer }: { readonly answer: BoundaryProposals }) {
  const { t } = useTranslation('assistant');
  const owner = useMapOwner();
  const ruleSets = useRuleSets().data;
  // The same rows in every card: those with most to say, which the largest ground has.
  const shown = useMemo(() => {
    const largest = [...answer.proposals].sort((a, b) => b.areaM2 - a.areaM2)[0];
    return largest && ruleSets ? headlineFigures(largest.figures, ruleSets) : [];
  }, [answer, ruleSets]);
  if (answer.proposals.length === 0) return <EmptyState icon={<IconMapPinOff size={30} stroke={1.3} />} title={t(answer.notes.length > 0 ? 'none' : 'allRefused')}><Notes answer={answer} />{t('elsewhere')}</EmptyState>;
  return (
    <>
      <div className={classes['cards']} data-count={answer.proposals.length}>
        {answer.proposals.map((proposal, index) => (
          <ProposalCard key={proposal.character} proposal={proposal} index={index} shown={shown} onAccept={() => acceptProposal(proposal)} onAmend={() => { if (owner) amendProposal(owner, proposal); }}
            onRefuse={() => useAssistantState.setState({ answer: withoutProposal(answer, proposal), lit: null })} />
        ))}
      </div>
      <Notes answer={answer} />
    </>
  );
}

function Panel() {
  const { t } = useTranslation('assistant');
  const { phase, answer, error, locked } = useAssistantState();
  const panel = useRef<HTMLElement>(null);
  useMapRoom(panel);
  return (
    <aside ref={panel} className={classes['panel']} data-phase={phase} aria-label={t('title')} aria-busy={phase === 'asking'}>
      <header className={classes['head']}>
        <h2>{t('title')}</h2>
        <p role="status">{t(`hints.${phase}`, { count: answer?.proposals.length ?? 0 })}</p>
        <Button size="compact-sm" variant="default" leftSection={<IconPolygon size={15} />} disabled={phase === 'sketching'} onClick={startSketch}>{t('sketch')}</Button>
        <Button size="compact-sm" variant="default" leftSection={<IconCurrentLocation size={15} />} onClick={askAtMiddle}>{t('atMiddle')}</Button>
        <Tooltip label={`${t('close')} (Esc)`}><ActionIcon aria-label={t('close')} onClick={stopAssistant}><IconX size={18} /></ActionIcon></Tooltip>
      </header>
      {(locked.length > 0 || phase === 'answered') && <Locked locked={locked} />}
      {phase === 'asking' && <LoadingState label={t('asking')} />}
      {phase === 'failed' && <FailedState error={error} onRetry={askAgain} />}
      {phase === 'answered' && answer && <Answered answer={answer} />}
    </aside>
  );
}

/** The assistant on the map and in its panel, while it is open. */
export function AssistantHost() {
  const { phase, answer, locked, lit } = useAssistantState();
  const scheme = useAppState((s) => s.scheme);
  useOverlay('assistant', useMemo(() => assistantOverlay(answer?.proposals ?? [], locked, lit, scheme), [answer, locked, lit, scheme]));
  // A panel of another height covers another part of the map.
  return phase === 'closed' ? null : createPortal(<Panel key={phase === 'answered' ? 'tall' : 'low'} />, document.body);
}
