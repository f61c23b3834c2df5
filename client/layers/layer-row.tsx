import { ActionIcon, Slider, Text, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconInfoCircle } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { isFacility } from '../map/layers/facilities.ts';
import { isOldPlace } from '../map/palette.ts';
import { isShown } from './default-layers.ts';
import { EditionFacts } from './edition-facts.tsx';
import classes from './layers.module.css';
import { inLocale } from './names.ts';
import { Swatch } from './swatch.tsx';
import type { TreeRow } from './tree.ts';

function OpacitySlider({ kind }: { readonly kind: string }) {
  const { t } = useTranslation('layers');
  const opacity = useAppState((s) => s.layerOpacity[kind] ?? 1);
  return (
    <div style={{ marginTop: 8 }}>
      <Text size="xs" c="dimmed">{t('opacity')} {Math.round(opacity * 100)}%</Text>
      <Slider size="sm" min={0.1} max={1} step={0.05} value={opacity} label={null} thumbLabel={t('opacity')} onChange={(value) => useAppState.getState().setLayerOpacity(kind, value)} />
    </div>
  );
}

export function LayerRow({ row: { kind, edition } }: { readonly row: TreeRow }) {
  const { t } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  const isOn = useAppState((s) => isShown(kind.kind, s.layerSwitches));
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const name = inLocale(kind.name, locale, kind.kind);
  const toggle = () => useAppState.getState().switchLayers({ [kind.kind]: !isOn });
  return (
    <li>
      <div className={classes['row']} data-off={!isOn}>
        <Swatch kind={kind.kind} />
        <span className={classes['rowName']} onClick={toggle} title={name}>{name}</span>
        <span className={classes['count']} title={t('features', { count: edition.featureCount })}>{edition.featureCount.toLocaleString('en')}</span>
        <Tooltip label={t('details', { name })}><ActionIcon size="sm" aria-label={t('details', { name })} aria-expanded={isOpen} aria-controls={detailsId} onClick={() => setOpen(!isOpen)}><IconInfoCircle size={15} /></ActionIcon></Tooltip>
        <ActionIcon size="sm" role="switch" aria-checked={isOn} aria-label={t('show', { name })} onClick={toggle}>{isOn ? <IconEye size={16} /> : <IconEyeOff size={16} />}</ActionIcon>
      </div>
      <div id={detailsId} hidden={!isOpen} className={classes['details']}>
        {isOpen && <EditionFacts edition={edition} />}
        {isOpen && (isOldPlace(kind.kind) || isFacility(kind.kind)) && <OpacitySlider kind={kind.kind} />}
      </div>
    </li>
  );
}
