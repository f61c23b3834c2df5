import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReportEntry } from '#contract/layers.ts';
import { useAppState } from '../app/app-state.ts';
import { reportWords } from '../data/report-words.ts';
import { isBlocking, type Fault } from './choices.ts';
import classes from './deliveries.module.css';

interface Props { readonly faults: readonly Fault[]; readonly findings: readonly ReportEntry[]; readonly attributeName: (attribute: string) => string }
/** What has to be done before the import, and what was noticed in the source. */
export function FindingList({ faults, findings, attributeName }: Props) {
  const { t } = useTranslation('deliveries');
  const locale = useAppState((s) => s.locale);
  if (faults.length + findings.length === 0) return null;
  return (
    <ul className={classes['findings']} aria-label={t('findings')}>
      {faults.map((fault) => (
        <li key={fault.code === 'attribute' ? fault.attribute : fault.code} data-fault={fault.code}>
          <IconAlertTriangle size={15} color="var(--mantine-color-orange-filled)" aria-hidden />
          <span>{fault.code === 'attribute' ? t('faults.attribute', { name: attributeName(fault.attribute) }) : t(`faults.${fault.code}`)}{isBlocking(fault) && <small> {t('faults.blocks')}</small>}</span>
        </li>
      ))}
      {findings.map(({ code, count, examples }) => (
        <li key={code}>
          <IconInfoCircle size={15} aria-hidden />
          <span>{reportWords(code, locale)}{count > 1 && ` × ${count.toLocaleString('en')}`}{examples.length > 0 && <small> {examples.slice(0, 3).join(locale === 'zh' ? '；' : '; ')}{examples.length > 3 && ' …'}</small>}</span>
        </li>
      ))}
    </ul>
  );
}
