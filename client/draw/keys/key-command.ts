import type { MapOwner } from '../../map/map-owner.ts';

/** When a key means something: nothing is drawn, a new boundary is drawn, one is edited, a boundary tool is in hand. */
export type KeyMoment = 'idle' | 'draw' | 'edit' | 'shape';
export interface KeyContext { readonly owner: MapOwner; /** The selected unit. */ readonly unitId: string | null }
export interface KeyCommand {
  /** Its words are `keys.commands.ID`. */
  readonly id: string;
  /** As `keyName` writes them. */
  readonly keys: readonly string[];
  readonly when: readonly KeyMoment[];
  /** False: it does not apply now, and the key means what it always does. Absent: the key is held, not pressed. */
  readonly run?: (context: KeyContext) => boolean | void;
}
