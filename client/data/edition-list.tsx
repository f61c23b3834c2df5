import { ActionIcon, Button, Group, Table, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconDatabaseOff, IconMap2, IconReportAnalytics } from '@tabler/icons-react';
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { useEditions, useLayerKinds } from '../api/queries.ts';
import { languageTag } from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import { useOpenWaiting } from '../deliveries/open-waiting.ts';
import { isWaiting } from '../deliveries/queries.ts';
import { StatusBadge } from '../deliveries/status-badge.tsx';
import { TakeBack } from '../deliveries/take-back.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { inLocale } from '../layers/names.ts';
import { Swatch } from '../layers/swatch.tsx';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import classes from './data.module.css';
import { editionsByKind } from './editions-by-kind.ts';
import { ImportReport } from './import-report.tsx';

/** Who decided about an edition, when, and why. */
function Decided({ edition: { placed, decided } }: { readonly edition: LayerEdition }) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const line = (what: string, { by, at, reason }: NonNullable<LayerEdition['placed']>, undone: string | null) => {
    const shift = undone === null || undone === 'none' ? '' : t('editions.undone', { shift: t(`where.shift.${undone}`, { defaultValue: undone }) });
    return <Text size="sm">{t(`editions.decided.${what}`, { by: by ?? t('editions.system'), at: new Date(at).toLocaleString(languageTag(locale)) })}{shift}{reason && <>{locale === 'zh' ? '：' : ': '}{reason}</>}</Text>;
  };
  return <>{placed && line('placed', placed, placed.undoneShift)}{decided && line(decided.decision, decided, placed ? null : decided.undoneShift)}</>;
}

interface RowProps { readonly edition: LayerEdition; readonly name: string; readonly isOld: boolean; /** In use, with one before it that can come back. */ readonly canTakeBack?: boolean }
function EditionRow({ edition, name, isOld, canTakeBack = false }: RowProps) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const cityId = useAppState((s) => s.cityId) ?? '';
  const [isOpen, setOpen] = useState(false);
  const [isTakingBack, setTakingBack] = useState(false);
  const words = { name, edition: edition.edition };
  const label = t('editions.showReport', words);
  return (
    <>
      <Table.Tr className={isOld ? classes['old'] ?? '' : ''}>
        <Table.Td>{!isOld && <Group gap={8} wrap="nowrap"><Swatch kind={edition.kind} /><Text size="sm" fw={600}>{name}</Text></Group>}</Table.Td>
        <Table.Td><Group gap={6} wrap="nowrap">{edition.edition}<StatusBadge edition={edition} /></Group></Table.Td>
        <Table.Td ta="right">{edition.featureCount.toLocaleString('en')}</Table.Td>
        <Table.Td maw={150}><Text size="sm" truncate title={`${edition.source}${edition.attribution ? ` · ${edition.attribution}` : ''}`}>{edition.source}</Text></Table.Td>
        <Table.Td>{edition.sourceDate ?? '–'}</Table.Td>
        <Table.Td>{edition.crs}</Table.Td>
        <Table.Td title={edition.createdBy ?? undefined}>{new Date(edition.createdAt).toLocaleDateString(languageTag(locale))}</Table.Td>
        <Table.Td>
          <Group gap={4} wrap="nowrap" justify="flex-end">
            {isWaiting(edition) && <Tooltip label={t('editions.decide', words)}><ActionIcon size="sm" aria-label={t('editions.decide', words)} onClick={() => useOpenWaiting.getState().show(edition.id)}><IconMap2 size={16} /></ActionIcon></Tooltip>}
            {edition.status === 'current' && <ExportButton subject={{ what: 'layer', kind: edition.kind }} name={name} />}
            {canTakeBack && <Tooltip label={t('editions.takeBack', words)}><ActionIcon size="sm" aria-label={t('editions.takeBack', words)} aria-expanded={isTakingBack} onClick={() => setTakingBack(!isTakingBack)}><IconArrowBackUp size={16} /></ActionIcon></Tooltip>}
            <Tooltip label={label}><ActionIcon size="sm" aria-label={label} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><IconReportAnalytics size={16} /></ActionIcon></Tooltip>
          </Group>
        </Table.Td>
      </Table.Tr>
      {isTakingBack && canTakeBack && <Table.Tr><Table.Td colSpan={8}><TakeBack cityId={cityId} edition={edition} name={name} onClose={() => setTakingBack(false)} /></Table.Td></Table.Tr>}
      {isOpen && <Table.Tr><Table.Td colSpan={8} style={{ whiteSpace: 'normal' }}><Decided edition={edition} /><Text size="xs" c="dimmed">{edition.format}{edition.createdBy && ` · ${t('editions.by')} ${edition.createdBy}`} · {t('editions.hash')} <span className={classes['hash']}>{edition.sha256}</span>{edition.attribution && ` · ${edition.attribution}`}</Text><ImportReport report={edition.report} of={{ cityId, editionId: edition.id }} /></Table.Td></Table.Tr>}
    </>
  );
}

/** Every layer with its current edition, and the older ones below it on demand. */
export function EditionList() {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const editions = useEditions(useAppState((s) => s.cityId));
  const kinds = useLayerKinds().data?.kinds;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const groups = useMemo(() => editionsByKind(editions.data ?? [], (kinds ?? []).map(({ kind }) => kind)), [editions.data, kinds]);
  const toggle = (kind: string) => setOpen((before) => new Set(before.has(kind) ? [...before].filter((each) => each !== kind) : [...before, kind]));
  const columns = ['layer', 'edition', 'count', 'source', 'date', 'crs', 'imported'] as const;
  return (
    <section className={classes['card']}>
      <Title order={2} mb={6}>{t('editions.title')}</Title>
      {editions.isError && <FailedState error={editions.error} onRetry={() => void editions.refetch()} />}
      {editions.isPending && editions.fetchStatus !== 'idle' && <LoadingState />}
      {groups.length === 0 && !editions.isFetching && !editions.isError && <EmptyState icon={<IconDatabaseOff size={30} />} title={t('editions.empty')}>{t('editions.none')}</EmptyState>}
      {groups.length > 0 && (
        <div className={classes['tableWrap']}>
          <Table verticalSpacing={5} horizontalSpacing="xs" fz="sm" highlightOnHover style={{ whiteSpace: 'nowrap' }}>
            <Table.Thead><Table.Tr>{columns.map((column) => <Table.Th key={column} ta={column === 'count' ? 'right' : 'left'}>{t(`editions.${column}`)}</Table.Th>)}<Table.Th aria-label={t('jobs.report')} /></Table.Tr></Table.Thead>
            <Table.Tbody>
              {groups.map(({ kind, latest, older }) => {
                const name = inLocale(kinds?.find((each) => each.kind === kind)?.name, locale, kind);
                return (
                  <Fragment key={kind}>
                    <EditionRow edition={latest} name={name} isOld={false} canTakeBack={latest.status === 'current' && older.some(({ status }) => status === 'superseded')} />
                    {older.length > 0 && <Table.Tr><Table.Td /><Table.Td colSpan={7} py={0}><Button size="compact-xs" variant="subtle" aria-expanded={open.has(kind)} onClick={() => toggle(kind)}>{t('editions.history', { count: older.length })}</Button></Table.Td></Table.Tr>}
                    {open.has(kind) && older.map((edition) => <EditionRow key={edition.id} edition={edition} name={name} isOld />)}
                  </Fragment>
                );
              })}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  );
}
