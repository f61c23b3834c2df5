import { NativeSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LayerReading } from '#contract/deliveries.ts';
import { useCity, useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { inLocale } from '../layers/names.ts';
import { FailedState } from '../ui/states.tsx';
import { faultsOf, isTable, readAgain, saysItsKinds, type Choice, type ReviewedLayer } from './choices.ts';
import { CrsChoice } from './crs-choice.tsx';
import { isOldDatum, isUnverified } from './crs-names.ts';
import classes from './deliveries.module.css';
import { FindingList } from './finding-list.tsx';
import { useKindOptions } from './kind-options.ts';
import { MappingTable } from './mapping-table.tsx';
import { usePreview } from './queries.ts';
import { useReviews } from './review-state.ts';
import { SampleRows } from './sample-rows.tsx';

/** Encodings to choose from; what a source states besides is added. */
const encodings = ['utf-8', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252', 'utf-16le'];
const coordinateColumns = (mapping: Choice['mapping']) => Object.entries(mapping).filter(([, target]) => target === '#x' || target === '#y' || target === '#wkt').map((pair) => pair.join()).sort().join(';');

interface Props { readonly deliveryId: string; readonly format: string; readonly reviewed: ReviewedLayer }
/** One layer of a delivery: what it is, where it lies, how its text is written and where its fields go. Each may be corrected; it is then read again. */
export function LayerReview({ deliveryId, format, reviewed }: Props) {
  const { t } = useTranslation('deliveries');
  const locale = useAppState((s) => s.locale);
  const cityId = useAppState((s) => s.cityId) ?? '';
  const kinds = useLayerKinds().data?.kinds ?? [];
  const cityBounds = useCity(cityId)?.bounds ?? null;
  const kindOptions = useKindOptions();
  const preview = usePreview(cityId, deliveryId);
  const { layer, choice } = reviewed;
  const kind = kinds.find((each) => each.kind === choice.kind);
  const classifications = kinds.find((each) => each.kind === 'land_use')?.attributes['classification_version']?.values ?? [];
  const { choose, changeLayer } = useReviews.getState();
  /** Chooses at once and reads again; the answer's proposals count but for what the person chose. */
  const reread = (change: Partial<Choice>, reading: Omit<LayerReading, 'layer'>) => {
    choose(deliveryId, layer.name, change);
    const how: Omit<LayerReading, 'layer'> = {
      ...(choice.kind === null ? {} : { kind: choice.kind }), ...(choice.encoding === null ? {} : { encoding: choice.encoding }), ...(choice.crs === null ? {} : { crs: choice.crs }), ...reading,
    };
    // A datum nobody has accepted as not verified is no reading yet.
    if (how.crs !== undefined && isOldDatum(how.crs) && !isUnverified(how.crs)) {
      if (reading.crs !== undefined) return;
      delete how.crs;
    }
    preview.mutate({ layer: layer.name, ...how }, { onSuccess: (answer) => changeLayer(deliveryId, layer.name, (before) => readAgain(before, answer, change)) });
  };
  const changeMapping = (mapping: Choice['mapping']) => (coordinateColumns(mapping) === coordinateColumns(choice.mapping) ? choose(deliveryId, layer.name, { mapping }) : reread({ mapping, crs: null }, { mapping }));
  const encoding = layer.encoding;
  return (
    <div className={classes['parts']} data-testid="layer-review" data-layer={layer.name}>
      <FindingList faults={faultsOf(reviewed, format, kinds, cityBounds)} findings={layer.findings} attributeName={(attribute) => inLocale(kind?.attributes[attribute]?.name, locale, attribute)} />
      {preview.isError && <FailedState error={preview.error} title={t('rereadFailed')} />}
      <div className={classes['halves']}>
        <div className={classes['parts']}>
          <div className={classes['pair']}>
            {!saysItsKinds(format) && (
              <Select
                size="xs" searchable allowDeselect={false} label={t('kind')} placeholder={t('kindPick')} withAsterisk data={kindOptions} value={choice.kind} error={choice.kind === null}
                onChange={(value) => { if (value && value !== choice.kind) reread({ kind: value }, { kind: value }); }} nothingFoundMessage={t('noKind')}
              />
            )}
            {encoding && (
              <NativeSelect
                size="xs" label={t('encoding.title')} value={choice.encoding ?? encoding.name} onChange={(event) => reread({ encoding: event.currentTarget.value }, { encoding: event.currentTarget.value })}
                data={[...new Set([encoding.name, ...(choice.encoding === null ? [] : [choice.encoding]), ...encodings])].map((name) => ({ value: name, label: t(`encodings.${name}`, { defaultValue: name }) }))}
                description={t('encoding.from', { from: t(`evidence.${encoding.from}`) })} inputWrapperOrder={['label', 'input', 'description']}
              />
            )}
          </div>
          <CrsChoice layer={layer} crs={choice.crs} isBusy={preview.isPending} onChoose={(crs) => reread({ crs, mapping: choice.mapping }, { crs, mapping: choice.mapping })} />
          {choice.kind === 'land_use' && (
            <NativeSelect
              size="xs" label={t('classification.title')} description={t('classification.note')} value={choice.classification ?? '?'} error={choice.classification === null}
              onChange={(event) => { const value = event.currentTarget.value; choose(deliveryId, layer.name, { classification: value === '?' ? null : value }); }}
              data={[...(choice.classification === null ? [{ value: '?', label: t('classification.choose') }] : []), { value: '', label: t('classification.asData') }, ...classifications.map((value) => ({ value, label: t(`classifications.${value}`, { defaultValue: value }) }))]}
            />
          )}
        </div>
        <MappingTable layer={layer} kind={kind} mapping={choice.mapping} onChange={changeMapping} />
      </div>
      {isTable(layer) && <p className={classes['quiet']}>{t('tableNote')}</p>}
      <SampleRows layer={layer} isStale={preview.isPending} />
    </div>
  );
}
