import { TextInput } from '@mantine/core';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapOwner } from '../../map/map-owner.ts';
import classes from '../drafting.module.css';
import { previewOverlay } from '../preview-overlay.ts';
import { useCandidates, type Candidate, type PickKind } from './candidates.ts';

const previewId = 'candidate';
/** What a key does to the place in a list of so many; null: nothing. */
export function stepped(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? count - 1 : at - 1, PageDown: at + 8, PageUp: at - 8 }[key];
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, to));
}

interface Props {
  readonly owner: MapOwner;
  readonly kind: PickKind;
  readonly picked: ReadonlySet<number>;
  readonly onToggle: (id: number) => void;
}
/** What may be picked in view, for hands without a pointer: arrow keys go through it, Enter picks and lets go. The one under the keys is shown on the map. */
export function CandidateList({ owner, kind, picked, onToggle }: Props) {
  const { t } = useTranslation('draw');
  const id = useId();
  const candidates = useCandidates(owner, kind);
  const [wanted, setWanted] = useState('');
  const [activeId, setActiveId] = useState<number | null>(null);
  const nameOf = ({ id: number, name, code }: Candidate): string => name ?? (code === null ? t('pick.nameless', { id: number }) : t('pick.parcel', { id: number, code }));
  const listed = candidates.filter((each) => nameOf(each).toLowerCase().includes(wanted.trim().toLowerCase()));
  const at = listed.findIndex((each) => each.id === activeId);
  const active = listed[at];
  useEffect(() => {
    if (active) owner.setOverlay(previewId, previewOverlay(previewId, active.pieces, active.pieces));
    else owner.removeOverlay(previewId);
  }, [owner, active]);
  useEffect(() => () => owner.removeOverlay(previewId), [owner]);
  useEffect(() => { if (active) document.getElementById(`${id}-${active.id}`)?.scrollIntoView({ block: 'nearest' }); }, [id, active]);
  const onKey = (event: KeyboardEvent) => {
    const to = stepped(event.key, at, listed.length);
    if (to !== null) setActiveId(listed[to]?.id ?? null);
    else if (active && event.key === 'Enter') onToggle(active.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div>
      <TextInput size="xs" label={t('pick.inView', { count: candidates.length })} placeholder={t('pick.search')} value={wanted} role="combobox" aria-expanded aria-controls={id} aria-activedescendant={active && `${id}-${active.id}`} onChange={(event) => { setWanted(event.currentTarget.value); setActiveId(null); }} onKeyDown={onKey} />
      <ul id={id} role="listbox" aria-multiselectable aria-label={t('pick.inView', { count: candidates.length })} className={classes['options']}>
        {listed.map((each) => (
          <li key={each.id} id={`${id}-${each.id}`} role="option" aria-selected={picked.has(each.id)} data-active={each.id === active?.id || undefined} onPointerEnter={() => setActiveId(each.id)} onClick={() => onToggle(each.id)}>
            <span aria-hidden>{picked.has(each.id) ? '✓' : ''}</span>{nameOf(each)}
          </li>
        ))}
      </ul>
      {candidates.length === 0 && <div className={classes['note']}>{t('pick.none')}</div>}
    </div>
  );
}
