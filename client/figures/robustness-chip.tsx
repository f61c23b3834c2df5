import { Tooltip } from '@mantine/core';
import { IconShieldCheck, IconShieldExclamation } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FragileReason, Robustness } from '#planning/coverage/edges-robustness.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { useAppState } from '../app/app-state.ts';
import { valueText } from './format.ts';
import classes from './figures.module.css';
import { useKindName } from './receipt/receipt-method.tsx';

/** Reasons in words, with their numbers. */
export function useReasonWords(): (reason: FragileReason, robustness: Robustness) => string {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const kindName = useKindName();
  const number = (value: number | null) => value?.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: 1 }) ?? '';
  return ({ code, layer, value, limit }, { marginM }) => t(`robustness.reasons.${code}`, {
    layer: layer === null ? '' : kindName(layer), margin: marginM, years: number(value), limit: number(limit), share: value === null ? '' : `${number(value * 100)}%`,
  });
}

/** `61.2 – 63.0 %`; one number when there is nothing on the edge. */
export function useRangeText(): (figure: Pick<Figure, 'unit' | 'robustness'>) => string {
  const locale = useAppState((s) => s.locale);
  return ({ unit, robustness }) => {
    if (!robustness || robustness.low === null || robustness.high === null) return '';
    const [low, high] = [robustness.low, robustness.high].map((value) => valueText(value, unit, locale));
    return `${low!.value === high!.value ? high!.value : `${low!.value} – ${high!.value}`} ${high!.unit}`.trim();
  };
}

interface Props { readonly figure: Pick<Figure, 'unit' | 'robustness'>; /** When the sign has its word beside it. */ readonly words?: 'always' | 'when_fragile' | 'never' }
/** 稳健 or 脆弱 beside a verdict, with the reasons when pointed at; nothing for a figure that nobody asked this of (a preview). */
export const RobustnessChip = memo(function RobustnessChip({ figure, words = 'always' }: Props) {
  const { robustness } = figure;
  return robustness ? <Chip figure={figure} robustness={robustness} words={words} /> : null;
});

function Chip({ figure, robustness, words }: Props & { readonly robustness: Robustness }) {
  const { t } = useTranslation('figures');
  const reasonWords = useReasonWords();
  const rangeText = useRangeText();
  const { level, reasons, marginM } = robustness;
  const Icon = level === 'robust' ? IconShieldCheck : IconShieldExclamation;
  const range = t('robustness.between', { margin: marginM, range: rangeText(figure) });
  const label = level === 'robust' ? `${t('robustness.robustMeaning')} ${range}` : `${reasons.map((reason) => reasonWords(reason, robustness)).join(t('robustness.separator'))}${t('robustness.end')} ${range}`;
  return (
    <Tooltip label={label} multiline maw={300}>
      <span className={classes['robustness']} data-level={level} aria-label={`${t(`robustness.${level}`)}: ${label}`} role="img">
        <Icon size={13} aria-hidden />{(words === 'always' || (words === 'when_fragile' && level === 'fragile')) && <span aria-hidden>{t(`robustness.${level}`)}</span>}
      </span>
    </Tooltip>
  );
}
