import { create } from 'zustand';
import type { LiveFigures } from './protocol.ts';

/** Draft figures of what is being drawn or has not been saved yet, by subject (a unit id). */
export interface LiveState {
  readonly subject: string | null;
  readonly live: LiveFigures | null;
  readonly status: 'idle' | 'preparing' | 'computing' | 'ready' | 'failed';
  readonly message: string | null;
}
export const useLiveState = create<LiveState>()(() => ({ subject: null, live: null, status: 'idle', message: null }));
