import { Button } from '@mantine/core';
import { IconMapPinExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RuleKind } from '#planning/standards/rule.ts';
import type { NamedFigure } from '../figures/group-figures.ts';
import { useOpenFigure } from '../figures/open-figure.ts';
import classes from './gaps.module.css';
import { useOpenGaps } from './open-gaps.ts';

/** Kinds that hold places against a distance, and so have gaps. */
const withGaps: readonly string[] = ['area_within_radius', 'people_within_radius', 'people_within_walk', 'circle_completeness', 'street_length_within_radius', 'walking_links'] satisfies readonly (RuleKind | 'people_within_walk')[];

/** From a figure's receipt to what it leaves uncovered. */
export function GapsButton({ named: { figure }, area, areaName }: { readonly named: NamedFigure; readonly area: string; readonly areaName: string }) {
  const { t } = useTranslation('gaps');
  if (figure.value === null || !withGaps.includes(figure.ruleKind)) return null;
  return (
    <div className={classes['entry']}>
      <Button
        size="compact-sm" variant="light" color="orange" leftSection={<IconMapPinExclamation size={15} />}
        onClick={() => {
          useOpenGaps.getState().show({ area, areaName, ruleId: figure.ruleId, ruleSetId: figure.ruleSetId });
          useOpenFigure.getState().close();
        }}
      >{t('see')}</Button>
    </div>
  );
}
