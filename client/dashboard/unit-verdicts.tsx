import { useTranslation } from 'react-i18next';
import type { Overview } from '#contract/figures.ts';
import type { FigureState } from '#planning/coverage/figure.ts';
import { useAppState } from '../app/app-state.ts';
import { StateChip } from '../figures/state-chip.tsx';
import { VerdictCounts } from '../figures/verdict-mark.tsx';
import { boundsOf } from '../layers/bounds.ts';
import { areaText } from '../layers/names.ts';
import { useMapOwner } from '../map/map-context.ts';
import { usePlan } from '../units/plan.ts';
import classes from './dashboard.module.css';

/** Units drawn and how they stand; a row selects the unit and opens its figures. */
export function UnitVerdicts({ units }: { readonly units: Overview['units'] }) {
  const { t } = useTranslation('dashboard');
  const owner = useMapOwner();
  const locale = useAppState((s) => s.locale);
  const plan = usePlan((s) => s.plan);
  if (units.length === 0) return <p className={classes['quiet']}>{t('noUnits')}</p>;
  const open = (id: string) => {
    useAppState.getState().select({ type: 'unit', id });
    const bounds = boundsOf(plan.units.get(id)?.geometry);
    if (bounds) setTimeout(() => owner?.fit(bounds, { maxZoom: 16 }));
  };
  return (
    <ol className={classes['ranking']}>
      {[...units].sort((a, b) => b.fail - a.fail || a.name.localeCompare(b.name, 'zh-CN')).map(({ id, name, areaM2, state, pass, fail, other }) => (
        <li key={id}>
          <button type="button" className={classes['rank']} onClick={() => open(id)}>
            <span className={classes['rankName']}>{name}<small>{areaText(areaM2, locale)}</small></span>
            <span className={classes['rankValue']}><VerdictCounts pass={pass} fail={fail} other={other} /></span>
            <span><StateChip state={state as FigureState} /></span>
          </button>
        </li>
      ))}
    </ol>
  );
}
