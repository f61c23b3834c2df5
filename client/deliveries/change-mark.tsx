/** A stroke as on the map: its colour and its dash. */
export function LineMark({ colour, dash }: { readonly colour: string; readonly dash: readonly number[] | null }) {
  return <svg width={26} height={10} viewBox="0 0 26 10" aria-hidden style={{ flex: 'none' }}><path d="M1 5H25" stroke={colour} strokeWidth={3.4} strokeDasharray={dash?.map((each) => each * 3.4).join(' ')} /></svg>;
}
