import { IconAlertTriangle, IconInfoCircle, IconMapPin, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '#planning/plan/edit.ts';
import { useAppState } from '../app/app-state.ts';
import { useMapOwner } from '../map/map-context.ts';
import classes from './draw.module.css';
import { findingValues } from './finding-words.ts';

const icons = { error: IconX, warning: IconAlertTriangle, notice: IconInfoCircle };
/** Worst first; a click flies to the place. */
const order = ['error', 'warning', 'notice'];

interface Props {
  readonly findings: readonly Finding[];
  /** What can be done about one, below it. */
  readonly actions?: (finding: Finding) => ReactNode;
}
export function FindingList({ findings, actions }: Props) {
  const { t } = useTranslation('draw');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const sorted = [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return (
    <ul className={classes['findings']} aria-label={t('findings')}>
      {sorted.map((each) => {
        const { id, code, severity, place, params } = each;
        const Icon = icons[severity];
        const words = <><Icon size={15} aria-hidden /><span><b>{t(`severities.${severity}`)}</b> {t(`codes.${code}`, findingValues(params, locale))}</span></>;
        return (
          <li key={id} data-severity={severity}>
            {place
              ? <button type="button" className={classes['finding']} title={t('findingPlace')} onClick={() => owner?.flyTo(place[0], place[1])}>{words}<IconMapPin size={15} aria-hidden /></button>
              : <div className={classes['finding']}>{words}</div>}
            {actions?.(each)}
          </li>
        );
      })}
    </ul>
  );
}
