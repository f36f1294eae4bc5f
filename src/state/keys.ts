/** Keys of the page, as the help lists them. A key acts only when it would not write into a field or a menu. */
import { LEVERS } from './levers.ts';
import type { LeverId } from './levers.ts';
import { LEVER_WORDS } from './lever-words.ts';
import type { LeverWords } from './lever-words.ts';

export interface KeyRow {
  readonly keys: readonly string[];
  readonly does: string;
  /** The lever that the key pulls; null for other keys. */
  readonly lever: LeverId | null;
}
export interface KeyGroup {
  readonly title: string;
  readonly rows: readonly KeyRow[];
}
export type PageKey = LeverId | 'help' | 'new-problem' | 'answer' | 'replay';

/** KeyboardEvent.key of what is written on a lever, where they differ. */
const EVENT_KEYS: Readonly<Record<string, string>> = { '→': 'arrowright', Esc: 'escape' };

/** KeyboardEvent.key in lower case → what it does anywhere on the page. */
const PAGE_KEYS: ReadonlyMap<string, PageKey> = new Map<string, PageKey>([
  ...LEVERS.map((lever): [string, PageKey] => {
    const { key } = LEVER_WORDS[lever];
    return [EVENT_KEYS[key] ?? key.toLowerCase(), lever];
  }),
  ['n', 'new-problem'],
  ['j', 'answer'],
  ['r', 'replay'],
  ['?', 'help'],
]);

const row = (keys: readonly string[], does: string): KeyRow => ({ keys, does, lever: null });
function leverRows(group: LeverWords['group']): KeyRow[] {
  return LEVERS.filter((lever) => LEVER_WORDS[lever].group === group).map((lever) => {
    const { key, about } = LEVER_WORDS[lever];
    return { keys: lever === 'generate' ? [key, '⏎'] : [key], does: about, lever };
  });
}

export const KEY_GROUPS: readonly KeyGroup[] = [
  { title: 'Write', rows: leverRows('write') },
  { title: 'Make it think again', rows: leverRows('again') },
  {
    title: 'In the answer',
    rows: [
      row(['J'], 'Jump to the selected token, or the first one, from anywhere'),
      row(['Tab'], 'Enter or leave the tokens'),
      row(['←', '→'], 'Previous or next token'),
      row(['Shift', '← →'], 'Previous or next step'),
      row(['↑', '↓'], 'First token of the line above or below'),
      row(['Home', 'End'], 'First or last token'),
      row(['⏎'], 'Open the inspector, where the token or its step can be written over'),
      row(['1', '…', '9'], 'Branch with the n-th alternative'),
    ],
  },
  {
    title: 'In the branches',
    rows: [
      row(['↑', '↓'], 'Branch above or below, and how it differs from the one on screen'),
      row(['←', '→'], 'To what it came from, or to the first that came from it'),
      row(['⏎'], 'Put it on screen'),
      row(['F2'], 'Rename it; a double click does too'),
      row(['Tab'], 'To its menu: compare, rename, pin, prune'),
      row(['Ctrl', 'Z'], 'Undo the last name, pin or pruning (⌘ Z on a Mac)'),
    ],
  },
  {
    title: 'Page',
    rows: [
      row(['N'], 'New problem'),
      row(['←', '→'], 'On a lever: the lever before or after it'),
      row(['↑', '↓'], 'In a menu: the entry above or below'),
      row(['R'], 'Replay the run on screen from its beginning'),
      row(['Esc'], 'Close what is open, or leave a replay'),
      row(['?'], 'This list'),
    ],
  },
  {
    title: 'On the replay’s slider',
    rows: [
      row(['Space'], 'Play or pause'),
      row(['←', '→'], 'One token back or on'),
      row(['Shift', '← →'], 'To where a branch begins or ends, or something was asked'),
      row(['Home', 'End'], 'To the beginning or the end'),
    ],
  },
];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * Where the focus is: an open menu or dialog keeps every key, a text field every key but Esc, a button or token Enter and
 * arrows.
 */
export type FocusPlace = 'dialog' | 'text' | 'control' | 'page';

export function pageKey(press: KeyPress, focus: FocusPlace): PageKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey || focus === 'dialog') return null;
  if (focus === 'text') return press.key === 'Escape' ? 'stop' : null;
  if (press.key === 'Enter') return focus === 'page' ? 'generate' : null;
  const does = PAGE_KEYS.get(press.key.toLowerCase()) ?? null;
  return does === 'step' && focus === 'control' ? null : does;
}

/** Ctrl Z or ⌘ Z. A text field has an undo of its own, and redo is no undo. */
export function isUndo({ key, ctrlKey, metaKey, altKey }: KeyPress, focus: FocusPlace): boolean {
  return key === 'z' && (ctrlKey || metaKey) && !altKey && focus !== 'text' && focus !== 'dialog';
}
