import { Group, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './ui.module.css';

export function BrandMark() {
  const { t } = useTranslation('app');
  return <Group gap={8} wrap="nowrap"><IconStack2 className={classes['brand']} size={24} aria-hidden /><Text fw={700} size="lg" className={classes['brandName']}>{t('name')}</Text></Group>;
}
