import { Button, Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scheme } from '#contract/schemes.ts';
import { useProblemWords } from '../ui/states.tsx';
import classes from './schemes.module.css';

export interface SchemeWords { readonly name: string; readonly note: string; readonly from: string | null }
interface Props {
  readonly start: SchemeWords;
  /** Schemes to copy from; none: what it holds cannot be chosen (any more). */
  readonly sources?: readonly Pick<Scheme, 'id' | 'name'>[];
  readonly action: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSend: (words: SchemeWords) => void;
  readonly onCancel: () => void;
}

/** Name and note of a scheme, and of a new one what it begins with. */
export function SchemeForm({ start, sources, action, isBusy, error, onSend, onCancel }: Props) {
  const { t } = useTranslation('schemes');
  const words = useProblemWords();
  const [name, setName] = useState(start.name);
  const [note, setNote] = useState(start.note);
  const [from, setFrom] = useState(start.from ?? 'empty');
  const problem = error ? words(error) : null;
  const send = () => { if (name.trim() !== '') onSend({ name: name.trim(), note, from: from === 'empty' ? null : from }); };
  return (
    <form className={classes['form']} onSubmit={(event) => { event.preventDefault(); send(); }} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onCancel(); } }}>
      <TextInput size="xs" label={t('name')} value={name} maxLength={80} data-autofocus autoFocus onFocus={(event) => event.currentTarget.select()} onChange={(event) => setName(event.currentTarget.value)} />
      {sources && (
        <Select size="xs" label={t('from')} value={from} allowDeselect={false} onChange={(value) => setFrom(value ?? 'empty')}
          data={[{ value: 'baseline', label: t('fromOf', { name: t('baseline') }) }, ...sources.map(({ id, name: text }) => ({ value: id, label: t('fromOf', { name: text }) })), { value: 'empty', label: t('fromEmpty') }]} />
      )}
      <Textarea size="xs" label={t('note')} placeholder={t('notePlaceholder')} autosize minRows={2} maxRows={5} maxLength={4000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {problem && <Text size="xs" c="orange" role="alert">{problem.title}{problem.detail && ` · ${problem.detail}`}</Text>}
      <Group gap="xs" justify="flex-end">
        <Button size="compact-sm" variant="default" onClick={onCancel}>{t('cancel')}</Button>
        <Button size="compact-sm" type="submit" loading={isBusy} disabled={name.trim() === ''}>{action}</Button>
      </Group>
    </form>
  );
}
