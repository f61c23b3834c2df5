import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconStar, IconStarFilled, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { useAppState } from '../app/app-state.ts';
import { boundsOf } from '../layers/bounds.ts';
import { useMapOwner } from '../map/map-context.ts';
import { changeUnit, togglePriority } from './unit-commands.ts';
import type { UnitStatus } from './unit-status.ts';
import classes from './units.module.css';

const longestName = 120;

/** The name is its own field: a click edits it, Enter or leaving keeps it, Escape does not. */
function NameField({ unit }: { readonly unit: RenewalUnit }) {
  const { t } = useTranslation('units');
  const [text, setText] = useState<string | null>(null);
  const keep = () => {
    const name = text?.trim() ?? '';
    if (name !== '') changeUnit(unit.id, { name }, 'reasonRename');
    setText(null);
  };
  if (text === null) return <button type="button" className={classes['name']} title={t('rename')} onClick={() => setText(unit.name)}>{unit.name}</button>;
  return (
    <TextInput
      size="xs" autoFocus value={text} maxLength={longestName} aria-label={t('name')} onFocus={(event) => event.currentTarget.select()} onChange={(event) => setText(event.currentTarget.value)} onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') { event.stopPropagation(); setText(null); }
      }}
    />
  );
}

interface Props { readonly unit: RenewalUnit | null; readonly status: UnitStatus | null; readonly onClose: () => void }
export function UnitHead({ unit, status, onClose }: Props) {
  const { t } = useTranslation('units');
  const owner = useMapOwner();
  const bounds = boundsOf(unit?.geometry);
  const locale = useAppState((s) => s.locale);
  const Star = unit?.isPriority ? IconStarFilled : IconStar;
  const priority = t(unit?.isPriority ? 'unsetPriority' : 'setPriority');
  const state = status === null ? t('unsaved') : status.kind === 'saved' ? (status.version > 0 ? t('version', { version: status.version }) : t('unsaved')) : t(status.kind);
  return (
    <header className={classes['head']} lang={locale}>
      <div>
        {unit ? <NameField unit={unit} /> : <span className={classes['name']}>{t('newUnit')}</span>}
        <div className={classes['headState']} data-kind={status?.kind ?? 'draft'}>{t('kind')} · {state}</div>
      </div>
      {unit && <Tooltip label={priority}><ActionIcon aria-label={priority} aria-pressed={unit.isPriority} onClick={() => togglePriority(unit)}><Star size={18} /></ActionIcon></Tooltip>}
      {bounds && <Tooltip label={t('zoom')}><ActionIcon aria-label={t('zoom')} onClick={() => owner?.fit(bounds)}><IconFocusCentered size={18} /></ActionIcon></Tooltip>}
      <Tooltip label={t('close')}><ActionIcon aria-label={t('close')} onClick={onClose}><IconX size={18} /></ActionIcon></Tooltip>
    </header>
  );
}
