import { useTranslation } from 'react-i18next';
import type { GapSet } from '#contract/gaps.ts';
import { useDivisions } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { amountText, peopleText } from '../figures/format.ts';
import { boundsOf } from '../layers/bounds.ts';
import { useMapOwner } from '../map/map-context.ts';
import classes from './gaps.module.css';

/** Who has to act: gaps by subdistrict and community; a row shows the place. */
export function GapDivisions({ set }: { readonly set: GapSet }) {
  const { t } = useTranslation('gaps');
  const locale = useAppState((s) => s.locale);
  const owner = useMapOwner();
  const divisions = useDivisions(useAppState((s) => s.cityId)).data ?? [];
  const levels = [...new Set(set.divisions.map(({ level }) => level))];
  if (levels.length === 0) return <p className={classes['foot']}>{t('noDivisions')}</p>;
  return levels.map((level) => (
    <section key={level}>
      <h3 className={classes['levelHead']}>{t(`levels.${level}`)}</h3>
      <ol className={classes['list']}>
        {set.divisions.filter((each) => each.level === level).map(({ code, name, amount, people, homes }) => {
          const bounds = boundsOf(divisions.find((each) => each.code === code)?.geometry);
          return (
            <li key={code ?? ''} className={classes['item']}>
              <button type="button" className={classes['row']} disabled={!bounds} onClick={() => { if (bounds) owner?.fit(bounds); }}>
                <span className={classes['name']}>{name ?? t('outside')}</span>
                <b className={classes['size']}>{amountText(amount, set.unit, locale)}</b>
                {set.measure !== 'streets' && <span className={classes['near']}><span>{[...(set.measure === 'ground' ? [peopleText(people, locale)] : []), t('homes', { count: homes })].join(' · ')}</span></span>}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  ));
}
