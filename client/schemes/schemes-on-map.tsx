import { useTranslation } from 'react-i18next';
import { useCompareState } from './compare-state.ts';
import { SideOnMap } from './side-on-map.tsx';
import { SwipeMap } from './swipe-map.tsx';
import { useComparedSides } from './use-sides.ts';

/** The two schemes on one map, or on two beside each other. */
export function SchemesOnMap() {
  const { t } = useTranslation('schemes');
  const shown = useCompareState((s) => s.shown);
  const { query: { data } } = useComparedSides();
  const nameOf = (name: string | null | undefined) => name ?? t('baseline');
  return (
    <>
      <SideOnMap comparison={data} shown={shown === 'swipe' ? 'a' : shown} />
      {shown === 'swipe' && data && <SwipeMap comparison={data} names={{ a: nameOf(data.a.name), b: nameOf(data.b.name) }} />}
    </>
  );
}
