import { notifications } from '@mantine/notifications';
import type { Proposal, ProposalEdit, ProposalEditResult, ProposalInput } from '#contract/proposals.ts';
import { api, cityPath } from '../api/api.ts';
import { detailWords } from '../api/details/detail-words.ts';
import { ApiProblem } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import { queryClient } from '../api/query-client.ts';
import i18n from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import { figureSetKey } from '../figures/queries.ts';
import { newId, planStore } from '../units/plan.ts';
import { useProposalState, type SentProposal } from './proposal-state.ts';
import type { ShownProposal } from './unit-proposals.ts';

/** A change and what it takes to take it back. `planTop`: the last step of the plan when it was made, so that steps of both are undone in their order. */
interface Step { readonly before: SentProposal | null; readonly after: SentProposal | null; readonly planTop: unknown }

let undoSteps: Step[] = [];
let redoSteps: Step[] = [];
let sending: Promise<void> = Promise.resolve();
/** Versions the server answered with, where the list at hand is older. */
const versions = new Map<string, number>();

const planTop = (): unknown => planStore().getState().undo.at(-1);
const wireOf = ({ id, unitId, action = 'build', featureId, layer, name, attributes, geometry, cost }: SentProposal): ProposalInput =>
  ({ id, unitId, action, ...(featureId === undefined ? {} : { featureId }), layer, name, attributes, geometry, ...(cost === undefined ? {} : { cost }) });
const inputOf = (proposal: SentProposal): SentProposal => ({ ...wireOf(proposal), ...(proposal.existing ? { existing: proposal.existing } : {}) });

function reasonOf({ before, after }: Step): 'put' | 'close' | 'relocate' | 'connect' | 'move' | 'change' | 'delete' {
  if (!before) return ({ build: 'put', close: 'close', move: 'relocate', connect: 'connect' } as const)[after?.action ?? 'build'];
  if (!after) return 'delete';
  return JSON.stringify(before.geometry) === JSON.stringify(after.geometry) ? 'change' : 'move';
}

/** Places, moves or changes a proposal; shown at once, sent in order. */
export function putProposal(before: ShownProposal | null, after: SentProposal): void {
  commit({ before: before && inputOf(before), after: inputOf(after), planTop: planTop() }, 'do');
}
export function removeProposal(proposal: ShownProposal): void {
  commit({ before: inputOf(proposal), after: null, planTop: planTop() }, 'do');
  useProposalState.setState({ selectedId: null });
}

/** The next step back or forth is one of a proposal. */
export const isProposalStepNext = (way: 'undo' | 'redo'): boolean => (way === 'undo' ? undoSteps : redoSteps).at(-1)?.planTop === planTop() && (way === 'undo' ? undoSteps : redoSteps).length > 0;
export function stepProposals(way: 'undo' | 'redo'): void {
  const step = (way === 'undo' ? undoSteps : redoSteps).pop();
  if (step) commit({ before: step.after, after: step.before, planTop: step.planTop }, way);
}
/** Another city: nothing to take back. */
export function forgetSteps(): void {
  [undoSteps, redoSteps] = [[], []];
  versions.clear();
  useProposalState.setState({ pending: new Map(), drag: null, selectedId: null, placing: null });
}

function commit(step: Step, way: 'do' | 'undo' | 'redo'): void {
  const { cityId, schemeId } = useAppState.getState();
  const proposal = step.after ?? step.before;
  if (cityId === null || !proposal) return;
  if (way === 'undo') redoSteps.push({ before: step.after, after: step.before, planTop: step.planTop });
  else undoSteps.push(step);
  if (way === 'do') redoSteps = [];
  const change = step.after;
  useProposalState.setState(({ pending }) => ({ pending: new Map(pending).set(proposal.id, change) }));
  const editId = newId();
  sending = sending.then(() => send({ cityId, schemeId }, editId, proposal, change, i18n.t(`proposals:reasons.${reasonOf(step)}`)));
}

/** Which plan an edit is of, whatever is open when its turn comes. */
interface PlanRef { readonly cityId: string; readonly schemeId: string | null }

function editOf({ cityId, schemeId }: PlanRef, id: string, proposal: SentProposal, change: SentProposal | null, reason: string): ProposalEdit {
  const known = queryClient.getQueryData<Proposal[]>(keys.proposalsOf(cityId, schemeId))?.find((each) => each.id === proposal.id)?.version ?? 0;
  const baseVersion = Math.max(known, versions.get(proposal.id) ?? 0);
  if (!change) return { id, kind: 'delete-proposal', baseVersion, proposalId: proposal.id, reason };
  return { id, kind: 'put-proposal', baseVersion, proposal: wireOf(change), reason };
}

/** The answer brings the row and both readings of the unit: they take the place of the draft in one go. */
async function send(plan: PlanRef, id: string, proposal: SentProposal, change: SentProposal | null, reason: string): Promise<void> {
  const { cityId, schemeId } = plan;
  const edit = editOf(plan, id, proposal, change, reason);
  try {
    const { proposal: row, figures } = await api.post<ProposalEditResult>(cityPath(cityId, 'proposals', 'edits'), edit);
    versions.set(proposal.id, row?.version ?? edit.baseVersion + 1);
    queryClient.setQueryData<Proposal[]>(keys.proposalsOf(cityId, schemeId), (list = []) => {
      const others = list.filter((each) => each.id !== proposal.id);
      return row ? [...others, row].sort((a, b) => a.number - b.number) : others;
    });
    if (figures) queryClient.setQueryData(figureSetKey(cityId, `unit:${proposal.unitId}`), figures);
  } catch (error) {
    versions.delete(proposal.id);
    const code = error instanceof ApiProblem ? error.code : 'internal';
    notifications.show({ color: 'red', autoClose: 10_000, title: i18n.t('proposals:notSaved'), message: error instanceof ApiProblem && error.detail ? detailWords(error.detail, i18n.language) : i18n.t(`proposals:problems.${code === 'offline' || code === 'version_conflict' ? code : 'other'}`) });
    void queryClient.invalidateQueries({ queryKey: keys.proposals(cityId) });
    void queryClient.invalidateQueries({ queryKey: keys.figures(cityId) });
  }
  useProposalState.setState(({ pending }) => {
    if (pending.get(proposal.id) !== change) return {};
    const left = new Map(pending);
    left.delete(proposal.id);
    return { pending: left };
  });
}
