import { Badge, Button, Group, Menu, Text } from '@mantine/core';
import { IconBuildingSkyscraper, IconCheck, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { City } from '#contract/layers.ts';
import { useCities } from '../api/queries.ts';
import { useAppState, type Locale } from './app-state.ts';
import classes from './shell.module.css';

const cityName = (city: Pick<City, 'name' | 'nameEn'>, locale: Locale) => (locale === 'en' && city.nameEn !== '' ? city.nameEn : city.name);

export function CityMenu() {
  const { t } = useTranslation('app');
  const cities = useCities().data ?? [];
  const cityId = useAppState((s) => s.cityId);
  const locale = useAppState((s) => s.locale);
  const { goTo, setPage } = useAppState.getState();
  const current = cities.find((city) => city.id === cityId);
  return (
    <Menu position="bottom-start" shadow="md" width={280}>
      <Menu.Target>
        <Button variant="light" size="compact-md" radius="xl" px="md" rightSection={<IconChevronDown size={14} />} leftSection={<IconBuildingSkyscraper size={16} />} aria-label={`${t('city')}: ${current ? cityName(current, locale) : '–'}`}>
          <span className={classes['cityName']}>{current ? cityName(current, locale) : t('city')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {cities.map((city) => (
          <Menu.Item key={city.id} leftSection={<IconCheck size={14} style={{ visibility: city.id === cityId ? 'visible' : 'hidden' }} />} onClick={() => goTo(city.id)}>
            <Group gap={6} wrap="nowrap"><Text size="sm" fw={550}>{cityName(city, locale)}</Text>{city.isFictional && <Badge size="xs" variant="light" color="gray">{t('fictional')}</Badge>}</Group>
            <Text size="xs" c="dimmed">{t('layers', { count: city.layers })} · {t('units', { count: city.units })}</Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={14} />} onClick={() => setPage('data')}>{t('newCity')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
