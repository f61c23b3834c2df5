import { useAppState, type Page } from '../app/app-state.ts';
import { cancel } from '../draw/controller.ts';
import { forgetSteps } from '../proposals/proposal-commands.ts';
import { planStore } from '../units/plan.ts';

const longestWaitMs = 3000;

/** Resolves when the plan that is open has sent its edits; what cannot be sent now stays in its drafts. */
function whenSent(): Promise<void> {
  return new Promise((resolve) => {
    const store = planStore();
    if (store.getState().saveState.kind !== 'saving') return resolve();
    const done = () => { clearTimeout(timer); stop(); resolve(); };
    const stop = store.subscribe(({ saveState }) => { if (saveState.kind !== 'saving') done(); });
    const timer = setTimeout(done, longestWaitMs);
  });
}

/** Opens the plan of a scheme, null: the baseline's. A drawing that is not finished is given up: it belongs to the plan before. */
export async function openScheme(schemeId: string | null, page?: Page): Promise<void> {
  const { cityId } = useAppState.getState();
  if (useAppState.getState().schemeId !== schemeId) {
    cancel();
    await whenSent();
    if (useAppState.getState().cityId !== cityId) return;
    forgetSteps();
    useAppState.getState().openScheme(schemeId);
  }
  if (page) useAppState.getState().setPage(page);
}
