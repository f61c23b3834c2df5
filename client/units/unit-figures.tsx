import { useTranslation } from 'react-i18next';
import { useLiveState } from '../coverage/live-state.ts';
import { AreaFigures } from '../figures/area-figures.tsx';

interface Props { readonly unitId: string; readonly name: string; /** Draft figures are asked for: ./unit-preview.tsx. */ readonly isDraft: boolean; readonly note: string; readonly isStored: boolean }
/** The figures of a unit, of its draft while there is one. */
export function UnitFigures({ unitId, name, isDraft, note, isStored }: Props) {
  const { t } = useTranslation('units');
  const live = useLiveState((s) => (isDraft && s.subject === unitId ? s.live : null));
  const failure = useLiveState((s) => (isDraft && s.subject === unitId && s.status === 'failed' ? s.message : null));
  const told = failure !== null ? t('previewFailed', { message: failure }) : live ? `${note} · ${t('took', { ms: live.tookMs.toFixed(0) })}` : note;
  return <AreaFigures area={`unit:${unitId}`} areaName={name} draft={isDraft ? { live, note: told } : null} isStored={isStored} />;
}
