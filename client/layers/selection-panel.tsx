import { Suspense } from 'react';
import { useAppState } from '../app/app-state.ts';
import { UnitPanel } from '../app/room-parts.tsx';
import { LoadingState } from '../ui/states.tsx';
import { DivisionPanel } from './division-panel.tsx';
import { FeaturePanel } from './feature-panel.tsx';

/** The right panel of the workbench: whatever is selected. */
export function SelectionPanel() {
  const selection = useAppState((s) => s.selection);
  if (selection?.type === 'unit') return <Suspense fallback={<LoadingState />}><UnitPanel /></Suspense>;
  if (selection?.type === 'feature') return <FeaturePanel id={selection.id} />;
  if (selection?.type === 'division') return <DivisionPanel code={selection.code} />;
  return null;
}
