import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconApi, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { keys, useSession } from '../api/queries.ts';

export function UserMenu() {
  const { t } = useTranslation('app');
  const client = useQueryClient();
  const account = useSession().data;
  const signOut = useMutation({
    mutationFn: () => api.del('/session'),
    onSuccess: () => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
      client.setQueryData(keys.session, null);
    },
  });
  if (!account) return null;
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <UnstyledButton aria-label={t('account', { name: account.displayName })}><Avatar size={30} radius="xl" color="brand" name={account.displayName}>{[...account.displayName][0]}</Avatar></UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label><Text size="sm" fw={600}>{account.displayName}</Text><Text size="xs">{t(`roles.${account.role}`)} · {account.login}</Text></Menu.Label>
        <Menu.Item component="a" href="/api/docs" target="_blank" leftSection={<IconApi size={16} />}>{t('apiDocs')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
