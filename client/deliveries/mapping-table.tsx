import { Badge, Group, NativeSelect, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldMapping, SourceLayer } from '#contract/deliveries.ts';
import type { LayerKind } from '#contract/layers.ts';
import { useAppState } from '../app/app-state.ts';
import { inLocale } from '../layers/names.ts';
import { isTable, mapField } from './choices.ts';
import classes from './deliveries.module.css';

interface Props { readonly layer: SourceLayer; readonly kind: LayerKind | undefined; readonly mapping: FieldMapping; readonly onChange: (mapping: FieldMapping) => void }
/** Where each field of the source goes. A field's first values show what is in it; what goes nowhere is not lost in the file, only not imported. */
export function MappingTable({ layer, kind, mapping, onChange }: Props) {
  const { t } = useTranslation('deliveries');
  const locale = useAppState((s) => s.locale);
  const attributes = Object.entries(kind?.attributes ?? {}).map(([value, { name, required }]) => ({ value, label: `${inLocale(name, locale, value)}${required ? ' *' : ''}` }));
  const general = [{ value: '#name', label: t('mapping.name') }, { value: '#id', label: t('mapping.id') }, ...(isTable(layer) ? [{ value: '#x', label: t('mapping.x') }, { value: '#y', label: t('mapping.y') }, { value: '#wkt', label: t('mapping.wkt') }] : [])];
  const options = [{ value: '', label: t('mapping.none') }, { group: t('mapping.general'), items: general }, ...(attributes.length > 0 ? [{ group: inLocale(kind?.name, locale), items: attributes }] : [])];
  const used = layer.fields.filter(({ name }) => (mapping[name] ?? '') !== '').length;
  return (
    <section className={classes['part']} aria-label={t('mapping.title')}>
      <Group gap={8}>
        <Title order={4} fz="sm">{t('mapping.title')}</Title>
        <span className={classes['quiet']}>{t('mapping.used', { used, all: layer.fields.length })}</span>
        {layer.isRemembered && <Badge size="sm" variant="light" leftSection={<IconHistory size={12} />} title={t('mapping.rememberedNote')}>{t('mapping.remembered')}</Badge>}
      </Group>
      {layer.fields.length === 0 ? <p className={classes['quiet']}>{t('mapping.noFields')}</p> : (
        <div className={classes['scroll']} tabIndex={0} role="group" aria-label={t('mapping.title')}>
          <table className={classes['table']}>
            <thead><tr><th scope="col">{t('mapping.field')}</th><th scope="col">{t('mapping.samples')}</th><th scope="col">{t('mapping.target')}</th></tr></thead>
            <tbody>
              {layer.fields.map(({ name, type, samples }) => (
                <tr key={name}>
                  <td className={classes['field']}>{name}<span className={classes['type']}>{t(`types.${type}`)}</span></td>
                  <td className={classes['samples']} title={samples.join('\n')}>{samples.length > 0 ? samples.join(locale === 'zh' ? '、' : ', ') : t('mapping.empty')}</td>
                  <td><NativeSelect size="xs" miw={130} aria-label={t('mapping.of', { field: name })} data={options} value={mapping[name] ?? ''} onChange={(event) => onChange(mapField(mapping, name, event.currentTarget.value))} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
