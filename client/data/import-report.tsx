import { Anchor, Group, Spoiler, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCircleCheck, IconDownload, IconInfoCircle, IconTool, IconTrashX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport as Report, ReportEntry } from '#contract/layers.ts';
import { useAppState } from '../app/app-state.ts';
import { placeWords } from '../api/details/detail-words.ts';
import { reportUrl } from '../deliveries/queries.ts';
import classes from './data.module.css';
import { reportWords } from './report-words.ts';

interface SectionProps { readonly title: string; readonly icon: ReactNode; readonly colour: string; readonly entries: readonly ReportEntry[] }
function ReportSection({ title, icon, colour, entries }: SectionProps) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const total = entries.reduce((sum, entry) => sum + entry.count, 0);
  if (entries.length === 0) return null;
  return (
    <section>
      <Group gap={6} mb={4}><ThemeIcon size="sm" variant="light" color={colour} aria-hidden>{icon}</ThemeIcon><Title order={4} fz="sm">{title} <Text span c="dimmed" fz="sm">{total.toLocaleString('en')}</Text></Title></Group>
      <ul className={classes['entries']}>
        {entries.map((entry) => (
          <li key={entry.code}>
            <Group justify="space-between" wrap="nowrap" gap="sm"><Text size="sm">{reportWords(entry.code, locale)}</Text><Text size="sm" fw={600} className={classes['number']}>{entry.count.toLocaleString('en')}</Text></Group>
            {entry.examples.length > 0 && (
              <Spoiler maxHeight={20} showLabel="…" hideLabel="▲" className={classes['examples'] ?? ''}>
                <Text size="xs" c="dimmed">{t('report.examples')} {entry.examples.map((example) => placeWords(example, locale)).join(locale === 'zh' ? '；' : '; ')}{entry.count > entry.examples.length && ` … ${t('report.moreExamples', { count: entry.count - entry.examples.length })}`}</Text>
              </Spoiler>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What an import took, mended and left out, why, and where in the file. read = taken + left out. */
export function ImportReport({ report, of }: { readonly report: Report; /** The edition it is of, for all its rows as a file. */ readonly of?: { readonly cityId: string; readonly editionId: number } }) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const leftOut = report.read - report.taken;
  const tallies: readonly (readonly [string, number])[] = [[t('report.read'), report.read], [t('report.taken'), report.taken], [t('report.leftOut'), leftOut]];
  const isClean = report.mended.length + report.leftOut.length + report.notices.length === 0;
  return (
    <div className={classes['report']}>
      <dl className={classes['tallies']}>{tallies.map(([term, value]) => <div key={term}><dt>{term}</dt><dd>{value.toLocaleString('en')}</dd></div>)}</dl>
      {isClean && <Group gap={6} wrap="nowrap"><IconCircleCheck size={16} aria-hidden /><Text size="sm">{t('report.allGood')}</Text></Group>}
      <ReportSection title={t('report.leftOut')} icon={<IconTrashX size={14} />} colour="orange" entries={report.leftOut} />
      <ReportSection title={t('report.mended')} icon={<IconTool size={14} />} colour="blue" entries={report.mended} />
      <ReportSection title={t('report.notices')} icon={<IconInfoCircle size={14} />} colour="gray" entries={report.notices} />
      {of && !isClean && (
        <Group gap={8}>
          <IconDownload size={15} aria-hidden />
          <Text size="xs" c="dimmed">{t('report.allRows')}</Text>
          {(['xlsx', 'csv'] as const).map((format) => <Anchor key={format} size="xs" href={reportUrl(of.cityId, of.editionId, format, locale)} download>{t(`report.${format}`)}</Anchor>)}
        </Group>
      )}
    </div>
  );
}
