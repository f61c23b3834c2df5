import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Finding } from '#planning/plan/edit.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useLiveState } from '../coverage/live-state.ts';
import { cancel } from '../draw/controller.ts';
import { useDrawState } from '../draw/draw-state.ts';
import { useFigureSet } from '../figures/queries.ts';
import { useCoverQuestion } from '../proposals/cover-question.ts';
import { UnitHistory } from '../history/unit-history.tsx';
import { ProposalsPanel } from '../proposals/proposals-panel.tsx';
import { useUnitProposals } from '../proposals/unit-proposals.ts';
import { usePlan } from './plan.ts';
import { UnitAbout } from './unit-about.tsx';
import { UnitAbsent } from './unit-absent.tsx';
import { UnitBlocked } from './unit-blocked.tsx';
import { UnitFigures } from './unit-figures.tsx';
import { UnitHead } from './unit-head.tsx';
import { UnitPreview } from './unit-preview.tsx';
import { unitStatus } from './unit-status.ts';
import classes from './units.module.css';

/** Corners until there is an area. */
const cornersNeeded = 3;

/** What the last save of this visit found, else what the server finds on the unit as it is saved; those set aside are not counted. */
function useFindings(unitId: string): readonly Finding[] {
  const cityId = useAppState((s) => s.cityId) ?? '';
  const fresh = usePlan((s) => s.findings.get(unitId));
  const version = usePlan((s) => s.saved.units.get(unitId)?.version ?? 0);
  const read = useQuery({ queryKey: [...keys.units(cityId), unitId, 'findings', version], queryFn: ({ signal }) => api.get<Finding[]>(cityPath(cityId, 'units', unitId, 'findings'), signal), enabled: version > 0 && fresh === undefined });
  return fresh ?? read.data ?? none;
}
const none: readonly Finding[] = [];

function useUnit(unitId: string) {
  const unit = usePlan((s) => s.plan.units.get(unitId)) ?? null;
  const row = usePlan((s) => s.rows.get(unitId));
  const entry = usePlan((s) => s.blocked.get(unitId));
  const findings = useFindings(unitId);
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
  const differs = unit !== null && unit.geometry !== saved?.geometry && JSON.stringify(unit.geometry) !== JSON.stringify(saved?.geometry);
  const stored = useFigureSet(useAppState((s) => s.cityId), saved ? `unit:${unitId}` : null).data;
  const hasDraft = useLiveState((s) => s.subject === unitId);
  // Saved, but the figures at hand are still those of the boundary before: the draft stays until the server's are here.
  const awaitsFigures = saved !== null && (stored ? stored.areaVersion < saved.version : hasDraft);
  const { proposals, isDraft: isProposing } = useUnitProposals(useAppState((s) => s.cityId), unitId);
  const cover = useCoverQuestion();
  const draftGeometry = isDrawn ? drawing.draft : unit !== null && (differs || awaitsFigures || isProposing || cover) ? unit.geometry : null;
  const note = t(isDrawn ? 'draftDrawing' : isProposing ? 'draftProposing' : !differs && !awaitsFigures && cover ? 'draftColoured' : entry ? 'draftBlocked' : 'draftSaving');
  const openFindings = findings.filter(({ id }) => unit?.ignored?.[id] === undefined).length;
  const close = () => { if (isDrawn) cancel(); useAppState.getState().select(null); };
  if (!unit && !isDrawn && !entry) return <UnitAbsent unitId={unitId} onClose={close} />;
  const figures = !draftGeometry && !saved
    ? <p className={classes['quiet']}>{t('drawMore', { count: Math.max(1, cornersNeeded - drawing.corners) })}</p>
    : <UnitFigures unitId={unitId} name={unit?.name ?? t('newUnit')} isDraft={draftGeometry !== null} note={note} isStored={saved !== null} />;
  return (
    <>
      {draftGeometry && <UnitPreview unitId={unitId} geometry={draftGeometry} cover={cover} />}
      <UnitHead unit={unit} status={status} onClose={close} />
      {entry && <UnitBlocked entry={entry} unitId={unitId} />}
      {!unit ? <div className={classes['scroll']}>{figures}</div> : (
        <Tabs defaultValue="figures" className={classes['tabs']} keepMounted={false}>
          <Tabs.List grow>{(['figures', 'proposals', 'about', 'history'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(`tabs.${tab}`)}{tab === 'proposals' && proposals.length > 0 && <span className={classes['dot']}>{proposals.length}</span>}{tab === 'about' && openFindings > 0 && <span className={classes['dot']}>{openFindings}</span>}</Tabs.Tab>)}</Tabs.List>
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
