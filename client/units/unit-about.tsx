import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unit } from '#contract/units.ts';
import type { Finding, RenewalUnit } from '#planning/plan/edit.ts';
import { useAppState } from '../app/app-state.ts';
import { FindingList } from '../draw/finding-list.tsx';
import { momentText } from '../figures/format.ts';
import { FindingActions } from './finding-actions.tsx';
import { RenewalSection } from './renewal-section.tsx';
import { changeUnit } from './unit-commands.ts';
import classes from './units.module.css';

const longestNote = 4000;

function NoteField({ unit }: { readonly unit: RenewalUnit }) {
  const { t } = useTranslation('units');
  const [text, setText] = useState<string | null>(null);
  return (
    <Textarea
      label={t('note')} placeholder={t('notePlaceholder')} autosize minRows={2} maxRows={8} maxLength={longestNote} value={text ?? unit.note} onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => { if (text !== null) changeUnit(unit.id, { note: text }, 'reasonNote'); setText(null); }}
    />
  );
}

interface Props { readonly unit: RenewalUnit; readonly row: Unit | undefined; readonly findings: readonly Finding[] }
/** Note, findings that travel with the unit, and who made it. */
export function UnitAbout({ unit, row, findings }: Props) {
  const { t } = useTranslation('units');
  const locale = useAppState((s) => s.locale);
  return (
    <div className={classes['about']}>
      {findings.length > 0 && <div><h3 className={classes['smallHead']}>{t('findings')}</h3><FindingList findings={findings} actions={(finding) => <FindingActions finding={finding} unit={unit} />} /></div>}
      <NoteField key={unit.id} unit={unit} />
      <RenewalSection key={`${unit.id} renewal`} unit={unit} />
      {row && (
        <dl className={classes['facts']}>
          <dt>{t('boundary')}</dt><dd>{t(`history:ways.${row.boundary.from}`)}{row.boundary.amended && ` → ${t(`history:ways.${row.boundary.amended}`)}`}</dd>
          <dt>{t('createdBy')}</dt><dd>{t('by', { who: row.createdBy, when: momentText(row.createdAt, locale) })}</dd>
          <dt>{t('updatedBy')}</dt><dd>{t('by', { who: row.updatedBy, when: momentText(row.updatedAt, locale) })}</dd>
          <dt>{t('id')}</dt><dd><code>{unit.id}</code></dd>
        </dl>
      )}
    </div>
  );
}
