import type { TFunction } from 'i18next';
import type { LineSource } from './line-set.ts';
import type { Snap } from './snap-engine.ts';

const named = (t: TFunction<'draw'>, { kind, name }: LineSource): string => [t(`snap.kinds.${kind}`), ...(name === null || name === '' ? [] : [name])].join(' · ');

/** What was snapped to, in words: «顶点 · 用地 · 一号地», «道路中心线 · 建设路», «垂直 · 交道路中心线 · 建设路». */
export function snapWords(t: TFunction<'draw'>, { how, source, other }: Snap): string {
  const isTile = [source, other].some((each) => each !== null && !each.isExact);
  const isStraight = how === 'parallel' && source === null;
  const words = [
    ...(how === 'edge' ? [] : [t(`snap.how.${isStraight ? 'straight' : how}`)]),
    ...(how === 'intersection' && source && other ? [t('snap.crossing', { a: named(t, source), b: named(t, other) })] : source && source !== other ? [named(t, source)] : []),
    ...(how !== 'intersection' && other ? [t('snap.meets', { what: named(t, other) })] : []),
    ...(isTile ? [t('snap.tileOnly')] : []),
  ];
  return words.join(' · ');
}
