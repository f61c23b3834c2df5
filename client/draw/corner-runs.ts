type Place = readonly [lon: number, lat: number];
interface Sizes { undoSize(): number; redoSize(): number }

/** A press of the main button as the drawing library hears it. */
export const pressedAt = ([lng, lat]: Place, { x, y }: { readonly x: number; readonly y: number }) =>
  ({ lng, lat, containerX: x, containerY: y, button: 'left' as const, heldKeys: [], isContextMenu: false });

/** Corners that were set together, a traced stretch say, are taken back and brought back together. Sizes are those of the library's own stack. */
export class CornerRuns {
  private readonly byEnd = new Map<number, number>();
  private readonly byStart = new Map<number, number>();

  add(from: number, to: number): void {
    this.byStart.clear();
    for (const end of this.byEnd.keys()) if (end > from) this.byEnd.delete(end);
    if (to - from > 1) this.byEnd.set(to, from);
  }
  undo(sizes: Sizes, step: () => boolean): boolean {
    const end = sizes.undoSize();
    const start = this.byEnd.get(end) ?? end - 1;
    let isDone = false;
    while (sizes.undoSize() > start && step()) isDone = true;
    if (this.byEnd.delete(end)) this.byStart.set(start, end);
    return isDone;
  }
  redo(sizes: Sizes, step: () => boolean): boolean {
    const start = sizes.undoSize();
    const end = this.byStart.get(start) ?? start + 1;
    let isDone = false;
    while (sizes.undoSize() < end && step()) isDone = true;
    if (this.byStart.delete(start)) this.byEnd.set(end, start);
    return isDone;
  }
}
