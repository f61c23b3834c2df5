import { ActionIcon, Badge, Button, Checkbox, TextInput, Title, Tooltip } from '@mantine/core';
import { IconDatabaseImport, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '#contract/deliveries.ts';
import { isProblem } from '../api/problem.ts';
import { useCity, useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import data from '../data/data.module.css';
import { sizeText } from '../data/size-text.ts';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { faultsOf, importOf, isBlocking, saysItsKinds, type Review } from './choices.ts';
import classes from './deliveries.module.css';
import { formatWords } from './format-words.ts';
import { useKindName } from './kind-options.ts';
import { LayerReview } from './layer-review.tsx';
import { useDelivery, useForgetDelivery, useImportDelivery } from './queries.ts';
import { useReviews } from './review-state.ts';

interface TableProps { readonly delivery: Delivery; readonly review: Review; readonly openName: string | undefined; readonly onOpen: (name: string) => void }
/** The layers in a delivery: which are taken, as what, and whether something is missing. */
function LayerTable({ delivery, review, openName, onOpen }: TableProps) {
  const { t } = useTranslation('deliveries');
  const kinds = useLayerKinds().data?.kinds ?? [];
  const cityBounds = useCity(useAppState((s) => s.cityId))?.bounds ?? null;
  const kindName = useKindName();
  const { choose } = useReviews.getState();
  return (
    <div className={`${classes['scroll'] ?? ''} ${classes['layers'] ?? ''}`}>
      <table className={classes['table']}>
        <thead><tr><th scope="col">{t('layers.layer')}</th><th scope="col">{t('layers.geometry')}</th><th scope="col" className={classes['number']}>{t('layers.count')}</th><th scope="col">{t('layers.as')}</th><th scope="col">{t('layers.state')}</th></tr></thead>
        <tbody>
          {review.layers.map((reviewed) => {
            const { layer, choice } = reviewed;
            const faults = faultsOf(reviewed, delivery.format, kinds, cityBounds);
            const isBlocked = faults.some(isBlocking);
            return (
              <tr key={layer.name} data-open={layer.name === openName}>
                <td>
                  <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
                    <Checkbox size="xs" checked={choice.isTaken} disabled={faults.some(({ code }) => code === 'unreadable')} aria-label={t('layers.take', { name: layer.name })} onChange={(event) => choose(delivery.id, layer.name, { isTaken: event.currentTarget.checked })} />
                    <button type="button" className={classes['layerName']} aria-current={layer.name === openName} onClick={() => onOpen(layer.name)}>{layer.name}</button>
                  </span>
                </td>
                <td>{layer.geometry.length > 0 ? layer.geometry.map((each) => t(`geometries.${each}`)).join(' ') : t('geometries.table')}</td>
                <td className={classes['number']}>{layer.featureCount?.toLocaleString('en') ?? '?'}</td>
                <td>{saysItsKinds(delivery.format) ? t('byOsm') : choice.kind === null ? '–' : kindName(choice.kind)}</td>
                <td>{!choice.isTaken ? <span className={classes['quiet']}>{t('layers.left')}</span> : <Badge size="sm" variant="light" color={isBlocked ? 'orange' : faults.length > 0 ? 'yellow' : 'teal'}>{isBlocked ? t('layers.missing') : faults.length > 0 ? t('layers.check') : t('layers.ready')}</Badge>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Foot({ delivery, review }: { readonly delivery: Delivery; readonly review: Review }) {
  const { t } = useTranslation('deliveries');
  const kinds = useLayerKinds().data?.kinds ?? [];
  const cityId = useAppState((s) => s.cityId) ?? '';
  const cityBounds = useCity(cityId)?.bounds ?? null;
  const send = useImportDelivery(cityId, delivery.id);
  const { change, drop } = useReviews.getState();
  const taken = review.layers.filter(({ choice }) => choice.isTaken);
  const blocked = taken.filter((reviewed) => faultsOf(reviewed, delivery.format, kinds, cityBounds).some(isBlocking));
  const why = taken.length === 0 ? t('nothingTaken') : blocked.length > 0 ? t('stillMissing', { names: blocked.map(({ layer }) => layer.name).join(', ') }) : undefined;
  return (
    <div className={classes['foot']}>
      <TextInput size="xs" label={t('form.source', { ns: 'data' })} value={review.source} onChange={(event) => change(delivery.id, { source: event.currentTarget.value })} />
      <TextInput size="xs" type="date" label={t('form.sourceDate', { ns: 'data' })} value={review.sourceDate} onChange={(event) => change(delivery.id, { sourceDate: event.currentTarget.value })} />
      <TextInput size="xs" label={t('form.attribution', { ns: 'data' })} value={review.attribution} onChange={(event) => change(delivery.id, { attribution: event.currentTarget.value })} />
      {send.isError && <div style={{ gridColumn: '1 / -1' }}><FailedState error={send.error} /></div>}
      <div className={classes['go']}>
        <Checkbox size="xs" checked={review.acceptance === 'ask'} onChange={(event) => change(delivery.id, { acceptance: event.currentTarget.checked ? 'ask' : 'at_once' })} label={t('ask')} description={t('askNote')} />
        {why !== undefined && <span className={classes['quiet']} role="status">{why}</span>}
        <Button leftSection={<IconDatabaseImport size={16} />} disabled={why !== undefined} loading={send.isPending} onClick={() => send.mutate(importOf(review), { onSuccess: () => drop(delivery.id) })}>{t('import', { count: taken.length })}</Button>
      </div>
    </div>
  );
}

function Body({ delivery, review }: { readonly delivery: Delivery; readonly review: Review }) {
  const { t } = useTranslation('deliveries');
  const [chosen, setChosen] = useState<string | null>(null);
  const open = review.layers.find(({ layer }) => layer.name === chosen) ?? review.layers.find(({ choice }) => choice.isTaken) ?? review.layers[0];
  if (!open) return <p className={classes['quiet']}>{t('noLayers')}</p>;
  return (
    <>
      <LayerTable delivery={delivery} review={review} openName={open.layer.name} onOpen={setChosen} />
      <LayerReview key={open.layer.name} deliveryId={delivery.id} format={delivery.format} reviewed={open} />
      <Foot delivery={delivery} review={review} />
    </>
  );
}

/** A delivery that was looked into: nothing of it is believed until it is imported. */
export function ReviewCard({ deliveryId }: { readonly deliveryId: string }) {
  const { t } = useTranslation('deliveries');
  const cityId = useAppState((s) => s.cityId) ?? '';
  const delivery = useDelivery(cityId, deliveryId);
  const review = useReviews((s) => s.reviews[deliveryId]);
  const forget = useForgetDelivery(cityId, deliveryId);
  const { open, begin, drop, forget: markGone } = useReviews.getState();
  const isGone = isProblem(delivery.error, 'not_found');
  useEffect(() => { if (isGone) markGone(deliveryId); }, [isGone, markGone, deliveryId]);
  useEffect(() => { if (delivery.data) begin(delivery.data); }, [delivery.data, begin]);
  const card = useRef<HTMLElement>(null);
  // Opened from a line further down it is brought into sight.
  useEffect(() => { if ((card.current?.getBoundingClientRect().top ?? 0) < 0) card.current?.scrollIntoView({ block: 'start' }); }, []);
  const { data: found } = delivery;
  return (
    <section ref={card} className={`${data['card'] ?? ''} ${classes['review'] ?? ''}`} aria-label={t('title')} data-testid="review">
      <div className={classes['head']}>
        <div>
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>{found?.fileName ?? t('title')}</Title>
          {found && <p className={classes['quiet']}>{t('formatIs', { format: formatWords(found.format, t) })} · {sizeText(found.bytes)} · {t('layerCount', { count: found.layers.length })} · {t('notYet')}</p>}
        </div>
        <Tooltip label={t('forget')}><ActionIcon aria-label={t('forget')} loading={forget.isPending} onClick={() => forget.mutate(undefined, { onSuccess: () => { markGone(deliveryId); drop(deliveryId); } })}><IconTrash size={18} /></ActionIcon></Tooltip>
        <Tooltip label={t('later')}><ActionIcon aria-label={t('later')} onClick={() => open(null)}><IconX size={18} /></ActionIcon></Tooltip>
      </div>
      {forget.isError && <FailedState error={forget.error} />}
      {delivery.isError && <FailedState error={delivery.error} onRetry={isGone ? undefined : () => void delivery.refetch()} />}
      {!delivery.isError && !(found && review) && <LoadingState />}
      {found && review && <Body delivery={found} review={review} />}
    </section>
  );
}
