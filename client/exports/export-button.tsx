import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { ExportDialog } from './export-dialog.tsx';
import type { ExportSubject } from './exports.ts';

/** Opens the export of something: units, a layer, figures, gaps. @param name of it, in the reader's language */
export function ExportButton({ subject, name }: { readonly subject: ExportSubject; readonly name: string }) {
  const { t } = useTranslation('exports');
  const cityId = useAppState((s) => s.cityId);
  const [isOpen, setOpen] = useState(false);
  if (cityId === null) return null;
  const label = t('buttonOf', { name });
  return (
    <>
      <Tooltip label={label}><ActionIcon size="sm" aria-label={label} aria-haspopup="dialog" onClick={() => setOpen(true)}><IconDownload size={16} /></ActionIcon></Tooltip>
      {isOpen && <ExportDialog cityId={cityId} subject={subject} name={name} isOpen onClose={() => setOpen(false)} />}
    </>
  );
}
