/** What the boundary assistant answers: at most three proposals, each with its reasons, and a word for each one that is missing. */
import type { LonLatArea } from '../../geometry/types.ts';
import type { Finding } from '../edit.ts';
import type { LineKind, LonLat } from './question.ts';

/** `parcels`: tight around the old place. `roads`: up to the roads around it. `administrative`: by community or subdistrict, or of the size of a demonstration area. */
export const characters = ['parcels', 'roads', 'administrative'] as const;
export type Character = (typeof characters)[number];

export type Side = 'north' | 'east' | 'south' | 'west';

/** A piece of the boundary that follows one line, walked with the unit to its left. */
export interface Stretch {
  readonly kind: LineKind;
  /** Name of the line; empty when it has none. */
  readonly name: string;
  /** Features it follows. */
  readonly featureIds: readonly string[];
  readonly points: readonly LonLat[];
  readonly lengthM: number;
}

export type ReasonCode =
  | 'follows' | 'side' | 'whole_division' | 'in_division' | 'crosses_divisions' | 'old_places_inside' | 'old_places_cut' | 'parcels_cut' | 'shares_border' | 'keeps_locked'
  | 'area_below' | 'area_above' | 'demonstration_size' | 'agrees_with_sketch';

/** Why a boundary runs as it does: values for a sentence, with the clause that asks for it. Lengths in metres, areas in m², shares 0..1. */
export interface Reason {
  readonly code: ReasonCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly clause: string;
}

export interface Proposal {
  readonly character: Character;
  readonly geometry: LonLatArea;
  readonly areaM2: number;
  readonly stretches: readonly Stretch[];
  readonly reasons: readonly Reason[];
  /** Old places with at least the wanted share of their ground inside, by layer. */
  readonly oldPlaces: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly findings: readonly Finding[];
  /** The documented cost, 0 best, with its terms: `data/boundary-assistant.json` says what each weighs. */
  readonly cost: Readonly<Record<CostTerm | 'total', number>>;
}
export const costTerms = ['lines', 'parcelsCut', 'placesCut', 'size', 'places', 'shape'] as const;
export type CostTerm = (typeof costTerms)[number];

export type NoteCode =
  /** Of one character. */
  | 'same_as' | 'not_enclosed' | 'lock_not_kept' | 'invalid'
  /** Of the whole answer. */
  | 'inside_unit' | 'no_lines' | 'bad_seed' | 'too_many_lines' | 'missing_layer' | 'locks_contradict';
/** Why there are fewer than three, or what the answer lacks. */
export interface Note {
  readonly code: NoteCode;
  readonly character: Character | null;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Answer {
  readonly proposals: readonly Proposal[];
  readonly notes: readonly Note[];
}
