import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToolButton } from '../draw/tool-button.tsx';
import type { MapOwner } from '../map/map-owner.ts';
import { useAssistantState } from './assistant-state.ts';
import { startAssistant, stopAssistant } from './assistant-tool.ts';

/** The assistant in the drawing toolbar. */
export function AssistantButton({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('assistant');
  const isOpen = useAssistantState((s) => s.phase !== 'closed');
  return <ToolButton icon={<IconWand size={20} />} label={t('tool')} shortcut="B" why={null} isPressed={isOpen} showsLabel onClick={() => { if (isOpen) stopAssistant(); else startAssistant(owner); }} />;
}
