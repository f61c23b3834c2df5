import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { FigureSet } from '#contract/figures.ts';
import type { FigureState } from '#planning/coverage/figure.ts';
import { useAppState } from '../../app/app-state.ts';
import { GapsButton } from '../../gaps/gaps-button.tsx';
import { FailedState } from '../../ui/states.tsx';
import type { NamedFigure } from '../group-figures.ts';
import type { Reading } from '../open-figure.ts';
import { StateChip } from '../state-chip.tsx';
import { useDrawerMargins } from './drawer-margins.ts';
import { useReceiptFeatures, useReceiptHighlight } from './receipt-highlight.ts';
import { ReceiptBasis } from './receipt-basis.tsx';
import { ReceiptFeatures } from './receipt-features.tsx';
import { ReceiptBy, ReceiptMethod, ReceiptMissing } from './receipt-method.tsx';
import { ReceiptNumbers } from './receipt-numbers.tsx';
import { ReceiptRobustness } from './receipt-robustness.tsx';
import classes from './receipt.module.css';

export interface ReceiptProps {
  readonly named: NamedFigure;
  /** The stored set the figure belongs to; null for a draft of something never saved. */
  readonly set: FigureSet | null;
  readonly areaName: string;
  readonly isDraft: boolean;
  /** Whether the receipt's lists of features are there yet. */
  readonly lists?: 'here' | 'coming' | { readonly error: unknown };
  /** Which of two readings this is; null where there is but the one. */
  readonly reading?: ReadingChoice | null;
  readonly onClose: () => void;
}
export interface ReadingChoice { readonly is: Reading; readonly onChange: (reading: Reading) => void }

const readings: readonly Reading[] = ['existing', 'with_proposals'];
/** Switches the receipt between what exists and the second reading, and says who answers for that one. */
export function ReadingSwitch({ reading }: { readonly reading: ReadingChoice }) {
  const { t } = useTranslation('figures');
  return (
    <div className={classes['reading']}>
      <SegmentedControl size="xs" fullWidth aria-label={t('receipt.reading')} value={reading.is} onChange={(value) => reading.onChange(value as Reading)} data={readings.map((value) => ({ value, label: t(`receipt.readings.${value}`) }))} />
      {reading.is === 'with_proposals' && <p className={classes['quiet']}>{t('receipt.secondReading')}</p>}
    </div>
  );
}

/** Everything about one number, beside it: where the rule comes from, how it was computed, from what, and who checked. */
export function ReceiptBody({ named, set, areaName, isDraft, lists = 'here', reading = null, onClose }: ReceiptProps) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const cityId = useAppState((s) => s.cityId);
  const { features, error } = useReceiptFeatures(cityId, named.figure);
  useReceiptHighlight(named.figure, features);
  const state: FigureState = isDraft || !set ? 'draft' : set.state;
  return (
    <>
      <header className={classes['head']}>
        <div>
          <h2>{named.rule.name[locale]}</h2>
          <p>{areaName} <StateChip state={state} isStale={set?.stale ?? false} /></p>
        </div>
        <Tooltip label={`${t('receipt.close')} (Esc)`}><ActionIcon aria-label={t('receipt.close')} onClick={onClose}><IconX size={18} /></ActionIcon></Tooltip>
      </header>
      <div className={classes['scroll']}>
        {reading && <ReadingSwitch reading={reading} />}
        <ReceiptNumbers named={named} />
        {!isDraft && set && reading?.is !== 'with_proposals' && <GapsButton named={named} area={set.area} areaName={areaName} />}
        <ReceiptMissing layers={named.figure.missingLayers} />
        <ReceiptBasis named={named} />
        {error !== null && <FailedState error={error} />}
        {typeof lists === 'object' ? <FailedState error={lists.error} /> : <ReceiptFeatures named={named} features={features} isLoading={lists === 'coming'} />}
        <ReceiptRobustness named={named} features={features} />
        <ReceiptMethod named={named} />
        <ReceiptBy named={named} set={set} isDraft={isDraft} />
      </div>
    </>
  );
}

/** The receipt as a drawer beside the panel of its figure; Escape closes it before anything else. */
export function ReceiptDrawer(props: ReceiptProps) {
  const { t } = useTranslation('figures');
  const { onClose } = props;
  useDrawerMargins();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [onClose]);
  return createPortal(<aside className={classes['drawer']} aria-label={t('receipt.title')} data-receipt={props.named.rule.id}><ReceiptBody {...props} /></aside>, document.body);
}
