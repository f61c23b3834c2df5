import { ActionIcon, Badge, Button, Group, Table, Text, Title, Tooltip } from '@mantine/core';
import { IconDatabaseOff, IconReportAnalytics } from '@tabler/icons-react';
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { useEditions, useLayerKinds } from '../api/queries.ts';
import { languageTag } from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import { inLocale } from '../layers/names.ts';
import { Swatch } from '../layers/swatch.tsx';
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx';
import classes from './data.module.css';
import { editionsByKind } from './editions-by-kind.ts';
import { ImportReport } from './import-report.tsx';

function EditionRow({ edition, name, isOld }: { readonly edition: LayerEdition; readonly name: string; readonly isOld: boolean }) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const [isOpen, setOpen] = useState(false);
  const label = t('editions.showReport', { name, edition: edition.edition });
  return (
    <>
      <Table.Tr className={isOld ? classes['old'] ?? '' : ''}>
        <Table.Td>{!isOld && <Group gap={8} wrap="nowrap"><Swatch kind={edition.kind} /><Text size="sm" fw={600}>{name}</Text></Group>}</Table.Td>
        <Table.Td><Group gap={6} wrap="nowrap">{edition.edition}<Badge size="xs" variant="light" color={edition.status === 'current' ? 'teal' : edition.status === 'quarantined' ? 'orange' : 'gray'}>{t(`editions.${edition.status}`)}</Badge></Group></Table.Td>
        <Table.Td ta="right">{edition.featureCount.toLocaleString('en')}</Table.Td>
        <Table.Td maw={220}><Text size="sm" truncate title={`${edition.source}${edition.attribution ? ` · ${edition.attribution}` : ''}`}>{edition.source}</Text></Table.Td>
        <Table.Td>{edition.sourceDate ?? '–'}</Table.Td>
        <Table.Td>{edition.crs}</Table.Td>
        <Table.Td>{new Date(edition.createdAt).toLocaleDateString(languageTag(locale))}{edition.createdBy && <Text span size="xs" c="dimmed"> {edition.createdBy}</Text>}</Table.Td>
        <Table.Td><span className={classes['hash']} title={edition.sha256}>{edition.sha256.slice(0, 8)}</span></Table.Td>
        <Table.Td><Tooltip label={label}><ActionIcon size="sm" aria-label={label} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><IconReportAnalytics size={16} /></ActionIcon></Tooltip></Table.Td>
      </Table.Tr>
      {isOpen && <Table.Tr><Table.Td colSpan={9}><ImportReport report={edition.report} /></Table.Td></Table.Tr>}
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
  const columns = ['layer', 'edition', 'count', 'source', 'date', 'crs', 'imported', 'hash'] as const;
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
                    <EditionRow edition={latest} name={name} isOld={false} />
                    {older.length > 0 && <Table.Tr><Table.Td /><Table.Td colSpan={8} py={0}><Button size="compact-xs" variant="subtle" aria-expanded={open.has(kind)} onClick={() => toggle(kind)}>{t('editions.history', { count: older.length })}</Button></Table.Td></Table.Tr>}
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
