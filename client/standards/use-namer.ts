import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { inLocale } from '../layers/names.ts';
import type { Namer } from './number-words.ts';

/** Names of layers, their attributes and roles in the language of the screen; what has no name keeps its code. */
export function useNamer(): Namer {
  const { t } = useTranslation('figures');
  const kinds = useLayerKinds().data?.kinds;
  const locale = useAppState((s) => s.locale);
  return useMemo(() => {
    const kindOf = (kind: string) => kinds?.find((each) => each.kind === kind);
    return {
      layer: (kind) => inLocale(kindOf(kind)?.name, locale, kind),
      attribute: (kind, name) => inLocale(kindOf(kind)?.attributes[name]?.name, locale, name),
      role: (id) => t(`roles.${id}`, { defaultValue: id.replaceAll('_', ' ') }),
    };
  }, [kinds, locale, t]);
}
