import { IconKeyboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MapOwner } from '../map/map-owner.ts';
import { CheatSheet } from './keys/cheat-sheet.tsx';
import { KeyboardOnMap } from './keys/keyboard-on-map.tsx';
import { useKeyboardDrawing } from './keys/keyboard-state.ts';
import { SnapHint } from './snap/snap-hint.tsx';
import { SnapPanel } from './snap/snap-panel.tsx';
import { ToolButton } from './tool-button.tsx';

/** The tools that help a hand to draw: in the bar of drawing tools. */
export function DraftingTools({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  return (
    <>
      <SnapPanel owner={owner} />
      <ToolButton icon={<IconKeyboard size={20} />} label={t('keys.title')} shortcut="?" why={null} onClick={() => useKeyboardDrawing.setState({ isSheetOpen: true })} />
    </>
  );
}

/** What they show over the map. */
export function DraftingOnMap({ owner }: { readonly owner: MapOwner }) {
  return <><SnapHint owner={owner} /><KeyboardOnMap owner={owner} /><CheatSheet /></>;
}
