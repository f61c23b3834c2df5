import { CloseButton } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { closeSideTool } from './side-tool.ts';
import classes from './drafting.module.css';

interface Props { readonly title: string; readonly children: ReactNode }
/** A panel under the tool bar; Escape closes it, also from its fields, and the focus goes back where it was. */
export function SidePanel({ title, children }: Props) {
  const { t } = useTranslation('draw');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>('textarea, input:not([type="radio"])')?.focus();
    return () => { if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus(); };
  }, []);
  return (
    <section ref={panel} className={classes['panel']} aria-label={title} onKeyDown={(event) => { if (event.key === 'Escape') closeSideTool(); }}>
      <header className={classes['head']}><h2 className={classes['title']}>{title}</h2><CloseButton size="sm" aria-label={t('drafting.close')} onClick={() => closeSideTool()} /></header>
      {children}
    </section>
  );
}
