import { Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Confidence } from '#planning/standards/rule.ts';
import classes from './standards.module.css';

/** **M**, filled for «from memory», outlined for «partly checked»; a lock where a number is word for word and somebody looks for a way to change it. */
export function ConfidenceMark({ confidence, showsLock = false }: { readonly confidence: Confidence; readonly showsLock?: boolean }) {
  const { t } = useTranslation('standards');
  if (confidence !== 'high') return <Tooltip label={t(`confidences.${confidence}`)}><abbr className={classes['mark']} data-confidence={confidence} tabIndex={0} aria-label={t(`confidences.${confidence}`)}>M</abbr></Tooltip>;
  return showsLock ? <Tooltip label={t('locked')}><span className={classes['lock']} role="img" tabIndex={0} aria-label={t('locked')}><IconLock size={14} aria-hidden /></span></Tooltip> : <span />;
}
