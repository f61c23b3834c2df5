import { Combobox, Kbd, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '#contract/layers.ts';
import { useCity, useLayerKinds, useSearch } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useProblemWords } from '../ui/states.tsx';
import { commandIds, matchingCommands, runCommand, type CommandId } from './commands.ts';
import { isTyping } from './is-typing.ts';
import classes from './layers.module.css';
import { inLocale } from './names.ts';
import { optionValue, useOpenHit } from './open-hit.ts';
import { Swatch } from './swatch.tsx';

const groupOrder = ['unit', 'division', 'coordinate', 'feature'] as const;

/** The part of a name that was asked for, marked. */
function Marked({ text, part }: { readonly text: string; readonly part: string }) {
  const at = part === '' ? -1 : text.toLowerCase().indexOf(part.toLowerCase());
  if (at < 0) return <>{text}</>;
  return <>{text.slice(0, at)}<span className={classes['mark']}>{text.slice(at, at + part.length)}</span>{text.slice(at + part.length)}</>;
}

function HitOption({ hit, asked }: { readonly hit: SearchHit; readonly asked: string }) {
  const locale = useAppState((s) => s.locale);
  const kind = useLayerKinds().data?.kinds.find((each) => each.kind === hit.kind);
  const context = [hit.type === 'feature' ? inLocale(kind?.name, locale, hit.kind) : '', hit.context].filter(Boolean).join(' · ');
  return (
    <Combobox.Option value={optionValue(hit)}>
      <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        {hit.type === 'feature' && <Swatch kind={hit.kind} />}
        <span style={{ minWidth: 0 }}><Text size="sm" truncate component="span" display="block"><Marked text={hit.name} part={asked} /></Text>{context && <Text size="xs" c="dimmed" truncate component="span" display="block">{context}</Text>}</span>
      </span>
    </Combobox.Option>
  );
}

/** Finds places, units, divisions, coordinates and commands; `/` or Ctrl K from anywhere, arrows and Enter inside. */
export function SearchBox() {
  const { t } = useTranslation('layers');
  const words = useProblemWords();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 160);
  const cityId = useAppState((s) => s.cityId);
  const bounds = useCity(cityId)?.bounds ?? null;
  const search = useSearch(cityId, asked);
  const { openHit, owner } = useOpenHit();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  useWindowEvent('keydown', (event) => {
    const isShortcut = (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !isTyping(event.target));
    if (!isShortcut) return;
    event.preventDefault();
    input.current?.focus();
    input.current?.select();
  });
  const hits = text.trim() === '' ? [] : search.data ?? [];
  const found = matchingCommands(text, (id) => t(`commands.${id}`));
  // Answers arrive after the keys: Enter must mean the first of what is seen.
  const shown = [...hits.map(optionValue), ...found].join(' ');
  const { selectFirstOption } = box;
  useEffect(() => { if (shown !== '') selectFirstOption(); }, [shown, selectFirstOption]);
  const submit = (value: string) => {
    const hit = hits.find((each) => optionValue(each) === value);
    if (hit) openHit(hit);
    else if ((commandIds as string[]).includes(value)) runCommand(value as CommandId, { owner, bounds });
    if (!hit) setText('');
    box.closeDropdown();
    input.current?.blur();
  };
  const isSearching = search.isFetching || asked !== text;
  return (
    <Combobox store={box} onOptionSubmit={submit} width={340} position="bottom-end" shadow="md" withinPortal>
      <Combobox.Target>
        <TextInput
          ref={input} w={{ base: 170, lg: 220, xl: 280 }} size="sm" radius="md" aria-label={t('search.label')} placeholder={t('search.placeholder')} value={text} autoComplete="off"
          leftSection={isSearching && text !== '' ? <Loader size={14} /> : <IconSearch size={16} />} rightSection={text === '' ? <Kbd size="xs" title={t('search.hint')}>/</Kbd> : undefined}
          onChange={(event) => { setText(event.currentTarget.value); box.openDropdown(); }}
          onFocus={() => box.openDropdown()} onBlur={() => box.closeDropdown()}
          onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); setText(''); input.current?.blur(); } }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={classes['searchHits']}>
          {groupOrder.map((type) => {
            const group = hits.filter((hit) => hit.type === type);
            return group.length > 0 && <Combobox.Group key={type} label={t(`search.groups.${type}`)}>{group.map((hit) => <HitOption key={optionValue(hit)} hit={hit} asked={asked.trim()} />)}</Combobox.Group>;
          })}
          {found.length > 0 && <Combobox.Group label={t('search.groups.command')}>{found.map((id) => <Combobox.Option key={id} value={id}>{t(`commands.${id}`)}</Combobox.Option>)}</Combobox.Group>}
          {hits.length + found.length === 0 && <Combobox.Empty>{text.trim() === '' ? t('search.teach') : search.isError ? words(search.error).title : isSearching ? t('search.searching') : t('search.empty', { text: text.trim() })}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
