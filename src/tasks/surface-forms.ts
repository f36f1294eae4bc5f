/**
 * The words of the problems. Placeholders: {N} who, {F} a friend, {t} the things, {b} containers, {n} {p} {q} {k}
 * numbers, {doubles} and {twice} the word for the factor. Few and short words, since the vocabulary has 509 tokens.
 */
export const NAMES = [
  'Eva',
  'Tom',
  'Mia',
  'Ben',
  'Ana',
  'Leo',
  'Zoe',
  'Max',
  'Ida',
  'Sam',
  'Amy',
  'Jon',
  'Lia',
  'Dan',
  'Kim',
  'Roy',
] as const;
export const THINGS = [
  'stickers',
  'apples',
  'marbles',
  'coins',
  'books',
  'pens',
  'shells',
  'cards',
  'stamps',
  'beads',
  'nuts',
  'toys',
] as const;
export const CONTAINERS = ['boxes', 'bags', 'jars', 'packs', 'tins'] as const;

export type StatementKind =
  'buy' | 'find' | 'get' | 'lose' | 'give-away' | 'containers' | 'friends' | 'times' | 'equal-parts';

export const START_FORMS: readonly string[] = [
  '{N} has {n} {t}.',
  '{N} starts with {n} {t}.',
  'At first {N} has {n} {t}.',
  '{N} owns {n} {t}.',
  'There are {n} {t} in the bag of {N}.',
  'On Monday {N} has {n} {t}.',
];
export const QUESTION_FORMS: readonly string[] = [
  'How many {t} does {N} have now?',
  'How many {t} does {N} have?',
  'How many {t} does {N} have in the end?',
  'How many {t} are there now?',
  'Now how many {t} does {N} have?',
  'Count the {t} of {N}.',
];
export const STATEMENT_FORMS: Readonly<Record<StatementKind, readonly string[]>> = {
  buy: [
    '{N} buys {n} {t}.',
    '{N} buys {n} more.',
    'Then {N} buys {n} {t}.',
    '{N} goes out and buys {n} {t}.',
    'On Friday {N} buys {n} more {t}.',
    '{N} pays for {n} more {t}.',
  ],
  find: [
    '{N} finds {n} {t}.',
    '{N} finds {n} more.',
    'Then {N} finds {n} {t}.',
    '{N} finds {n} more {t} at home.',
    '{N} picks up {n} {t}.',
    'On Friday {N} finds {n} {t}.',
  ],
  get: [
    '{N} gets {n} {t}.',
    '{N} gets {n} more.',
    '{N} is given {n} {t}.',
    '{F} gives {N} {n} {t}.',
    '{N} gets {n} {t} from {F}.',
    '{N} wins {n} {t}.',
  ],
  lose: [
    '{N} loses {n} {t}.',
    '{N} loses {n}.',
    'Then {N} loses {n} {t}.',
    'Then {n} of the {t} are lost.',
    '{N} drops {n} {t} on the way.',
    'On Friday {N} loses {n} {t}.',
  ],
  'give-away': [
    '{N} gives away {n} {t}.',
    '{N} gives away {n}.',
    '{N} gives {F} {n} {t}.',
    '{N} gives {n} {t} to {F}.',
    '{N} sells {n} {t}.',
    '{F} takes {n} of the {t}.',
  ],
  containers: [
    '{N} buys {p} {b} with {q} {t} each.',
    '{N} gets {p} {b} with {q} {t} each.',
    'Then {N} buys {p} {b} of {q} {t} each.',
    '{N} finds {p} {b} with {q} {t} in each.',
    '{N} opens {p} {b} with {q} {t} in each.',
    '{F} gives {N} {p} {b} of {q} {t} each.',
  ],
  friends: [
    '{p} friends give {N} {q} {t} each.',
    'Then {p} friends give {N} {q} {t} each.',
    'Each of {p} friends gives {N} {q} {t}.',
    '{N} gets {q} {t} from each of {p} friends.',
    '{p} friends each give {N} {q} more.',
    '{p} friends each give {q} {t} to {N}.',
  ],
  times: [
    '{N} {doubles} the {t}.',
    'Then the number of {t} {doubles}.',
    'Then {N} has {twice} as many {t}.',
    'Now {N} has {twice} as many.',
    'On Friday {N} has {k} times as many {t}.',
    'Then there are {k} times as many {t}.',
  ],
  'equal-parts': [
    '{N} makes {k} equal parts and keeps one.',
    '{N} makes {k} equal parts of the {t} and keeps one.',
    'Of {k} equal parts {N} keeps one.',
    '{N} keeps one of {k} equal parts.',
    'Then {N} keeps one of {k} equal parts of the {t}.',
    'The {t} are put in {k} equal parts and {N} keeps one.',
  ],
};
export const FACTOR_WORDS: Readonly<Record<number, { readonly doubles: string; readonly twice: string }>> = {
  2: { doubles: 'doubles', twice: 'twice' },
  3: { doubles: 'triples', twice: '3 times' },
};

export function fillForm(form: string, values: Readonly<Record<string, string | number>>): string {
  return form.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
