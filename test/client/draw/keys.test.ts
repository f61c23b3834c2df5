import { describe, expect, it } from 'vitest';
import { draftingWords } from '../../../client/draw/drafting-words.ts';
import type { KeyCommand, KeyContext } from '../../../client/draw/keys/key-command.ts';
import { keyName, keyTable, runKey } from '../../../client/draw/keys/key-table.ts';

const pressed = (key: string, held: Partial<Parameters<typeof keyName>[0]> = {}) => keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('the table of keys', () => {
  it('gives a key one meaning at a moment, except that Escape closes whatever is open', () => {
    const meanings = keyTable.flatMap(({ keys, when }) => keys.flatMap((key) => when.map((moment) => `${moment} ${key}`)));
    expect(meanings.filter((meaning, i) => meaning !== 'idle Escape' && meanings.indexOf(meaning) !== i)).toEqual([]);
  });
  it('has words for every command in both languages', () => {
    for (const { id } of keyTable) for (const words of [draftingWords.zh, draftingWords.en]) expect(words.keys.commands, id).toHaveProperty(id);
  });
  it('names keys as they are pressed', () => {
    expect([pressed('d'), pressed('D', { shiftKey: true }), pressed(' '), pressed('?', { shiftKey: true }), pressed('ArrowUp', { shiftKey: true }), pressed('z', { ctrlKey: true }), pressed('Z', { metaKey: true, shiftKey: true })])
      .toEqual(['D', 'D', 'Space', '?', 'Shift+ArrowUp', 'Ctrl+Z', 'Ctrl+Shift+Z']);
  });
  it('has a key for every step of cutting a hole and of reshaping a border', () => {
    const means = (key: string, moment: 'idle' | 'shape') => keyTable.find(({ keys, when, run }) => run !== undefined && keys.includes(key) && when.includes(moment))?.id;
    expect(['H', 'R'].map((key) => means(key, 'idle'))).toEqual(['hole', 'reshape']);
    expect(['ArrowUp', 'Shift+ArrowLeft', 'Space', 'Backspace', 'Enter', 'Escape'].map((key) => means(key, 'shape'))).toEqual(['move', 'moveFast', 'setCorner', 'takeBack', 'apply', 'cancel']);
  });
  it('runs what a key means at the moment, and leaves the key alone when that does not apply', () => {
    const ran: string[] = [];
    const table: KeyCommand[] = [
      { id: 'held', keys: ['Alt'], when: ['idle'] },
      { id: 'one', keys: ['N'], when: ['idle'], run: () => { ran.push('one'); } },
      { id: 'two', keys: ['N'], when: ['edit'], run: () => { ran.push('two'); return false; } },
    ];
    const context = {} as KeyContext;
    expect([runKey('N', 'idle', context, table), runKey('N', 'edit', context, table), runKey('N', 'draw', context, table), runKey('Alt', 'idle', context, table)]).toEqual([true, false, false, false]);
    expect(ran).toEqual(['one', 'two']);
  });
});
