import { ActionIcon, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { IconEye, IconFile, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { useKindOptions } from '../deliveries/kind-options.ts';
import { colon } from '../layers/names.ts';
import classes from './data.module.css';
import { isComplete, isOsmName, type PendingFile } from './pending-file.ts';
import { sizeText } from './size-text.ts';


interface Props { readonly pending: PendingFile; readonly onChange: (change: Partial<PendingFile>) => void; readonly onRemove: () => void; /** To look into it before it is imported. */ readonly onLook: () => void }
/** One chosen file and what its author says about it. */
export function FileCard({ pending, onChange, onRemove, onLook }: Props) {
  const { t } = useTranslation('data');
  const locale = useAppState((s) => s.locale);
  const isOsm = isOsmName(pending.file.name);
  const options = useKindOptions();
  return (
    <div className={classes['file']}>
      <Group gap={6} wrap="nowrap">
        <IconFile size={18} aria-hidden />
        <Text size="sm" fw={600} truncate style={{ flex: 1 }} title={pending.file.name}>{pending.file.name}</Text>
        <Text size="xs" c="dimmed">{sizeText(pending.file.size)}</Text>
        <ActionIcon size="sm" aria-label={t('form.remove', { name: pending.file.name })} onClick={onRemove}><IconX size={15} /></ActionIcon>
      </Group>
      {isOsm
        ? <Text size="xs" c="dimmed">{t('form.kind')}{colon(locale)}{t('form.kindAuto')}</Text>
        : <Select size="xs" allowDeselect={false} searchable label={t('form.kind')} placeholder={t('form.kindPick')} data={options} value={pending.kind} onChange={(kind) => onChange({ kind })} error={isComplete(pending) ? null : t('form.needKind')} withAsterisk />}
      <div className={classes['pair']}>
        <TextInput size="xs" label={t('form.source')} value={pending.source} onChange={(e) => onChange({ source: e.currentTarget.value })} />
        <TextInput size="xs" label={t('form.sourceDate')} type="date" value={pending.sourceDate} onChange={(e) => onChange({ sourceDate: e.currentTarget.value })} />
        <TextInput size="xs" label={t('form.crs')} placeholder="EPSG:4547" title={t('form.crsHint')} value={pending.crs} onChange={(e) => onChange({ crs: e.currentTarget.value })} disabled={isOsm} />
        <TextInput size="xs" label={t('form.attribution')} value={pending.attribution} onChange={(e) => onChange({ attribution: e.currentTarget.value })} />
      </div>
      {!isOsm && <Group justify="flex-end"><Button size="compact-xs" variant="subtle" leftSection={<IconEye size={14} />} title={t('form.lookNote')} onClick={onLook}>{t('form.look')}</Button></Group>}
    </div>
  );
}
