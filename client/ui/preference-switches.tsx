import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';

export function SchemeSwitch() {
  const { t } = useTranslation('app');
  const scheme = useAppState((s) => s.scheme);
  const label = t(scheme === 'light' ? 'toDark' : 'toLight');
  return (
    <Tooltip label={label}>
      <ActionIcon size="lg" aria-label={label} onClick={() => useAppState.getState().setScheme(scheme === 'light' ? 'dark' : 'light')}>
        {scheme === 'light' ? <IconMoon size={19} /> : <IconSun size={19} />}
      </ActionIcon>
    </Tooltip>
  );
}

export function LocaleSwitch() {
  const { t } = useTranslation('app');
  const locale = useAppState((s) => s.locale);
  const label = t(locale === 'zh' ? 'toEnglish' : 'toChinese');
  return (
    <Tooltip label={label}>
      <ActionIcon size="lg" aria-label={label} onClick={() => useAppState.getState().setLocale(locale === 'zh' ? 'en' : 'zh')}><IconLanguage size={19} /></ActionIcon>
    </Tooltip>
  );
}
