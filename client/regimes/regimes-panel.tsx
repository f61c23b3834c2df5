import { ActionIcon, Tooltip } from '@mantine/core';
import { IconColumns3, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Figure } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { nameFigures, type NamedFigure } from '../figures/group-figures.ts';
import { useMapRoom } from '../map/use-map-room.ts';
import { EmptyState } from '../ui/states.tsx';
import { Flips } from './flips.tsx';
import { setsOf, topicRows } from './matrix.ts';
import { useOpenRegimes } from './open-regimes.ts';
import { RegimesTable } from './regimes-table.tsx';
import classes from './regimes.module.css';


interface Props { readonly area: string; readonly figures: readonly Figure[]; readonly ruleSets: readonly RuleSet[] }

/** The same area under every rule set that asks after a topic; two rules picked show what flips between them. */
function Body({ area, areaName, figures, ruleSets }: Props & { readonly areaName: string }) {
  const { t } = useTranslation('regimes');
  const { picked, close } = useOpenRegimes();
  const panel = useRef<HTMLElement>(null);
  useMapRoom(panel);
  const named = useMemo(() => nameFigures(figures, ruleSets), [figures, ruleSets]);
  const rows = useMemo(() => topicRows(named), [named]);
  const sets = useMemo(() => setsOf(rows, ruleSets), [rows, ruleSets]);
  const chosen = picked.flatMap((id): NamedFigure[] => named.filter(({ rule }) => rule.id === id).slice(0, 1));
  const pair = chosen.length === 2 ? [chosen[0] as NamedFigure, chosen[1] as NamedFigure] as const : null;
  return (
    <aside ref={panel} className={classes['panel']} aria-label={t('title')} data-regimes={area}>
      <header className={classes['head']}>
        <h2>{t('title')}<small>{areaName}</small></h2>
        <p role="status">{t(pair ? 'picked' : chosen.length === 1 ? 'pickSecond' : 'pickTwo')}</p>
        <Tooltip label={`${t('close')} (Esc)`}><ActionIcon aria-label={t('close')} onClick={close}><IconX size={18} /></ActionIcon></Tooltip>
      </header>
      {rows.length === 0 ? <EmptyState icon={<IconColumns3 size={32} stroke={1.2} />} title={t('none')}>{t('noneText')}</EmptyState> : (
        <div className={classes['body']}>
          <RegimesTable rows={rows} sets={sets} />
          {pair && <Flips key={pair.map(({ rule }) => rule.id).join(' ')} area={area} pair={pair} />}
        </div>
      )}
    </aside>
  );
}

/** The panel while it is open for this area. Escape closes it before what lies under it. */
export function RegimesHost(props: Props) {
  const { area } = props;
  const open = useOpenRegimes((s) => (s.open?.area === area ? s.open : null));
  const selection = useAppState((s) => s.selection);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      useOpenRegimes.getState().close();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open]);
  // Another place is selected: what stood side by side was not of it.
  useEffect(() => () => useOpenRegimes.getState().close(), [selection]);
  return open ? createPortal(<Body {...props} areaName={open.areaName} />, document.body) : null;
}
