/** What each lever is called, what it does and its key, as bar, help and lessons say it. */
import type { LeverId, MenuId } from './levers.ts';

export interface LeverWords {
  readonly label: string;
  readonly about: string;
  /** As it is written on the lever. */
  readonly key: string;
  /** Where the help lists it: levers that write an answer, or that make the model think again. */
  readonly group: 'write' | 'again';
}

export const LEVER_WORDS: Readonly<Record<LeverId, LeverWords>> = {
  generate: { label: 'Generate', about: 'Write the answer to its end', key: 'G', group: 'write' },
  step: { label: 'Step', about: 'Write one step', key: '→', group: 'write' },
  token: { label: 'Token', about: 'Write one token', key: 'T', group: 'write' },
  wait: {
    label: 'Wait',
    about: 'Write a marker such as “Wait,” into the model’s own turn and let it go on',
    key: 'W',
    group: 'again',
  },
  backtrack: {
    label: 'Backtrack',
    about: 'Take back the answer from a step on and write it again',
    key: 'B',
    group: 'again',
  },
  fork: {
    label: 'Branch',
    about: 'Go on from the selected token with its likeliest alternative',
    key: 'F',
    group: 'again',
  },
  ptrue: {
    label: 'P(True)',
    about: 'Ask the model whether its answer, or a step, is true, in both orders of the options',
    key: 'P',
    group: 'again',
  },
  plant: {
    label: 'Plant an error',
    about: 'Put a wrong line into the model’s turn or the user’s, and see whether it is noticed',
    key: 'E',
    group: 'again',
  },
  sample: {
    label: 'Sample',
    about: 'Draw several answers to the problem and let them vote',
    key: 'S',
    group: 'again',
  },
  auto: {
    label: 'Auto-correct',
    about: 'Let a policy watch certainty and make the model think again by itself, within a budget',
    key: 'A',
    group: 'again',
  },
  stop: { label: 'Stop', about: 'Stop at the next token', key: 'Esc', group: 'write' },
};

const MENUS: Readonly<Record<MenuId, true>> = {
  wait: true,
  backtrack: true,
  ptrue: true,
  plant: true,
  sample: true,
  auto: true,
};

/** Whether it opens a menu first. */
export function opensMenu(lever: LeverId): lever is MenuId {
  return lever in MENUS;
}
