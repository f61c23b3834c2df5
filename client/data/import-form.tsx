import { ActionIcon, Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconFiles, IconUpload, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#contract/layers.ts';
import { api } from '../api/api.ts';
import { keys, useCities, useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { bundlesOf, type Bundle } from '../deliveries/bundles.ts';
import { sendBundle } from '../deliveries/send-bundle.ts';
import { LoadingState, useProblemWords } from '../ui/states.tsx';
import classes from './data.module.css';
import { DropZone } from './drop-zone.tsx';
import { mostFiles, type Dropped } from './dropped-files.ts';
import { FileCard } from './file-card.tsx';
import { idFromName, isComplete, isQuick, pendingFile } from './pending-file.ts';
import { usePending } from './pending-store.ts';
import { sizeText } from './size-text.ts';
import { takeDropped, useFolders } from './take-dropped.ts';
import { startUpload } from './upload.ts';

interface NewCityFields { readonly name: string; readonly id: string; readonly srid: string }
const newCity = '+new';

function NewCityForm({ fields, onChange }: { readonly fields: NewCityFields; readonly onChange: (fields: NewCityFields) => void }) {
  const { t } = useTranslation('data');
  const isOwnId = fields.id !== idFromName(fields.name);
  return (
    <div className={classes['pair']}>
      <TextInput size="xs" required label={t('form.newCityName')} value={fields.name} onChange={(e) => { const name = e.currentTarget.value; onChange({ ...fields, name, id: isOwnId && fields.id !== '' ? fields.id : idFromName(name) }); }} />
      <TextInput size="xs" required label={t('form.newCityId')} description={t('form.newCityIdHint')} inputWrapperOrder={['label', 'input', 'description']} value={fields.id} onChange={(e) => onChange({ ...fields, id: e.currentTarget.value })} />
      <TextInput size="xs" label={t('form.newCitySrid')} description={t('form.newCitySridHint')} inputWrapperOrder={['label', 'input', 'description']} placeholder="EPSG:4547" value={fields.srid} onChange={(e) => onChange({ ...fields, srid: e.currentTarget.value })} />
    </div>
  );
}

/** A delivery that waits for the city it is for. */
function BundleCard({ bundle, onRemove }: { readonly bundle: Bundle; readonly onRemove: () => void }) {
  const { t } = useTranslation('data');
  return (
    <div className={classes['file']}>
      <Group gap={6} wrap="nowrap">
        <IconFiles size={18} aria-hidden />
        <Text size="sm" fw={600} truncate style={{ flex: 1 }} title={bundle.files.map(({ name }) => name).join('\n')}>{bundle.name}</Text>
        <Text size="xs" c="dimmed">{bundle.files.length > 1 && `${t('form.parts', { count: bundle.files.length })} · `}{sizeText(bundle.bytes)}</Text>
        <ActionIcon size="sm" aria-label={t('form.remove', { name: bundle.name })} onClick={onRemove}><IconX size={15} /></ActionIcon>
      </Group>
      <Text size="xs" c="dimmed">{t('form.lookFirst')}</Text>
    </div>
  );
}

/** Files, where they go, what is said about them, and the one button. What does not say enough by itself goes to be looked into at once. */
export function ImportForm() {
  const { t } = useTranslation('data');
  const words = useProblemWords();
  const client = useQueryClient();
  const cities = useCities().data ?? [];
  const kinds = useLayerKinds().data?.kinds;
  const openCity = useAppState((s) => s.cityId);
  const locale = useAppState((s) => s.locale);
  const { files, bundles } = usePending();
  const [target, setTarget] = useState<string | null>(null);
  const [city, setCity] = useState<NewCityFields>({ name: '', id: '', srid: '' });
  const hand = useCallback((found: readonly Bundle[]) => {
    if (openCity !== null) for (const bundle of found) void sendBundle(openCity, bundle);
    else usePending.setState((before) => ({ bundles: [...before.bundles, ...found] }));
  }, [openCity]);
  const look = useCallback((taken: readonly File[]) => hand(bundlesOf(taken)), [hand]);
  const take = useCallback((taken: readonly File[]) => {
    const quick = taken.filter(({ name }) => isQuick(name)).map((file) => pendingFile(file, crypto.randomUUID(), kinds ?? []));
    usePending.setState((before) => ({ files: [...before.files, ...quick] }));
    look(taken.filter(({ name }) => !isQuick(name)));
  }, [kinds, look]);
  const onDropped = useCallback((dropped: Promise<Dropped>) => void takeDropped(dropped, take, (bundle) => hand([bundle])), [take, hand]);
  const { packing, trouble } = useFolders();
  const chosen = target ?? openCity ?? newCity;
  const isNew = chosen === newCity;
  const isCityGiven = !isNew || (city.name.trim() !== '' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(city.id));
  const send = useMutation({
    mutationFn: async () => {
      const srid = Number(/\d+/.exec(city.srid)?.[0] ?? NaN);
      if (isNew) await api.post<City>('/cities', { id: city.id, name: city.name.trim(), ...(Number.isFinite(srid) ? { srid } : {}) });
      return isNew ? city.id : chosen;
    },
    onSuccess: (cityId) => {
      void client.invalidateQueries({ queryKey: keys.cities });
      useAppState.getState().goTo(cityId);
      setTarget(null);
      for (const file of files) void startUpload(cityId, file);
      for (const bundle of bundles) void sendBundle(cityId, bundle);
      usePending.setState({ files: [], bundles: [] });
    },
  });
  const failure = send.error ? words(send.error) : null;
  const count = files.length + bundles.length;
  const canSend = count > 0 && isCityGiven && files.every(isComplete);
  return (
    <Stack gap="sm">
      <DropZone onDropped={onDropped} />
      {packing !== null && <LoadingState label={t('drop.packing', { name: packing })} />}
      {trouble && <Alert color="orange" variant="light" p="xs" role="alert" withCloseButton closeButtonLabel={t('upload.dismiss')} onClose={() => useFolders.setState({ trouble: null })}>{t(`drop.trouble.${trouble.code}`, { name: trouble.name, most: mostFiles })}</Alert>}
      {count > 0 && (
        <div className={classes['card']}>
          <Stack gap="sm">
            <Select
              size="sm" label={t('form.city')} value={chosen} onChange={setTarget} allowDeselect={false}
              data={[...cities.map(({ id, name, nameEn }) => { const shown = locale === 'en' && nameEn ? nameEn : name; return { value: id, label: id === openCity ? t('form.thisCity', { name: shown }) : shown }; }), { value: newCity, label: t('form.newCity') }]}
            />
            {isNew && <NewCityForm fields={city} onChange={setCity} />}
            {files.map((file) => (
              <FileCard
                key={file.id} pending={file} onRemove={() => usePending.setState({ files: files.filter((each) => each !== file) })} onLook={() => { usePending.setState({ files: files.filter((each) => each !== file) }); look([file.file]); }}
                onChange={(part) => usePending.setState({ files: files.map((each) => (each === file ? { ...each, ...part } : each)) })}
              />
            ))}
            {bundles.map((bundle) => <BundleCard key={bundle.name} bundle={bundle} onRemove={() => usePending.setState({ bundles: bundles.filter((each) => each !== bundle) })} />)}
            {failure && <Alert color="orange" variant="light" p="xs" role="alert" title={failure.title}>{failure.detail}</Alert>}
            <Button leftSection={<IconUpload size={16} />} disabled={!canSend} loading={send.isPending} title={isCityGiven ? undefined : t('form.needCity')} onClick={() => send.mutate()}>{files.length > 0 ? t('form.import', { count }) : t('form.lookInto', { count })}</Button>
          </Stack>
        </div>
      )}
    </Stack>
  );
}
