import { useMemo } from 'react';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { inLocale } from '../layers/names.ts';

/** Layer kinds by group, as a choice. */
export function useKindOptions() {
  const locale = useAppState((s) => s.locale);
  const registry = useLayerKinds().data;
  return useMemo(() => Object.entries(registry?.groups ?? {}).map(([group, name]) => ({
    group: inLocale(name, locale, group), items: (registry?.kinds ?? []).filter((kind) => kind.group === group).map((kind) => ({ value: kind.kind, label: inLocale(kind.name, locale, kind.kind) })),
  })), [registry, locale]);
}
/** The name of a layer kind for people. */
export function useKindName(): (kind: string) => string {
  const locale = useAppState((s) => s.locale);
  const kinds = useLayerKinds().data?.kinds;
  return (kind) => inLocale(kinds?.find((each) => each.kind === kind)?.name, locale, kind);
}
