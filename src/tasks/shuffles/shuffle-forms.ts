/** The words of the shuffles. Placeholders: {A} {B} who swaps, {o} the thing, {S} where it is at first, {n} how many bags. */
import type { ShuffleSetting } from './shuffle-problem.ts';

export const OBJECTS = [
  'coin',
  'book',
  'pen',
  'card',
  'stamp',
  'shell',
  'bead',
  'nut',
  'toy',
  'box',
] as const;

/** Who has what at first: `all` around a list that begins with `each` and leaves the verb out after that. */
export const PEOPLE_FORMS: readonly { readonly all: string; readonly each: string }[] = [
  { all: '{list}.', each: '{N} has a {o}' },
  { all: 'At first {list}.', each: '{N} has a {o}' },
  { all: 'On Monday {list}.', each: '{N} has a {o}' },
  { all: '{list}.', each: '{N} gets a {o}' },
  { all: 'At first {list}.', each: '{N} gets a {o}' },
  { all: '{list}.', each: '{N} owns a {o}' },
];
export const BAG_FORMS: readonly string[] = [
  'Bags are at 1 to {n}, the {o} in the one at {S}.',
  'There are {n} bags at 1 to {n}. The {o} is in the one at {S}.',
  'At first the {o} is in the bag at {S}, of bags at 1 to {n}.',
  'Of bags at 1 to {n} the one at {S} has the {o}.',
  '{n} bags are at 1 to {n}. At {S} is the one with the {o}.',
  'On Monday the {o} is in the bag at {S} of {n}.',
];
export const SWAP_FORMS: Readonly<Record<ShuffleSetting, readonly string[]>> = {
  people: [
    '{A} and {B} swap.',
    'Then {A} and {B} swap.',
    '{A} swaps with {B}.',
    'Then {A} swaps with {B}.',
    '{A} and {B} trade.',
    'Now {A} trades with {B}.',
  ],
  bags: [
    'The bags at {A} and {B} swap.',
    '{A} and {B} swap bags.',
    'Then {A} and {B} swap bags.',
    'Swap {A} and {B}.',
    'Then swap {A} and {B}.',
    'Now {A} and {B} trade bags.',
  ],
};
export const SHUFFLE_QUESTIONS: Readonly<Record<ShuffleSetting, readonly string[]>> = {
  people: [
    'Who has the {o} now?',
    'Who has the {o}?',
    'Who has the {o} in the end?',
    'Now who has the {o}?',
    'In the end who has the {o}?',
    'Who is the one with the {o}?',
  ],
  bags: [
    'Where is the {o} now?',
    'Where is the {o}?',
    'Where is the {o} in the end?',
    'Now where is the {o}?',
    'In the end where is the {o}?',
    'At what number is the {o}?',
  ],
};
/** A single move, asked as a question of its own. */
export const ONE_SWAP: Readonly<Record<ShuffleSetting, string>> = {
  people: '{S} has it. {A} and {B} swap. Who has it?',
  bags: 'It is at {S}. {A} and {B} swap. Where is it?',
};
