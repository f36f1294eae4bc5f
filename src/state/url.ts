/**
 * The page's state in the hash, so that a link is an experiment. One table gives names, defaults, reading and writing.
 * Unknown keys are ignored; bad values are reported and the default stands. What a lesson allows stands in the query
 * (lesson.ts).
 */
import { DIFFICULTIES } from '#tasks/problem.ts';
// Of an address that asks for none: one that the organism gets wrong and mends after “Wait,”, which is what the first
// minute is about. How seldom that is stands in the README.
import FIRST_PROBLEM from './first-problem.json' with { type: 'json' };
import { MOST_MODELS } from './compare-models.ts';
import { DEFAULT_PLANT, PLANT_RULE, isMarkerText, parsePlant } from './compare-treatment.ts';
import { numeric, oneOf, whole } from './link-fields.ts';
import type { Field } from './link-fields.ts';
import { METHOD_FIELDS } from './method-link.ts';
import type { MethodLink } from './method-link.ts';
import { SIGNALS, UNDERLINES } from './signals.ts';
import type { SignalId, UnderlineId } from './signals.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeId = (typeof THEMES)[number];

export const TYPE_SIZES = ['normal', 'projector'] as const;
export type TypeSize = (typeof TYPE_SIZES)[number];

/** Models, methods, and the catalogue of methods: tabs of one place. */
export const COMPARE_SCREENS = ['compare', 'methods', 'catalogue'] as const;
export const SCREENS = ['play', ...COMPARE_SCREENS, 'train', 'models', 'runs'] as const;
export type ScreenId = (typeof SCREENS)[number];

export interface LinkState extends MethodLink {
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
  /** Of the Compare screen: ids joined by commas; '' leaves the choice to the page. */
  readonly models: string;
  /** Of the Compare screen: what is done, as compare-treatment.ts writes it. */
  readonly plant: string;
  /** Of the Compare screen: text that follows a planted error; '' for nothing. */
  readonly marker: string;
}
/** The problem is the draft's own (problem-draft.svelte.ts). */
export type LinkSettings = Omit<LinkState, 'problem'>;
type Fields = { readonly [K in keyof LinkState]: Field<LinkState[K]> };

/** Longest problem text that a link carries, in UTF-16 units. */
export const MAX_LINKED_PROBLEM = 2000;
export function isLinkableProblem(text: string): boolean {
  return text.trim() !== '' && text.length <= MAX_LINKED_PROBLEM;
}

export { DIFFICULTIES };
/** Fewest and most. */
const STEPS = [Math.min(...DIFFICULTIES), Math.max(...DIFFICULTIES)] as const;
export const MAX_SEED = 2 ** 31 - 1;
export const MAX_TOKENS = 1e9;
const isModelId = (text: string): boolean => /^[\w.-]{1,64}$/.test(text);
function areModelIds(text: string): boolean {
  const ids = text.split(',');
  return ids.length <= MOST_MODELS && ids.every(isModelId);
}
const MODEL_ID: Field<string> = {
  fallback: '',
  rule: 'a model id',
  read: (text) => (isModelId(text) ? text : undefined),
};
const FIELDS: Fields = {
  screen: oneOf(SCREENS, 'play'),
  run: {
    fallback: '',
    rule: 'the name of a kept run',
    read: (text) => (/^[\w-]{1,64}$/.test(text) ? text : undefined),
  },
  model: MODEL_ID,
  seed: whole(FIRST_PROBLEM.seed, 0, MAX_SEED),
  difficulty: numeric(
    FIRST_PROBLEM.difficulty,
    STEPS,
    /^\d$/,
    `a whole number of steps from ${STEPS.join(' to ')}`,
  ),
  problem: {
    fallback: '',
    rule: `a text of 1 to ${MAX_LINKED_PROBLEM} characters`,
    read: (text) => (isLinkableProblem(text) ? text : undefined),
  },
  signal: oneOf(SIGNALS, 'probability'),
  underline: oneOf(UNDERLINES, 'none'),
  theme: oneOf(THEMES, 'auto'),
  type: oneOf(TYPE_SIZES, 'normal'),
  temperature: numeric(0, [0, 2], /^\d+(\.\d+)?$/, 'a number from 0 to 2'),
  parent: MODEL_ID,
  reads: {
    fallback: '2-0-8-0',
    rule: 'four whole numbers from 0 to 10, like 2-0-8-0',
    read: (text) => (/^(10|\d)(-(10|\d)){3}$/.test(text) ? text : undefined),
  },
  seconds: numeric(60, [5, 3600], /^\d+$/, 'a whole number of seconds from 5 to 3600'),
  tokens: whole(0, 0, MAX_TOKENS),
  rate: numeric(0.001, [0.00001, 0.01], /^\d+(\.\d+)?$/, 'a number from 0.00001 to 0.01'),
  draw: whole(1, 0, MAX_SEED),
  items: whole(48, 8, 500),
  models: {
    fallback: '',
    rule: `one to ${MOST_MODELS} model ids with commas between them`,
    read: (text) => (areModelIds(text) ? text : undefined),
  },
  plant: {
    fallback: DEFAULT_PLANT,
    rule: PLANT_RULE,
    read: (text) => (parsePlant(text) === undefined ? undefined : text),
  },
  marker: {
    fallback: '',
    rule: 'a text of a few words',
    read: (text) => (isMarkerText(text) ? text : undefined),
  },
  ...METHOD_FIELDS,
};
type Key = keyof LinkState;
/** In the order of a link. */
const KEYS = Object.keys(FIELDS) as readonly Key[];

const METHODS_ONLY: readonly ScreenId[] = ['methods'];
const TRAIN_ONLY: readonly ScreenId[] = ['train'];
const COMPARE_ONLY: readonly ScreenId[] = ['compare'];
const CATALOGUE_ONLY: readonly ScreenId[] = ['catalogue'];
const NOT_COMPARED = SCREENS.filter((screen) => !COMPARE_SCREENS.some((tab) => tab === screen));
/**
 * Which screens say a key; all of them, where none is named. A comparison is no run, and has models of its own and a
 * generated problem; methods run on the page's model.
 */
const SAID_ON: Readonly<Partial<Record<Key, readonly ScreenId[]>>> = {
  ...{ models: COMPARE_ONLY, plant: COMPARE_ONLY, marker: COMPARE_ONLY },
  model: SCREENS.filter((screen) => screen !== 'compare'),
  ...{ run: NOT_COMPARED, problem: NOT_COMPARED },
  ...{ of: METHODS_ONLY, family: METHODS_ONLY, level: METHODS_ONLY, begin: METHODS_ONLY },
  ...{ chance: METHODS_ONLY, count: METHODS_ONLY, limit: METHODS_ONLY, file: METHODS_ONLY },
  ...{ item: METHODS_ONLY, methods: ['methods', 'catalogue'] },
  ...{ when: CATALOGUE_ONLY, by: CATALOGUE_ONLY },
  ...{ parent: TRAIN_ONLY, reads: TRAIN_ONLY, seconds: TRAIN_ONLY, tokens: TRAIN_ONLY },
  ...{ rate: TRAIN_ONLY, draw: TRAIN_ONLY, items: TRAIN_ONLY },
};
function isSaid(key: Key, screen: ScreenId): boolean {
  return SAID_ON[key]?.includes(screen) ?? true;
}

function linkState(value: <K extends Key>(key: K) => LinkState[K]): LinkState {
  return Object.fromEntries(KEYS.map((key) => [key, value(key)])) as unknown as LinkState;
}
export const LINK_DEFAULTS = linkState((key) => FIELDS[key].fallback);

export interface ParsedLink {
  readonly state: LinkState;
  /** One sentence for each value that could not be read. */
  readonly problems: readonly string[];
}

export function parseLink(hash: string): ParsedLink {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const problems: string[] = [];
  const read = <K extends Key>(key: K): LinkState[K] => {
    const text = given.get(key);
    if (text === null) return FIELDS[key].fallback;
    const value = FIELDS[key].read(text);
    if (value !== undefined) return value;
    problems.push(
      `The link says ${key}=${text.slice(0, 40)}, which is not ${FIELDS[key].rule}; ${key} stays at its default.`,
    );
    return FIELDS[key].fallback;
  };
  return { state: linkState(read), problems };
}

/** Without '#'; defaults and what this screen does not say are left out, keys come in a fixed order. */
export function formatLink(state: LinkState): string {
  const said = new URLSearchParams();
  for (const key of KEYS)
    if (state[key] !== FIELDS[key].fallback && isSaid(key, state.screen)) said.set(key, String(state[key]));
  return said.toString().replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%3D', '=');
}

/** What a link says; what its screen does not say stays as it was before. */
export function keepUnsaid(link: LinkState, before: LinkState): LinkState {
  return linkState((key) => (isSaid(key, link.screen) ? link : before)[key]);
}
