import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconCloudUp, IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { planScheme, useAppState } from '../app/app-state.ts';
// In the top bar of every page, so that all rooms have them.
import '../figures/tones.css';
import { planStore, usePlan, usePlanSession } from './plan.ts';
import classes from './units.module.css';

const icons = { saved: IconCloudCheck, saving: IconCloudUp, offline: IconCloudOff, signed_out: IconUserOff, attention: IconAlertTriangle };

/** Whether everything is on the server, in the top bar; also keeps the plan of the open city alive. */
export function SaveState() {
  const { t } = useTranslation('units');
  const cityId = useAppState((s) => s.cityId);
  usePlanSession(cityId, useAppState(planScheme));
  const state = usePlan((s) => s.saveState);
  const isStored = usePlan((s) => s.isStored);
  const firstBlocked = usePlan((s) => s.blocked.keys().next().value);
  if (cityId === null) return null;
  const Icon = icons[state.kind];
  const act = () => {
    if (firstBlocked !== undefined) {
      useAppState.getState().setPage('workbench');
      useAppState.getState().select({ type: 'unit', id: firstBlocked });
    } else planStore().getState().retryNow();
  };
  return (
    <Tooltip label={t(`saveMeaning.${isStored ? state.kind : 'unstored'}`)} multiline maw={260}>
      <UnstyledButton className={classes['saveState']} data-kind={isStored ? state.kind : 'attention'} role="status" onClick={act}>
        <Icon size={17} aria-hidden /><span>{t(`saveState.${state.kind}`, { count: state.kind === 'attention' ? state.blocked : state.waiting })}{!isStored && ` · ${t('unstored')}`}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
