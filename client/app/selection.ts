/** What is selected: a renewal unit, a feature of an imported layer (database id), or a division by its code. */
export type Selection =
  | { readonly type: 'unit'; readonly id: string }
  | { readonly type: 'feature'; readonly id: number }
  | { readonly type: 'division'; readonly code: string };

export function formatSelection(selection: Selection | null): string | null {
  if (selection === null) return null;
  return `${selection.type}:${selection.type === 'division' ? selection.code : selection.id}`;
}

/** The selection an address names; null for none or for anything that is not one. */
export function parseSelection(text: string | null | undefined): Selection | null {
  const at = text?.indexOf(':') ?? -1;
  if (!text || at < 1) return null;
  const type = text.slice(0, at);
  const id = text.slice(at + 1);
  if (type === 'unit' && /^[0-9a-f-]{36}$/.test(id)) return { type, id };
  if (type === 'division' && /^[^\s/]{1,40}$/.test(id)) return { type, code: id };
  if (type === 'feature' && /^[1-9][0-9]{0,15}$/.test(id)) return { type, id: Number(id) };
  return null;
}

export const sameSelection = (a: Selection | null, b: Selection | null) => formatSelection(a) === formatSelection(b);
