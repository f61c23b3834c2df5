/** A finger that rests so long means what the right button of a mouse means. */
const holdMs = 550;
/** A finger that moves farther drags. Pixels. */
const stillPx = 4;

/** Hears fingers that rest on an element, with the place in pixels from its top left. Returns the way to stop. */
export function onLongPress(element: HTMLElement, listener: (at: { readonly x: number; readonly y: number }) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const fingers = new Set<number>();
  const stop = () => clearTimeout(timer);
  const down = (event: PointerEvent) => {
    stop();
    if (event.pointerType !== 'touch') return;
    fingers.add(event.pointerId);
    // Two fingers zoom.
    if (fingers.size > 1) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      const box = element.getBoundingClientRect();
      listener({ x: from.x - box.left, y: from.y - box.top });
    }, holdMs);
  };
  const move = (event: PointerEvent) => { if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillPx) stop(); };
  const up = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    stop();
  };
  // The browser's own menu of a finger that rests has no use on the map.
  const menu = (event: Event) => { if (fingers.size > 0) event.preventDefault(); };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  for (const name of ['pointerup', 'pointercancel'] as const) window.addEventListener(name, up);
  element.addEventListener('contextmenu', menu);
  return () => {
    stop();
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    for (const name of ['pointerup', 'pointercancel'] as const) window.removeEventListener(name, up);
    element.removeEventListener('contextmenu', menu);
  };
}
