import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconChecks, IconClockExclamation, IconMathFunction, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FigureState } from '#planning/coverage/figure.ts';
import classes from './figures.module.css';

const icons = { draft: IconPencil, computed: IconMathFunction, verified: IconChecks, disputed: IconAlertTriangle, stale: IconClockExclamation };

/** How far a figure may be trusted now: 草稿, 已算, 已复核, 有争议, 已过期. */
export function StateChip({ state, isStale = false }: { readonly state: FigureState; readonly isStale?: boolean }) {
  const { t } = useTranslation('figures');
  const shown = isStale && state !== 'draft' ? 'stale' : state;
  const Icon = icons[shown];
  return (
    <Tooltip label={t(`stateMeanings.${shown}`)} multiline maw={260}>
      <span className={classes['chip']} data-state={shown} tabIndex={0}><Icon size={13} aria-hidden />{t(`states.${shown}`)}</span>
    </Tooltip>
  );
}
