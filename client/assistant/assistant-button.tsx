import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToolButton } from '../draw/tool-button.tsx';
import type { MapOwner } from '../map/map-owner.ts';
import { useAssistantState } from './assistant-state.ts';
import { startAssistant, stopAssistant } from './assistant-tool.ts';

/** The assistant in the drawing toolbar. */
export function AssistantButton({ owner, busy }: { readonly owner: MapOwner; /** Why no tool can begin now. */ readonly busy: string | null }) {
  const { t } = useTranslation('assistant');
  const isOpen = useAssistantState((s) => s.phase !== 'closed');
  return <ToolButton icon={<IconWand size={20} />} label={t('tool')} shortcut="B" why={busy} isPressed={isOpen} showsLabel={busy === null} onClick={() => { if (isOpen) stopAssistant(); else startAssistant(owner); }} />;
}
