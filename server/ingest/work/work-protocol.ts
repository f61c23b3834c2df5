import type { MendedPack, WorkRows } from './layer-work.ts';

/** What the thread is asked, by kind of layer; asked for one kind, answers come in order. */
export type WorkQuestion =
  | { readonly ask: 'mend'; readonly kind: string; readonly srid: number; readonly rows: WorkRows }
  /** `ids`: of the rows that are taken in their order, or more. */
  | { readonly ask: 'tiles'; readonly kind: string; readonly ids: Float64Array }
  /** What was mended of this kind was for nothing. */
  | { readonly ask: 'forget'; readonly kind: string };

export interface WorkAsk { readonly id: number; readonly question: WorkQuestion }
export type WorkReply =
  | { readonly id: number; readonly answer: MendedPack | Uint8Array | null }
  | { readonly id: number; readonly fault: string };

export interface WorkThreadData { readonly module: string }
