import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scheme } from '#contract/schemes.ts';
import { useAppState } from '../app/app-state.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { momentText } from '../figures/format.ts';
import { areaText } from '../layers/names.ts';
import { putOnSide } from './compare-state.ts';
import { costText } from './format.ts';
import { openScheme } from './open-scheme.ts';
import { useSchemeCommands } from './queries.ts';
import { SchemeForm } from './scheme-form.tsx';
import classes from './schemes.module.css';
import { useSides } from './use-sides.ts';

/** 甲 and 乙: on which side of the comparison the scheme stands. */
function SideChoice({ refId, name }: { readonly refId: string; readonly name: string }) {
  const { t } = useTranslation('schemes');
  const sides = useSides();
  return (
    <span className={classes['sides']} role="group" aria-label={t('compare')}>
      {(['a', 'b'] as const).map((side) => (
        <button key={side} type="button" className={classes['side']} data-side={side} aria-pressed={sides[side] === refId} aria-label={`${t(side === 'a' ? 'asA' : 'asB')}: ${name}`} onClick={() => putOnSide(side, refId, sides)}>{t(side === 'a' ? 'sideA' : 'sideB')}</button>
      ))}
    </span>
  );
}

interface FrameProps { readonly schemeId: string | null; readonly name: string; readonly facts: string; readonly note: string; readonly tools?: ReactNode; readonly children?: ReactNode }
/** What baseline and schemes have in common: name, sums, the side of the comparison, the way into the workbench. */
export function CardFrame({ schemeId, name, facts, note, tools, children }: FrameProps) {
  const { t } = useTranslation('schemes');
  const isOpen = useAppState((s) => s.schemeId === schemeId);
  return (
    <li className={classes['card']} data-open={isOpen || undefined} data-scheme-card={schemeId ?? 'baseline'}>
      <div className={classes['cardHead']}><b className={classes['cardName']} title={name}>{name}</b><SideChoice refId={schemeId ?? 'baseline'} name={name} /></div>
      <div className={classes['facts']}>{facts}</div>
      {note !== '' && <div className={classes['note']}>{note}</div>}
      <div className={classes['cardFoot']}>
        <Button size="compact-xs" variant={isOpen ? 'light' : 'default'} aria-label={t('open', { name })} onClick={() => void openScheme(schemeId, 'workbench')}>{t(isOpen ? 'isOpen' : 'openShort')}</Button>
        {tools}
      </div>
      {children}
    </li>
  );
}

interface Props { readonly cityId: string; readonly scheme: Scheme; readonly sourceName: string | null; readonly onCopy: (from: string, name: string) => void }
export function SchemeCard({ cityId, scheme, sourceName, onCopy }: Props) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  const [mode, setMode] = useState<'rest' | 'edit' | 'remove'>('rest');
  const { change, remove } = useSchemeCommands(cityId);
  const { id, name, note, version, units, areaM2, proposals, cost } = scheme;
  const facts = [t('units', { count: units }), areaText(areaM2, locale), proposals > 0 && t('proposals', { count: proposals }), cost !== null && costText(cost, locale), sourceName !== null && t('copyOf', { name: sourceName })].filter(Boolean).join(' · ');
  const tool = (label: string, icon: ReactNode, act: () => void) => <Tooltip label={label}><ActionIcon size="sm" aria-label={label} onClick={act}>{icon}</ActionIcon></Tooltip>;
  const tools = (
    <>
      <span className={classes['who']}>{t('updated', { who: scheme.updatedBy, when: momentText(scheme.updatedAt, locale) })}</span>
      {units > 0 && <ExportButton subject={{ what: 'units', scheme: id }} name={t('unitsOf', { name })} />}
      {tool(t('copy', { name }), <IconCopy size={15} />, () => onCopy(id, name))}
      {tool(t('edit', { name }), <IconPencil size={15} />, () => { change.reset(); setMode('edit'); })}
      {tool(t('remove', { name }), <IconTrash size={15} />, () => setMode('remove'))}
    </>
  );
  return (
    <CardFrame schemeId={id} name={name} facts={facts} note={mode === 'edit' ? '' : note} tools={tools}>
      {mode === 'edit' && <SchemeForm start={{ name, note, from: null }} action={t('save')} isBusy={change.isPending} error={change.error} onCancel={() => setMode('rest')} onSend={(words) => change.mutate({ id, expectedVersion: version, name: words.name, note: words.note }, { onSuccess: () => setMode('rest') })} />}
      {mode === 'remove' && (
        <div className={classes['ask']} role="alertdialog" aria-label={t('remove', { name })}>
          <Text size="xs">{t('removeAsk', { name, count: units })}</Text>
          <Group gap="xs" justify="flex-end"><Button size="compact-xs" variant="default" onClick={() => setMode('rest')}>{t('cancel')}</Button><Button size="compact-xs" color="orange" loading={remove.isPending} onClick={() => remove.mutate(id)}>{t('removeYes')}</Button></Group>
        </div>
      )}
    </CardFrame>
  );
}
