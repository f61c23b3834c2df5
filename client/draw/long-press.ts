/** A finger that rests so long means what the right button of a mouse means. */
const holdMs = 700;
/** A finger that moves farther drags. Pixels. */
const stillPx = 4;

type Listener = (at: { readonly x: number; readonly y: number }) => void;
/**
 * Hears fingers that rest on an element, with the place in pixels from its top left; others on the element then hear neither the browser's own menu nor the finger leave. Returns the way
 * to stop.
 */
export function onLongPress(element: HTMLElement, listener: Listener): () => void {
  const presses = new Presses(element, listener);
  const heard = [['pointerdown', presses.down], ['pointermove', presses.move], ['pointerup', presses.up], ['pointercancel', presses.up], ['contextmenu', presses.menu]] as const;
  for (const [name, hear] of heard) element.addEventListener(name, hear as EventListener, { capture: true });
  return () => {
    presses.stop();
    for (const [name, hear] of heard) element.removeEventListener(name, hear as EventListener, { capture: true });
  };
}

class Presses {
  private readonly element: HTMLElement;
  private readonly listener: Listener;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private from = { x: 0, y: 0 };
  private readonly fingers = new Set<number>();
  private isHeld = false;
  constructor(element: HTMLElement, listener: Listener) { [this.element, this.listener] = [element, listener]; }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
  readonly down = (event: PointerEvent): void => {
    this.stop();
    this.isHeld = false;
    if (event.pointerType !== 'touch') return;
    if (event.isPrimary) this.fingers.clear();
    this.fingers.add(event.pointerId);
    // Two fingers zoom.
    if (this.fingers.size > 1) return;
    this.from = { x: event.clientX, y: event.clientY };
    const timer = setTimeout(() => {
      // On a busy machine the finger may have moved already without having been heard; it is before the second frame.
      requestAnimationFrame(() => requestAnimationFrame(() => { if (this.timer === timer) this.hold(); }));
    }, holdMs);
    this.timer = timer;
  };
  private hold(): void {
    this.isHeld = true;
    const box = this.element.getBoundingClientRect();
    this.listener({ x: this.from.x - box.left, y: this.from.y - box.top });
  }
  readonly move = (event: PointerEvent): void => { if (Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) > stillPx) this.stop(); };
  readonly up = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId);
    this.stop();
    if (this.isHeld) event.stopImmediatePropagation();
    this.isHeld = false;
  };
  readonly menu = (event: Event): void => {
    if (this.fingers.size === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}
