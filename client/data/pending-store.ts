import { create } from 'zustand';
import type { Bundle } from '../deliveries/bundles.ts';
import type { PendingFile } from './pending-file.ts';

/** Files chosen and not sent; beside the page, so that looking at the map loses none. */
interface PendingState {
  /** Say enough by themselves and are imported with one click. */
  readonly files: readonly PendingFile[];
  /** To be looked into as soon as it is known for which city. */
  readonly bundles: readonly Bundle[];
}
export const usePending = create<PendingState>()(() => ({ files: [], bundles: [] }));
