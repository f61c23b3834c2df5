import { create } from 'zustand';
import { useAppState } from '../app/app-state.ts';

/** The waiting edition that is looked at on the map; null: none. */
interface OpenWaiting { readonly editionId: number | null; show(editionId: number): void; close(): void }
export const useOpenWaiting = create<OpenWaiting>()((set) => ({ editionId: null, show: (editionId) => set({ editionId }), close: () => set({ editionId: null }) }));

// Another city or page puts it away.
useAppState.subscribe((now, before) => { if (now.cityId !== before.cityId || now.page !== before.page) useOpenWaiting.setState({ editionId: null }); });
