/** Keys of the levers, as the help lists them. A key acts only when it would not write into a field or a menu. */
import type { LeverId } from './levers.ts';

export interface KeyRow {
  readonly keys: readonly string[];
  readonly does: string;
}
export type PageKey = LeverId | 'help' | 'new-problem';

/** KeyboardEvent.key in lower case → what it does anywhere on the page. */
const PAGE_KEYS: Readonly<Record<string, PageKey>> = {
  g: 'generate',
  arrowright: 'step',
  t: 'token',
  w: 'wait',
  b: 'backtrack',
  f: 'fork',
  p: 'ptrue',
  e: 'plant',
  s: 'sample',
  n: 'new-problem',
  escape: 'stop',
  '?': 'help',
};

export const LEVER_KEYS: Readonly<Record<LeverId, string>> = {
  generate: 'G',
  step: '→',
  token: 'T',
  wait: 'W',
  backtrack: 'B',
  fork: 'F',
  ptrue: 'P',
  plant: 'E',
  sample: 'S',
  stop: 'Esc',
};

export const HELP_ROWS: readonly KeyRow[] = [
  { keys: ['G', '⏎'], does: 'Generate the answer, or go on with it' },
  { keys: ['→'], does: 'Write one step' },
  { keys: ['T'], does: 'Write one token' },
  { keys: ['W'], does: 'Wait: choose a marker, or all of them, and where it goes' },
  { keys: ['B'], does: 'Backtrack: choose the step to write again' },
  { keys: ['F'], does: 'Branch from the selected token with its likeliest alternative' },
  { keys: ['P'], does: 'Ask P(True) about the answer, in both orders' },
  { keys: ['E'], does: 'Plant an error: choose step, kind and whose turn it stands in' },
  { keys: ['S'], does: 'Sample several answers and let them vote' },
  { keys: ['N'], does: 'New problem' },
  { keys: ['Esc'], does: 'Stop, or close what is open' },
  { keys: ['?'], does: 'This list' },
];
export const TOKEN_HELP_ROWS: readonly KeyRow[] = [
  { keys: ['Tab'], does: 'Enter or leave the tokens' },
  { keys: ['←', '→'], does: 'Previous or next token' },
  { keys: ['Shift', '← →'], does: 'Previous or next step' },
  { keys: ['↑', '↓'], does: 'First token of the line above or below' },
  { keys: ['⏎'], does: 'Open the inspector, where the token or its step can be written over' },
  { keys: ['1', '…', '9'], does: 'Branch with the n-th alternative' },
];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the focus is: a text field keeps every key but Esc, a button or token keeps Enter and arrows. */
export type FocusPlace = 'text' | 'control' | 'page';

export function pageKey(press: KeyPress, focus: FocusPlace): PageKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (focus === 'text') return press.key === 'Escape' ? 'stop' : null;
  if (press.key === 'Enter') return focus === 'page' ? 'generate' : null;
  const does = PAGE_KEYS[press.key.toLowerCase()] ?? null;
  return does === 'step' && focus === 'control' ? null : does;
}
