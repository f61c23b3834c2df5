import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconFileUpload, IconFolder } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data.module.css';
import { chosenFolder, droppedFiles, type Dropped } from './dropped-files.ts';

/** True while files are dragged over the window; what is dropped anywhere on the page is taken, never opened by the browser. */
function useWindowDrop(take: (dropped: Promise<Dropped>) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => { if (hasFiles(event)) { depth += 1; setOver(true); } };
    const leave = (event: DragEvent) => { if (hasFiles(event)) { depth = Math.max(0, depth - 1); if (depth === 0) setOver(false); } };
    const over = (event: DragEvent) => { if (hasFiles(event)) event.preventDefault(); };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer) take(droppedFiles(event.dataTransfer));
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    for (const [type, listener] of Object.entries(listeners)) window.addEventListener(type, listener as EventListener);
    return () => { for (const [type, listener] of Object.entries(listeners)) window.removeEventListener(type, listener as EventListener); };
  }, [take]);
  return isOver;
}

/** Where files and folders are dropped, and two buttons for those who cannot drop. */
export function DropZone({ onDropped }: { readonly onDropped: (dropped: Promise<Dropped>) => void }) {
  const { t } = useTranslation('data');
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const isOver = useWindowDrop(onDropped);
  return (
    <>
      <UnstyledButton className={classes['drop']} data-over={isOver} onClick={() => input.current?.click()}>
        <IconFileUpload size={34} stroke={1.5} aria-hidden />
        <Text fw={650}>{t(isOver ? 'drop.over' : 'drop.title')}</Text>
        <Text size="xs" c="dimmed">{t('drop.formats')}</Text>
      </UnstyledButton>
      <input
        ref={input} type="file" multiple hidden aria-label={t('drop.choose')} tabIndex={-1}
        onChange={(event) => { onDropped(Promise.resolve({ files: [...(event.currentTarget.files ?? [])], folders: [] })); event.currentTarget.value = ''; }}
      />
      <Button size="compact-sm" variant="subtle" leftSection={<IconFolder size={15} />} onClick={() => folder.current?.click()}>{t('drop.folder')}</Button>
      <input
        ref={folder} type="file" {...{ webkitdirectory: '' }} multiple hidden aria-label={t('drop.folder')} tabIndex={-1}
        onChange={(event) => { const list = [...(event.currentTarget.files ?? [])]; event.currentTarget.value = ''; onDropped((async () => chosenFolder(list))()); }}
      />
    </>
  );
}
