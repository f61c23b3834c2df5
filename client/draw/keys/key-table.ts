import { closeSketch, isAssistantOpen, startAssistant, stepBack } from '../../assistant/assistant-tool.ts';
import { cancel, deleteCorner, enter, startDrawing, startEditing } from '../controller.ts';
import { redo, undo } from '../history-steps.ts';
import { removeUnit } from '../remove-unit.tsx';
import { closeSideTool, openSideTool } from '../side-tool.ts';
import { useSnapSettings } from '../snap/snap-settings.ts';
import { shapeCommands } from '../tools/shape-keys.ts';
import { toggleStroke } from '../trace/stroke-state.ts';
import { openTypedBox } from '../typed/typed-box.tsx';
import { chooseCorner, moveBy, pressCrosshair } from './crosshair.ts';
import type { KeyCommand, KeyContext, KeyMoment } from './key-command.ts';
import { useKeyboardDrawing } from './keyboard-state.ts';

const anyMoment: readonly KeyMoment[] = ['idle', 'draw', 'edit', 'shape'];
const arrows = [['ArrowLeft', -1, 0], ['ArrowRight', 1, 0], ['ArrowUp', 0, -1], ['ArrowDown', 0, 1]] as const;
const arrowCommands = (id: string, prefix: string, isFast: boolean): KeyCommand[] =>
  arrows.map(([key, dx, dy]) => ({ id, keys: [prefix + key], when: ['draw', 'edit', 'shape'], run: ({ owner }) => moveBy(owner, dx, dy, isFast) }));

/** Every key of the drawing tools: the handler looks here, and so does the sheet that lists them. */
export const keyTable: readonly KeyCommand[] = [
  { id: 'draw', keys: ['D'], when: ['idle'], run: ({ owner }) => startDrawing(owner) },
  { id: 'edit', keys: ['E'], when: ['idle'], run: ({ owner, unitId }) => unitId !== null && startEditing(owner, unitId) },
  { id: 'pick', keys: ['L'], when: ['idle'], run: () => openSideTool('pick') },
  { id: 'circle', keys: ['C'], when: ['idle'], run: () => openSideTool('circle') },
  { id: 'list', keys: ['V'], when: ['idle'], run: () => openSideTool('list') },
  { id: 'batch', keys: ['F'], when: ['idle'], run: () => openSideTool('batch') },
  { id: 'borders', keys: ['J'], when: ['idle'], run: () => openSideTool('borders') },
  { id: 'closePanel', keys: ['Escape'], when: ['idle'], run: () => closeSideTool() },
  { id: 'remove', keys: ['Delete'], when: ['idle'], run: ({ unitId }) => unitId !== null && removeUnit(unitId) },
  { id: 'assistant', keys: ['B'], when: ['idle'], run: ({ owner }) => startAssistant(owner) },
  { id: 'closeSketch', keys: ['Enter'], when: ['idle'], run: () => closeSketch() },
  { id: 'leaveAssistant', keys: ['Escape'], when: ['idle'], run: () => isAssistantOpen() && stepBack() },
  ...arrowCommands('move', '', false),
  ...arrowCommands('moveFast', 'Shift+', true),
  { id: 'setCorner', keys: ['Space'], when: ['draw', 'shape'], run: ({ owner }) => pressCrosshair(owner) },
  { id: 'trace', keys: ['T'], when: ['draw'], run: () => toggleStroke('trace') },
  { id: 'arc', keys: ['A'], when: ['draw'], run: () => toggleStroke('arc') },
  { id: 'typed', keys: ['Q'], when: ['draw', 'edit'], run: () => openTypedBox() },
  { id: 'takeBack', keys: ['Backspace', 'Delete'], when: ['draw'], run: () => undo() },
  { id: 'nextCorner', keys: ['N'], when: ['edit'], run: ({ owner }) => chooseCorner(owner, 1) },
  { id: 'formerCorner', keys: ['P'], when: ['edit'], run: ({ owner }) => chooseCorner(owner, -1) },
  { id: 'deleteCorner', keys: ['Delete', 'Backspace'], when: ['edit'], run: () => { deleteCorner(); } },
  { id: 'finish', keys: ['Enter'], when: ['draw', 'edit'], run: () => enter() },
  { id: 'cancel', keys: ['Escape'], when: ['draw', 'edit'], run: () => cancel() },
  ...shapeCommands,
  { id: 'undo', keys: ['Ctrl+Z'], when: ['idle', 'draw', 'edit'], run: () => undo() },
  { id: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], when: ['idle', 'draw', 'edit'], run: () => redo() },
  { id: 'snapping', keys: ['S'], when: anyMoment, run: () => { const { isOn, setOn } = useSnapSettings.getState(); setOn(!isOn); } },
  { id: 'free', keys: ['Alt'], when: ['draw', 'edit', 'shape'] },
  { id: 'sheet', keys: ['?'], when: anyMoment, run: () => useKeyboardDrawing.setState(({ isSheetOpen }) => ({ isSheetOpen: !isSheetOpen })) },
];

/** A pressed key as the table writes it: letters in capitals, Shift named only where it changes a letter or an arrow. */
export function keyName({ key, ctrlKey, metaKey, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const isLetter = /^\p{L}$/u.test(key);
  const plain = key === ' ' ? 'Space' : isLetter ? key.toUpperCase() : key;
  const hasShift = shiftKey && (key.startsWith('Arrow') || (isLetter && (ctrlKey || metaKey)));
  return [...(ctrlKey || metaKey ? ['Ctrl'] : []), ...(altKey ? ['Alt'] : []), ...(hasShift ? ['Shift'] : []), plain].join('+');
}

/** Does what a key means at this moment, the first command that applies; false when none does. */
export function runKey(name: string, moment: KeyMoment, context: KeyContext, table: readonly KeyCommand[] = keyTable): boolean {
  return table.some(({ keys, when, run }) => run !== undefined && keys.includes(name) && when.includes(moment) && run(context) !== false);
}
