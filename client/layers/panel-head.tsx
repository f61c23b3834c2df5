import { ActionIcon, Text, Title, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './layers.module.css';

interface Props { readonly title: string; readonly sub?: ReactNode; readonly actions?: ReactNode; readonly onClose: () => void }
/** Title, what kind of thing it is, actions and the way out of a selection's panel. */
export function PanelHead({ title, sub, actions, onClose }: Props) {
  const { t } = useTranslation('layers');
  return (
    <div className={classes['panelHead']}>
      <div><Title order={2}>{title}</Title>{sub && <Text size="xs" c="dimmed" mt={3} component="div">{sub}</Text>}</div>
      {actions}
      <Tooltip label={t('feature.close')}><ActionIcon aria-label={t('feature.close')} onClick={onClose}><IconX size={18} /></ActionIcon></Tooltip>
    </div>
  );
}
