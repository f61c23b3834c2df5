import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import classes from './deliveries.module.css';
import { useWaitingEditions } from './queries.ts';

/** How many editions wait, on the tab of the data page; nothing when none does. */
export function WaitingBadge() {
  const { t } = useTranslation('deliveries');
  const count = useWaitingEditions(useAppState((s) => s.cityId)).length;
  return count === 0 ? null : <span className={classes['badge']} title={t('waiting.badge', { count })}><span aria-hidden>{count}</span><span style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>{t('waiting.badge', { count })}</span></span>;
}
