import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../layers/search-box.tsx';
import { WaitingBadge } from '../deliveries/waiting-badge.tsx';
import { BrandMark } from '../ui/brand-mark.tsx';
import { LocaleSwitch, SchemeSwitch } from '../ui/preference-switches.tsx';
import { pageIds, useAppState, type Page } from './app-state.ts';
import { CityMenu } from './city-menu.tsx';
import { SaveState, SchemeMenu } from './room-parts.tsx';
import { router } from './router.ts';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

/** A real link, so that it can be opened in a new tab; a plain click keeps the running state. */
function PageTab({ page }: { readonly page: Page }) {
  const { t } = useTranslation('app');
  const isCurrent = useAppState((s) => s.page === page);
  const cityId = useAppState((s) => s.cityId);
  const schemeId = useAppState((s) => s.schemeId);
  const href = cityId === null ? '/' : router.buildLocation({ to: '/$city/$page', params: { city: cityId, page }, search: schemeId === null ? {} : { scheme: schemeId } }).href;
  return (
    <a
      className={classes['tab']} href={href} aria-current={isCurrent ? 'page' : undefined} style={{ textDecoration: 'none' }}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        useAppState.getState().setPage(page);
      }}
    >{t(`pages.${page}`)}{page === 'data' && <WaitingBadge />}</a>
  );
}

export function TopBar() {
  const { t } = useTranslation('app');
  return (
    <header className={classes['bar']}>
      <span className={classes['wideOnly']}><BrandMark /></span>
      <CityMenu />
      <Suspense fallback={null}><SchemeMenu /></Suspense>
      <nav className={classes['tabs']} aria-label={t('nav')}>{pageIds.map((page) => <PageTab key={page} page={page} />)}</nav>
      <span className={classes['spacer']} />
      <SearchBox />
      <Suspense fallback={null}><SaveState /></Suspense>
      <LocaleSwitch />
      <SchemeSwitch />
      <UserMenu />
    </header>
  );
}
