import { Tabs } from '@mantine/core';
import { IconPolygonOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { useAppState } from '../app/app-state.ts';
import { previewFigures, stopPreview } from '../coverage/session.ts';
import type { CoverQuestion } from '../coverage/protocol.ts';
import { useLiveState } from '../coverage/live-state.ts';
import { cancel } from '../draw/controller.ts';
import { useDrawState } from '../draw/draw-state.ts';
import { AreaFigures, type Draft } from '../figures/area-figures.tsx';
import { useOpenFigure } from '../figures/open-figure.ts';
import { useFigureSet } from '../figures/queries.ts';
import { useCoverQuestion } from '../proposals/cover-question.ts';
import { ProposalsPanel } from '../proposals/proposals-panel.tsx';
import { useUnitProposals, type ShownProposal } from '../proposals/unit-proposals.ts';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { useIsPlanRead, usePlan } from './plan.ts';
import { UnitAbout } from './unit-about.tsx';
import { UnitBlocked } from './unit-blocked.tsx';
import { UnitHead } from './unit-head.tsx';
import { UnitHistory } from './unit-history.tsx';
import { unitStatus } from './unit-status.ts';
import classes from './units.module.css';

/** Corners until there is an area. */
const cornersNeeded = 3;

/** Only what figures follow from goes to the engine. */
const drawnOf = ({ number, layer, attributes, geometry }: ShownProposal) => ({ number, layer, attributes, geometry });

/** Draft figures of a geometry the server has not computed; null while there is none. */
function useDraft(unitId: string, geometry: LonLatArea | null, note: string, proposals: readonly ShownProposal[], cover: CoverQuestion | null): Draft | null {
  const receiptRuleId = useOpenFigure((s) => (s.open?.area === `unit:${unitId}` ? s.open.ruleId : null));
  const live = useLiveState((s) => (s.subject === unitId ? s.live : null));
  const failure = useLiveState((s) => (s.subject === unitId && s.status === 'failed' ? s.message : null));
  const { t } = useTranslation('units');
  useEffect(() => { if (geometry) previewFigures({ subject: unitId, area: geometry, receiptRuleId, proposals: proposals.map(drawnOf), cover }); }, [unitId, geometry, receiptRuleId, proposals, cover]);
  const isDraft = geometry !== null;
  useEffect(() => (isDraft ? () => stopPreview(unitId) : undefined), [unitId, isDraft]);
  if (!isDraft) return null;
  return { live, note: failure !== null ? t('previewFailed', { message: failure }) : live ? `${note} · ${t('took', { ms: live.tookMs.toFixed(0) })}` : note };
}

function useUnit(unitId: string) {
  const unit = usePlan((s) => s.plan.units.get(unitId)) ?? null;
  const row = usePlan((s) => s.rows.get(unitId));
  const entry = usePlan((s) => s.blocked.get(unitId));
  const findings = usePlan((s) => s.findings.get(unitId)) ?? [];
  const pending = usePlan((s) => s.pending);
  const blocked = usePlan((s) => s.blocked);
  const plan = usePlan((s) => s.plan);
  const saved = usePlan((s) => s.saved);
  return { unit, row, entry, findings, saved: saved.units.get(unitId) ?? null, status: unit || entry ? unitStatus({ pending, blocked, plan, saved }, unitId) : null };
}

function UnitBody({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('units');
  const drawing = useDrawState();
  const { unit, row, entry, findings, saved, status } = useUnit(unitId);
  const isDrawn = drawing.tool !== null && drawing.unitId === unitId;
  const isRead = useIsPlanRead();
  const differs = unit !== null && unit.geometry !== saved?.geometry && JSON.stringify(unit.geometry) !== JSON.stringify(saved?.geometry);
  const stored = useFigureSet(useAppState((s) => s.cityId), saved ? `unit:${unitId}` : null).data;
  const hasDraft = useLiveState((s) => s.subject === unitId);
  // Saved, but the figures at hand are still those of the boundary before: the draft stays until the server's are here.
  const awaitsFigures = saved !== null && (stored ? stored.areaVersion < saved.version : hasDraft);
  const { proposals, isDraft: isProposing } = useUnitProposals(useAppState((s) => s.cityId), unitId);
  const cover = useCoverQuestion();
  const draftGeometry = isDrawn ? drawing.draft : unit !== null && (differs || awaitsFigures || isProposing || cover) ? unit.geometry : null;
  const note = t(isDrawn ? 'draftDrawing' : isProposing ? 'draftProposing' : !differs && !awaitsFigures && cover ? 'draftColoured' : entry ? 'draftBlocked' : 'draftSaving');
  const draft = useDraft(unitId, draftGeometry, note, proposals, cover);
  const close = () => { if (isDrawn) cancel(); useAppState.getState().select(null); };
  if (!unit && !isDrawn && !entry) return isRead ? <><UnitHead unit={null} status={null} onClose={close} /><EmptyState icon={<IconPolygonOff size={36} stroke={1.2} />} title={t('gone')}>{t('goneText')}</EmptyState></> : <LoadingState />;
  const figures = !draft && !saved
    ? <p className={classes['quiet']}>{t('drawMore', { count: Math.max(1, cornersNeeded - drawing.corners) })}</p>
    : <AreaFigures area={`unit:${unitId}`} areaName={unit?.name ?? t('newUnit')} draft={draft} isStored={saved !== null} />;
  return (
    <>
      <UnitHead unit={unit} status={status} onClose={close} />
      {entry && <UnitBlocked entry={entry} unitId={unitId} />}
      {!unit ? <div className={classes['scroll']}>{figures}</div> : (
        <Tabs defaultValue="figures" className={classes['tabs']} keepMounted={false}>
          <Tabs.List grow>{(['figures', 'proposals', 'about', 'history'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(`tabs.${tab}`)}{tab === 'proposals' && proposals.length > 0 && <span className={classes['dot']}>{proposals.length}</span>}{tab === 'about' && findings.length > 0 && <span className={classes['dot']}>{findings.length}</span>}</Tabs.Tab>)}</Tabs.List>
          <Tabs.Panel value="figures" className={classes['scroll']}>{figures}</Tabs.Panel>
          <Tabs.Panel value="proposals" className={classes['scroll']}>{saved ? <ProposalsPanel unitId={unitId} /> : <p className={classes['quiet']}>{t('proposeAfterSaving')}</p>}</Tabs.Panel>
          <Tabs.Panel value="about" className={classes['scroll']}><UnitAbout unit={unit} row={row} findings={findings} /></Tabs.Panel>
          <Tabs.Panel value="history" className={classes['scroll']}><UnitHistory unitId={unitId} version={saved?.version ?? 0} /></Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

/** The selected unit: its state, its figures, its history; or the unit being drawn. */
export function UnitPanel() {
  const selection = useAppState((s) => s.selection);
  return selection?.type === 'unit' ? <UnitBody key={selection.id} unitId={selection.id} /> : null;
}
