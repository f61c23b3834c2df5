import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import drawClasses from '../draw.module.css';
import classes from './keys.module.css';
import type { KeyMoment } from './key-command.ts';
import { keyTable } from './key-table.ts';
import { useKeyboardDrawing } from './keyboard-state.ts';

const signs: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };
/** Every name of a key as it stands on the keyboard. */
const shown = (key: string): string => key.split('+').map((part) => signs[part] ?? part).join('+');

interface Row { readonly id: string; readonly keys: readonly string[] }
/** The commands of a moment; those with the same words share a row. */
function rowsOf(moment: KeyMoment): readonly Row[] {
  const rows = new Map<string, string[]>();
  for (const { id, keys, when } of keyTable) if (when.includes(moment)) rows.set(id, [...(rows.get(id) ?? []), ...keys]);
  return [...rows.entries()].map(([id, keys]) => ({ id, keys: [...new Set(keys)] }));
}

/** All keys of the drawing tools, from the table the keys themselves are heard by. */
export function CheatSheet() {
  const { t } = useTranslation('draw');
  const isOpen = useKeyboardDrawing((state) => state.isSheetOpen);
  const close = () => useKeyboardDrawing.setState({ isSheetOpen: false });
  return (
    <Modal opened={isOpen} onClose={close} title={t('keys.title')} size="62rem" zIndex={450} closeButtonProps={{ 'aria-label': t('keys.close') }}>
      <div className={classes['sheet']}>
        {(['idle', 'draw', 'edit', 'shape'] as const).map((moment) => (
          <section key={moment} aria-label={t(`keys.moments.${moment}`)}>
            <h3 className={classes['moment']}>{t(`keys.moments.${moment}`)}</h3>
            <dl className={classes['rows']}>
              {rowsOf(moment).map(({ id, keys }) => (
                <div key={id} className={classes['row']}>
                  <dt>{keys.map((key) => <kbd key={key} className={drawClasses['key']}>{shown(key)}</kbd>)}</dt>
                  <dd>{t(`keys.commands.${id}` as 'keys.title')}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
