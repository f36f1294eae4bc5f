/**
 * The page's state in the hash, so that a link is an experiment. One table gives names, defaults, reading and writing.
 * Unknown keys are ignored; bad values are reported and the default stands. What a lesson allows stands in the query
 * (lesson.ts).
 */
import { SIGNALS, UNDERLINES } from './signals.ts';
import type { SignalId, UnderlineId } from './signals.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeId = (typeof THEMES)[number];

export const TYPE_SIZES = ['normal', 'projector'] as const;
export type TypeSize = (typeof TYPE_SIZES)[number];

export const SCREENS = ['play', 'train', 'models', 'runs'] as const;
export type ScreenId = (typeof SCREENS)[number];

export interface LinkState {
  readonly screen: ScreenId;
  /** Id of the kept run that is on the Play screen; '' when it shows none. */
  readonly run: string;
  /** Catalog id; '' leaves the choice to the page. */
  readonly model: string;
  readonly seed: number;
  readonly difficulty: number;
  /** A problem in the user's own words; '' for the one that seed and difficulty generate. */
  readonly problem: string;
  readonly signal: SignalId;
  readonly underline: UnderlineId;
  readonly theme: ThemeId;
  readonly type: TypeSize;
  readonly temperature: number;
  /** Of the Train screen: the model to go on from, by its id; '' leaves the choice to the page. */
  readonly parent: string;
  /** What it reads, four weights from 0 to 10 (training-diet.ts). */
  readonly reads: string;
  /** How long it trains. */
  readonly seconds: number;
  /** How much it reads instead; 0 for as much as fits in `seconds`. */
  readonly tokens: number;
  /** Learning rate. */
  readonly rate: number;
  /** Seed of what it reads. */
  readonly draw: number;
  /** Planted mistakes that each figure is measured on. */
  readonly items: number;
}
/** The problem is the draft's own (problem-draft.svelte.ts). */
export type LinkSettings = Omit<LinkState, 'problem'>;
interface Field<T> {
  readonly fallback: T;
  readonly rule: string;
  /** Undefined when the text is no such value. */
  readonly read: (text: string) => T | undefined;
}
type Fields = { readonly [K in keyof LinkState]: Field<LinkState[K]> };

function oneOf<T extends string>(values: readonly T[], fallback: T): Field<T> {
  return {
    fallback,
    rule: `one of ${values.join(', ')}`,
    read: (text) => values.find((value) => value === text),
  };
}
function numeric(fallback: number, low: number, high: number, pattern: RegExp, rule: string): Field<number> {
  const inRange = (value: number): boolean => value >= low && value <= high;
  return {
    fallback,
    rule,
    read: (text) => (pattern.test(text) && inRange(Number(text)) ? Number(text) : undefined),
  };
}

/** Longest problem text that a link carries, in UTF-16 units. */
export const MAX_LINKED_PROBLEM = 2000;
export function isLinkableProblem(text: string): boolean {
  return text.trim() !== '' && text.length <= MAX_LINKED_PROBLEM;
}

export const MAX_SEED = 2 ** 31 - 1;
export const DIFFICULTIES = [2, 3, 4, 5] as const;
export const MAX_TOKENS = 1e9;
const MODEL_ID: Field<string> = {
  fallback: '',
  rule: 'a model id',
  read: (text) => (/^[\w.-]{1,64}$/.test(text) ? text : undefined),
};
const FIELDS: Fields = {
  screen: oneOf(SCREENS, 'play'),
  run: {
    fallback: '',
    rule: 'the name of a kept run',
    read: (text) => (/^[\w-]{1,64}$/.test(text) ? text : undefined),
  },
  model: MODEL_ID,
  seed: numeric(1, 0, MAX_SEED, /^\d+$/, `a whole number from 0 to ${MAX_SEED}`),
  difficulty: numeric(4, 2, 5, /^\d$/, 'a whole number of steps from 2 to 5'),
  problem: {
    fallback: '',
    rule: `a text of 1 to ${MAX_LINKED_PROBLEM} characters`,
    read: (text) => (isLinkableProblem(text) ? text : undefined),
  },
  signal: oneOf(SIGNALS, 'probability'),
  underline: oneOf(UNDERLINES, 'none'),
  theme: oneOf(THEMES, 'auto'),
  type: oneOf(TYPE_SIZES, 'normal'),
  temperature: numeric(0, 0, 2, /^\d+(\.\d+)?$/, 'a number from 0 to 2'),
  parent: MODEL_ID,
  reads: {
    fallback: '2-0-8-0',
    rule: 'four whole numbers from 0 to 10, like 2-0-8-0',
    read: (text) => (/^(10|\d)(-(10|\d)){3}$/.test(text) ? text : undefined),
  },
  seconds: numeric(60, 5, 3600, /^\d+$/, 'a whole number of seconds from 5 to 3600'),
  tokens: numeric(0, 0, MAX_TOKENS, /^\d+$/, `a whole number from 0 to ${MAX_TOKENS}`),
  rate: numeric(0.001, 0.00001, 0.01, /^\d+(\.\d+)?$/, 'a number from 0.00001 to 0.01'),
  draw: numeric(1, 0, MAX_SEED, /^\d+$/, `a whole number from 0 to ${MAX_SEED}`),
  items: numeric(48, 8, 500, /^\d+$/, 'a whole number from 8 to 500'),
};
const KEYS = [
  'screen',
  'run',
  'model',
  'seed',
  'difficulty',
  'problem',
  'signal',
  'underline',
  'theme',
  'type',
  'temperature',
  'parent',
  'reads',
  'seconds',
  'tokens',
  'rate',
  'draw',
  'items',
] as const;

export const LINK_DEFAULTS: LinkState = {
  screen: FIELDS.screen.fallback,
  run: FIELDS.run.fallback,
  model: FIELDS.model.fallback,
  seed: FIELDS.seed.fallback,
  difficulty: FIELDS.difficulty.fallback,
  problem: FIELDS.problem.fallback,
  signal: FIELDS.signal.fallback,
  underline: FIELDS.underline.fallback,
  theme: FIELDS.theme.fallback,
  type: FIELDS.type.fallback,
  temperature: FIELDS.temperature.fallback,
  parent: FIELDS.parent.fallback,
  reads: FIELDS.reads.fallback,
  seconds: FIELDS.seconds.fallback,
  tokens: FIELDS.tokens.fallback,
  rate: FIELDS.rate.fallback,
  draw: FIELDS.draw.fallback,
  items: FIELDS.items.fallback,
};

export interface ParsedLink {
  readonly state: LinkState;
  /** One sentence for each value that could not be read. */
  readonly problems: readonly string[];
}

export function parseLink(hash: string): ParsedLink {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const problems: string[] = [];
  const read = <K extends keyof LinkState>(key: K): LinkState[K] => {
    const text = given.get(key);
    if (text === null) return FIELDS[key].fallback;
    const value = FIELDS[key].read(text);
    if (value !== undefined) return value;
    problems.push(
      `The link says ${key}=${text.slice(0, 40)}, which is not ${FIELDS[key].rule}; ${key} stays at its default.`,
    );
    return FIELDS[key].fallback;
  };
  const state: LinkState = {
    screen: read('screen'),
    run: read('run'),
    model: read('model'),
    seed: read('seed'),
    difficulty: read('difficulty'),
    problem: read('problem'),
    signal: read('signal'),
    underline: read('underline'),
    theme: read('theme'),
    type: read('type'),
    temperature: read('temperature'),
    parent: read('parent'),
    reads: read('reads'),
    seconds: read('seconds'),
    tokens: read('tokens'),
    rate: read('rate'),
    draw: read('draw'),
    items: read('items'),
  };
  return { state, problems };
}

/** Without '#'; defaults are left out, keys come in a fixed order. */
export function formatLink(state: LinkState): string {
  const said = new URLSearchParams();
  for (const key of KEYS) if (state[key] !== FIELDS[key].fallback) said.set(key, String(state[key]));
  return said.toString();
}
