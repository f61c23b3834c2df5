import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import i18n from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import { momentText } from '../figures/format.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { boundsOf } from '../layers/bounds.ts';
import { tabId, useIsPlanRead } from '../units/plan.ts';
import { resumeDrawing } from './controller.ts';
import { keepSketch, takeSketches, type Sketch } from './sketch-keeper.ts';

/** Offers an unfinished drawing until it is taken up or let go: it is nobody else's to lose. */
function offer(owner: MapOwner, sketch: Sketch): void {
  const id = `sketch-${sketch.unitId}-${sketch.at}`;
  const { locale } = useAppState.getState();
  const resume = () => {
    notifications.hide(id);
    const bounds = boundsOf(sketch.geometry);
    if (bounds) owner.fit(bounds);
    resumeDrawing(owner, sketch.unitId, sketch.geometry);
  };
  notifications.show({
    id, autoClose: false, withCloseButton: false,
    message: (
      <>
        <p style={{ margin: '0 0 0.4rem' }}>{i18n.t('draw:sketchLeft', { when: momentText(new Date(sketch.at).toISOString(), locale) })}</p>
        <Group gap="xs"><Button size="compact-xs" onClick={resume}>{i18n.t('draw:sketchResume')}</Button><Button size="compact-xs" variant="default" onClick={() => notifications.hide(id)}>{i18n.t('draw:sketchDrop')}</Button></Group>
      </>
    ),
  });
}

/** Keeps what is drawn in this tab, and offers once what another left. `plan`: city and scheme. */
export function SketchRestore({ owner, plan }: { readonly owner: MapOwner; readonly plan: string }) {
  const isRead = useIsPlanRead();
  useEffect(() => keepSketch(plan, tabId, window.localStorage, navigator.locks, Date.now), [plan]);
  useEffect(() => {
    if (!isRead) return;
    void takeSketches(plan, tabId, window.localStorage, navigator.locks).then((sketches) => sketches.forEach((sketch) => offer(owner, sketch)));
  }, [isRead, plan, owner]);
  return null;
}
