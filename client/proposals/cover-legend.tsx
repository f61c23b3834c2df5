import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { coverColours } from '../map/layers/cover.ts';
import classes from './proposals.module.css';

/** What the colours mean: hue and lightness both differ, so no eye depends on hue alone. */
export function CoverLegend() {
  const { t } = useTranslation('proposals');
  const scheme = useAppState((s) => s.scheme);
  return <ul className={classes['legend']} aria-label={t('legend')}>{(['covered', 'partial', 'bare'] as const).map((state) => <li key={state}><span style={{ background: coverColours[scheme][state] }} />{t(state)}</li>)}</ul>;
}
