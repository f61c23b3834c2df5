import { create } from 'zustand';

type Place = readonly [lon: number, lat: number];
interface KeyboardDrawing {
  /** Pixels from the map's top left; null while the pointer draws. */
  readonly crosshair: { readonly x: number; readonly y: number } | null;
  /** The corner of an edited boundary that keys act on, degrees. */
  readonly chosen: Place | null;
  /** Told to screen readers. */
  readonly said: string;
  readonly isSheetOpen: boolean;
}
export const noKeyboardDrawing = { crosshair: null, chosen: null };
export const useKeyboardDrawing = create<KeyboardDrawing>()(() => ({ ...noKeyboardDrawing, said: '', isSheetOpen: false }));
export const say = (said: string): void => useKeyboardDrawing.setState({ said });
