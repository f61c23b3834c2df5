import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { useAppState, type Locale } from './app-state.ts';

/** What a room's `locale.ts` exports: the same tree of words in both languages. */
export interface RoomWords { readonly zh: object; readonly en: object }

const rooms = import.meta.glob<{ default: RoomWords }>('../*/locale.ts', { eager: true });

/** Each room's words under the room's name: `useTranslation('units')`, `t('name')`. */
function resources(): Record<Locale, Record<string, object>> {
  const all: Record<Locale, Record<string, object>> = { zh: {}, en: {} };
  for (const [path, module] of Object.entries(rooms)) {
    // The glob names this room's own file `./locale.ts`.
    const room = path.startsWith('./') ? 'app' : (path.split('/')[1] as string);
    all.zh[room] = module.default.zh;
    all.en[room] = module.default.en;
  }
  return all;
}

void i18next.use(initReactI18next).init({
  lng: useAppState.getState().locale, fallbackLng: 'zh', defaultNS: 'app', resources: resources() as never,
  interpolation: { escapeValue: false }, returnNull: false,
});

const tags: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };
/** BCP 47 tag for Intl and the document. */
export const languageTag = (locale: Locale) => tags[locale];

if (typeof document !== 'undefined') document.documentElement.lang = languageTag(useAppState.getState().locale);
useAppState.subscribe((state, before) => {
  if (state.locale === before.locale) return;
  void i18next.changeLanguage(state.locale);
  document.documentElement.lang = languageTag(state.locale);
});

export default i18next;
