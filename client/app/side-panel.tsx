import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from './app-state.ts';
import classes from './shell.module.css';

interface Props { readonly side: 'left' | 'right'; readonly children: ReactNode }

/** A panel beside the map that folds away to its edge. Folded, its content is kept but hidden from everyone. */
export function SidePanel({ side, children }: Props) {
  const { t } = useTranslation('app');
  const isCollapsed = useAppState((s) => (side === 'left' ? s.leftCollapsed : s.rightCollapsed));
  const name = side === 'left' ? 'Left' : 'Right';
  const label = t(isCollapsed ? `expand${name}` : `collapse${name}`);
  const Icon = (side === 'left') === isCollapsed ? IconChevronRight : IconChevronLeft;
  return (
    <aside className={classes['panel']} data-side={side} data-collapsed={isCollapsed}>
      <div className={classes['panelBody']} inert={isCollapsed}>{children}</div>
      <Tooltip label={label} position={side === 'left' ? 'right' : 'left'}>
        <ActionIcon className={classes['fold']} variant="default" size={22} aria-label={label} aria-expanded={!isCollapsed} onClick={() => useAppState.getState().setCollapsed(side, !isCollapsed)}>
          <Icon size={14} />
        </ActionIcon>
      </Tooltip>
    </aside>
  );
}
