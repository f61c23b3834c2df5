import { useEffect, useMemo, useRef } from 'react';
import type { FigureSet } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../../app/app-state.ts';
import type { LiveFigures } from '../../coverage/protocol.ts';
import { nameFigures } from '../group-figures.ts';
import { useOpenFigure, type Reading } from '../open-figure.ts';
import { useReceipt } from '../queries.ts';
import { ReceiptDrawer } from './receipt-drawer.tsx';

interface Readings { readonly existing: readonly Figure[] | null; readonly with_proposals: readonly Figure[] | null }
/** Both readings out of the draft, or of the stored figures where there is none. */
export function readingsOf(live: LiveFigures | null, set: FigureSet | null): Readings {
  return live ? { existing: live.figures, with_proposals: live.withProposals } : { existing: set?.figures ?? null, with_proposals: set?.withProposals?.figures ?? null };
}

/** The stored set as a reading has it, each with what PostGIS found about it. */
export function setOfReading(set: FigureSet, reading: Reading): FigureSet {
  if (reading === 'existing' || !set.withProposals) return set;
  const { state, verification, verifiedAt } = set.withProposals;
  return { ...set, state, verification, verifiedAt };
}

/** Closes the receipt when its area is left for good, not only mounted anew. */
function useCloseOnLeaving(area: string): void {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
      setTimeout(() => { if (!isShown.current && useOpenFigure.getState().open?.area === area) useOpenFigure.getState().close(); });
    };
  }, [area]);
}

interface Props { readonly area: string; readonly areaName: string; readonly set: FigureSet | null; readonly live: LiveFigures | null; readonly ruleSets: readonly RuleSet[] }
/** Shows the receipt that is open for this area, in the reading that was asked for, out of the draft or the stored figures. */
export function ReceiptHost({ area, areaName, set, live, ruleSets }: Props) {
  const open = useOpenFigure((s) => (s.open?.area === area ? s.open : null));
  const cityId = useAppState((s) => s.cityId);
  const readings = readingsOf(live, set);
  // Its last proposal taken away, the unit has no second reading any more.
  const reading: Reading = open?.reading === 'with_proposals' && readings.with_proposals ? 'with_proposals' : 'existing';
  const figures = readings[reading];
  // The list of figures comes with receipts cut short; the one that is opened is asked for whole.
  const receipt = useReceipt(cityId, area, live ? null : set?.inputsHash ?? null, open?.ruleId ?? null, reading);
  const whole = receipt.data;
  const named = useMemo(() => {
    const found = open && figures?.find((each) => each.ruleId === open.ruleId && each.ruleSetId === open.ruleSetId);
    const figure = found && !live && whole?.ruleId === found.ruleId ? whole : found;
    return figure ? nameFigures([figure], ruleSets)[0] : undefined;
  }, [open, figures, ruleSets, live, whole]);
  useCloseOnLeaving(area);
  if (!named || !open) return null;
  return (
    <ReceiptDrawer
      named={named} set={live || !set ? null : setOfReading(set, reading)} areaName={areaName} isDraft={live !== null} lists={live ? 'here' : receipt.isError ? { error: receipt.error } : whole ? 'here' : 'coming'}
      reading={readings.with_proposals ? { is: reading, onChange: (next) => useOpenFigure.getState().show({ ...open, reading: next }) } : null} onClose={useOpenFigure.getState().close}
    />
  );
}
