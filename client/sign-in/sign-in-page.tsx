import { Alert, Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/session.ts';
import { api } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import { BrandMark } from '../ui/brand-mark.tsx';
import { LocaleSwitch, SchemeSwitch } from '../ui/preference-switches.tsx';
import { useProblemWords } from '../ui/states.tsx';
import classes from './sign-in.module.css';

export function SignInPage() {
  const { t } = useTranslation('sign-in');
  const client = useQueryClient();
  const words = useProblemWords();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api.post<Account>('/session', { login: login.trim(), password }),
    onSuccess: (account) => client.setQueryData(keys.session, account),
  });
  const submit = (event: FormEvent) => { event.preventDefault(); signIn.mutate(); };
  const failure = signIn.error ? words(signIn.error) : null;
  return (
    <main className={classes['page']}>
      <Group className={classes['switches']} gap={4}><LocaleSwitch /><SchemeSwitch /></Group>
      <Paper className={classes['card']} component="form" onSubmit={submit} shadow="lg" p="xl" radius="lg" aria-labelledby="sign-in-title">
        <Stack gap="md">
          <BrandMark />
          <Text size="sm" c="dimmed">{t('lead')}</Text>
          <Title order={1} id="sign-in-title" mt={4}>{t('title')}</Title>
          <TextInput label={t('login')} autoComplete="username" autoFocus required maxLength={64} leftSection={<IconUser size={16} />} value={login} onChange={(e) => setLogin(e.currentTarget.value)} />
          <PasswordInput label={t('password')} autoComplete="current-password" required maxLength={256} leftSection={<IconLock size={16} />} value={password} onChange={(e) => setPassword(e.currentTarget.value)} />
          {failure && <Alert role="alert" color="orange" variant="light" p="xs" icon={<IconAlertTriangle size={18} />} title={failure.title}>{signIn.error && failure.detail}</Alert>}
          <Button type="submit" loading={signIn.isPending} disabled={login.trim() === '' || password === ''} fullWidth>{t('submit')}</Button>
          <Text size="xs" c="dimmed">{t('first')}</Text>
        </Stack>
      </Paper>
    </main>
  );
}
