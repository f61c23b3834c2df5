import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unit } from '#contract/units.ts';
import type { Finding, RenewalUnit } from '#planning/plan/edit.ts';
import { useAppState } from '../app/app-state.ts';
import { FindingList } from '../draw/finding-list.tsx';
import { momentText } from '../figures/format.ts';
import { boundsOf } from '../layers/bounds.ts';
import { areaText } from '../layers/names.ts';
import { areaM2Of } from '../map/area-of.ts';
import { useMapOwner } from '../map/map-context.ts';
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

/** Of a unit in several parts each with its area, the largest first; a click goes there. */
function Parts({ geometry }: Pick<RenewalUnit, 'geometry'>) {
  const { t } = useTranslation('units');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  if (geometry.type === 'Polygon' || geometry.coordinates.length < 2) return null;
  const parts = geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }) as const).map((part) => ({ part, areaM2: areaM2Of(part) })).sort((a, b) => b.areaM2 - a.areaM2);
  const goTo = (part: RenewalUnit['geometry']) => {
    const bounds = boundsOf(part);
    if (bounds) owner?.fit(bounds, { maxZoom: 18 });
  };
  return <><dt>{t('parts', { count: parts.length })}</dt><dd>{parts.map(({ part, areaM2 }, i) => <Button key={i} size="compact-xs" variant="subtle" aria-label={t('goToPart', { n: i + 1, area: areaText(areaM2, locale) })} onClick={() => goTo(part)}>{areaText(areaM2, locale)}</Button>)}</dd></>;
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
          <Parts geometry={unit.geometry} />
          <dt>{t('boundary')}</dt><dd>{t(`history:ways.${row.boundary.from}`)}{row.boundary.amended && ` → ${t(`history:ways.${row.boundary.amended}`)}`}</dd>
          <dt>{t('createdBy')}</dt><dd>{t('by', { who: row.createdBy, when: momentText(row.createdAt, locale) })}</dd>
          <dt>{t('updatedBy')}</dt><dd>{t('by', { who: row.updatedBy, when: momentText(row.updatedAt, locale) })}</dd>
          <dt>{t('id')}</dt><dd><code>{unit.id}</code></dd>
        </dl>
      )}
    </div>
  );
}
