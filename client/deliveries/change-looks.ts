import type { Scheme } from '../app/app-state.ts';

export const changes = ['added', 'removed', 'changed'] as const;
export type Change = (typeof changes)[number];

/** Blue, red and yellow that stay apart for every kind of colour vision and in grey (Paul Tol, «high contrast»); by night its lighter brothers. The dash tells them apart once more. */
export const changeColours: Readonly<Record<Change, Readonly<Record<Scheme, string>>>> = {
  added: { light: '#004488', dark: '#6699cc' }, removed: { light: '#bb5566', dark: '#ee99aa' }, changed: { light: '#c28a00', dark: '#eecc66' },
};
export const changeDashes: Readonly<Record<Change, readonly number[] | null>> = { added: null, removed: [1.6, 1.2], changed: [4, 1.2] };
export const changeSigns: Readonly<Record<Change, string>> = { added: '+', removed: '−', changed: '≠' };

/** As the source gives it, and with the shift undone. */
export const positionColours: Readonly<Record<'asGiven' | 'shifted', Readonly<Record<Scheme, string>>>> = { asGiven: changeColours.removed, shifted: changeColours.added };
