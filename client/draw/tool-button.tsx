import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './draw.module.css';

interface Props {
  readonly icon: ReactNode;
  readonly label: string;
  /** As people press it, e.g. `Ctrl+Z`. */
  readonly shortcut: string;
  /** Why it cannot be used now; null when it can. A disabled command keeps its tooltip. */
  readonly why: string | null;
  readonly isPressed?: boolean;
  /** Not for tools that cannot begin now: while something is drawn, its own tools need the width. */
  readonly showsLabel?: boolean;
  readonly onClick: () => void;
}
export function ToolButton({ icon, label, shortcut, why, isPressed, showsLabel = false, onClick }: Props) {
  return (
    <Tooltip label={<>{label} <kbd className={classes['key']}>{shortcut}</kbd>{why && <div>{why}</div>}</>}>
      <UnstyledButton className={classes['tool']} aria-label={`${label} (${shortcut})`} aria-pressed={isPressed} aria-disabled={why !== null} data-label={showsLabel || undefined} onClick={() => { if (why === null) onClick(); }}>
        {icon}{showsLabel && <span>{label}</span>}
      </UnstyledButton>
    </Tooltip>
  );
}
