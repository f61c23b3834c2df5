import { IconPolygonOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { planScheme, useAppState } from '../app/app-state.ts';
import { UnitHistory } from '../history/unit-history.tsx';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import { useIsPlanRead, useUnitRows } from './plan.ts';
import { UnitHead } from './unit-head.tsx';
import classes from './units.module.css';

/** A unit that is gone has no version of its own; any positive one asks for its history. */
const goneVersion = Number.MAX_SAFE_INTEGER;

/** A unit is chosen that the plan does not hold: it is still read, could not be, or somebody has deleted it. */
export function UnitAbsent({ unitId, onClose }: { readonly unitId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('units');
  const isRead = useIsPlanRead();
  const rows = useUnitRows(useAppState((s) => s.cityId), useAppState(planScheme));
  if (!isRead && rows.isError) return <FailedState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!isRead) return <LoadingState />;
  return (
    <>
      <UnitHead unit={null} status={null} onClose={onClose} />
      <div className={classes['scroll']}>
        <EmptyState icon={<IconPolygonOff size={36} stroke={1.2} />} title={t('gone')}>{t('goneText')}</EmptyState>
        <UnitHistory unitId={unitId} version={goneVersion} />
      </div>
    </>
  );
}
