import { Checkbox, Divider, Popover, Switch } from '@mantine/core';
import { IconMagnet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapOwner } from '../../map/map-owner.ts';
import { ToolButton } from '../tool-button.tsx';
import { snappingRules } from './shipped-rules.ts';
import { useSnapSettings } from './snap-settings.ts';
import type { SnapKindRule } from './snapping-rules.ts';
import classes from './snap.module.css';

/** Why a kind is not snapped to although it is switched on; null when it is. */
function whyNot(owner: MapOwner, { layers, fromZoom }: SnapKindRule): 'hidden' | 'zoomIn' | null {
  if (layers.length === 0) return null;
  if (owner.map.getZoom() < fromZoom) return 'zoomIn';
  return layers.some((layer) => owner.map.getSource(layer)) ? null : 'hidden';
}

/** What is snapped to, kind by kind; remembered. */
export function SnapPanel({ owner }: { readonly owner: MapOwner }) {
  const { t } = useTranslation('draw');
  const [isOpen, setOpen] = useState(false);
  const { isOn, off, hasGuides, setOn, toggle, setGuides } = useSnapSettings();
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <span><ToolButton icon={<IconMagnet size={20} />} label={t('snap.settings')} shortcut="S" why={null} isPressed={isOn} onClick={() => setOpen(!isOpen)} /></span>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes['panel']} role="group" aria-label={t('snap.settings')}>
          <Switch label={t('snap.on')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
          <Divider />
          {snappingRules.kinds.map((rule) => {
            const why = whyNot(owner, rule);
            return <Checkbox key={rule.kind} size="xs" disabled={!isOn} label={<>{t(`snap.kinds.${rule.kind}`)} {why && <span className={classes['note']}>{t(`snap.${why}`)}</span>}</>} checked={!off.includes(rule.kind)} onChange={() => toggle(rule.kind)} />;
          })}
          <Checkbox size="xs" disabled={!isOn} label={t('snap.guides')} checked={hasGuides} onChange={(event) => setGuides(event.currentTarget.checked)} />
          <div className={classes['note']}>{t('snap.free')}</div>
          <div className={classes['note']}>{t('snap.roadEdges')}</div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
