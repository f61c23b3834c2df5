import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { useMapOwner } from './map-context.ts';
import classes from './map-foot.module.css';
import { metresPerPixel, scaleFor } from './scale.ts';
import { useMapValue } from './use-map-view.ts';

const scaleMaxPx = 110;
function ScaleBar() {
  const { t } = useTranslation('map');
  const owner = useMapOwner();
  const metresAPixel = useMapValue(owner, (o) => metresPerPixel(o.map.getCenter().lat, o.map.getZoom()), 1);
  const { metres, widthPx } = scaleFor(metresAPixel, scaleMaxPx);
  const text = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  return <span className={classes['scale']} role="img" aria-label={`${t('scale')}: ${text}`}><span>{text}</span><span className={classes['scaleBar']} style={{ width: widthPx }} /></span>;
}

/** Pointer position in degrees and in the city's metric CRS; written past React, for it changes with every pixel. */
function Readout({ srid }: { readonly srid: number | null }) {
  const { t } = useTranslation('map');
  const owner = useMapOwner();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!owner) return;
    const crs = srid === null ? null : metricCrs(srid);
    const onMove = ({ lngLat: { lng, lat } }: { lngLat: { lng: number; lat: number } }) => {
      if (!text.current) return;
      const [east, north] = crs ? crs.forward(lng, lat) : [0, 0];
      // East and north by name: X is north to a Chinese surveyor and east to most programs.
      const metric = crs ? `\u2003${crs.code}  ${t('easting')} ${east.toFixed(1)}  ${t('northing')} ${north.toFixed(1)}` : '';
      text.current.textContent = `${lng.toFixed(6)}, ${lat.toFixed(6)}${metric}`;
    };
    owner.map.on('mousemove', onMove);
    return () => void owner.map.off('mousemove', onMove);
  }, [owner, srid, t]);
  return <span className={classes['readout']} ref={text} title={t('place')} />;
}

/** Each source named once, in the order of the layers. */
export const attributions = (editions: readonly Pick<LayerEdition, 'attribution' | 'source'>[]): string[] =>
  [...new Set(editions.map((edition) => edition.attribution.trim()).filter((text) => text !== ''))];

interface Props { readonly srid: number | null; readonly editions: readonly LayerEdition[] }
export function MapFoot({ srid, editions }: Props) {
  const { t } = useTranslation('map');
  const sources = attributions(editions).join(' · ');
  return (
    <div className={classes['foot']}>
      <ScaleBar />
      <Readout srid={srid} />
      {sources && <span className={classes['sources']} title={`${t('sources')}: ${sources}`}>{sources}</span>}
    </div>
  );
}
