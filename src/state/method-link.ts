/**
 * What the address says of a comparison of methods: which ones with which arguments, on which problems, within which
 * budget. Pure; it knows the form alone, and not which methods there are (method-choice.ts).
 */
import { matching, oneOf, whole } from './link-fields.ts';
import type { Field } from './link-fields.ts';

/** Columns that there is room for. */
export const MOST_METHODS = 4;
export const MOST_PROBLEMS = 500;
export const PROBLEM_SOURCES = ['fresh', 'one', 'file'] as const;
export type ProblemSource = (typeof PROBLEM_SOURCES)[number];
/** What every answer to a generated problem begins with: nothing, or a mistake planted at a step. */
export const BEGINNINGS = ['own', 'any', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export type Beginning = (typeof BEGINNINGS)[number];
export const CORRECTION_TIMES = ['any', 'training', 'generation', 'after'] as const;
export const FEEDBACK_SOURCES = ['any', 'self', 'oracle', 'tool', 'none'] as const;

export interface MethodLink {
  /** As `formatMethods` writes them; '' leaves the choice to the page. */
  readonly methods: string;
  /** Fresh problems, the one of seed and difficulty, or a file's. */
  readonly of: ProblemSource;
  /** Of generated problems: the id of their family. */
  readonly family: string;
  /** Difficulty of generated problems; a family that lacks it takes its nearest. */
  readonly level: number;
  /** Of generated problems: a step that they lack is their last. */
  readonly begin: Beginning;
  /** Seed of the problems and of chance: Play's own seed changes with what is opened there. */
  readonly chance: number;
  /** Problems. */
  readonly count: number;
  /** Most tokens, calls and seconds for a problem; 0 for no limit: "400-0-0". */
  readonly limit: string;
  /** Of a file: what it is kept by. */
  readonly file: string;
  /** Of the problem that is looked at, from 1; 0 for none. */
  readonly item: number;
  /** Of the catalogue: when a method corrects. */
  readonly when: (typeof CORRECTION_TIMES)[number];
  /** Of the catalogue: who says what is wrong. */
  readonly by: (typeof FEEDBACK_SOURCES)[number];
}

/** Characters of the longest text that a method takes; the test knows the methods. */
export const LONGEST_TEXT = 600;
/** A character of the address for each: at most three bytes of UTF-8, written %XX. */
const VALUE = `[^,;=]{0,${9 * LONGEST_TEXT}}`;
const ARGUMENT = `(?:;[A-Za-z]\\w{0,31}=${VALUE})*`;
const METHOD = `[a-z0-9-]{1,64}${ARGUMENT}`;
const METHODS = new RegExp(`^${METHOD}(?:,${METHOD}){0,${MOST_METHODS - 1}}$`);

export const METHOD_FIELDS: { readonly [K in keyof MethodLink]: Field<MethodLink[K]> } = {
  methods: matching(
    '',
    METHODS,
    `one to ${MOST_METHODS} method ids with commas between them, each with its arguments: backtrack;samples=4`,
  ),
  of: oneOf(PROBLEM_SOURCES, 'fresh'),
  family: matching('word-problem', /^[a-z-]{1,64}$/, 'the name of a family of problems'),
  level: whole(4, 1, 9),
  begin: oneOf(BEGINNINGS, 'own'),
  chance: whole(1, 0, 2 ** 31 - 1),
  count: whole(10, 1, MOST_PROBLEMS),
  limit: matching(
    '0-0-0',
    /^\d{1,7}-\d{1,7}-\d{1,5}$/,
    'three whole numbers, of tokens, calls and seconds: 400-0-0',
  ),
  file: matching('', /^[0-9a-f]{16}$/, 'the name of a file that was read here'),
  item: whole(0, 0, MOST_PROBLEMS),
  when: oneOf(CORRECTION_TIMES, 'any'),
  by: oneOf(FEEDBACK_SOURCES, 'any'),
};

/** A method as the address names it: arguments by name, as written. */
export interface NamedMethod {
  readonly id: string;
  readonly written: Readonly<Record<string, string>>;
}

export function parseMethods(text: string): NamedMethod[] {
  if (text === '') return [];
  return text.split(',').map((one) => {
    const [id = '', ...pairs] = one.split(';');
    const written = pairs
      .map((pair) => pair.split('='))
      .map(([name = '', value = '']) => [name, unescaped(value)]);
    return { id, written: Object.fromEntries(written) as NamedMethod['written'] };
  });
}
export function formatMethods(methods: readonly NamedMethod[]): string {
  return methods
    .map(({ id, written }) =>
      [id, ...Object.entries(written).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join(
        ';',
      ),
    )
    .join(',');
}
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export interface Limits {
  readonly tokens: number | null;
  readonly calls: number | null;
  readonly seconds: number | null;
}
export function parseLimit(text: string): Limits {
  const [tokens, calls, seconds] = text.split('-').map((part) => Number(part) || null);
  return { tokens: tokens ?? null, calls: calls ?? null, seconds: seconds ?? null };
}
export function formatLimit({ tokens, calls, seconds }: Limits): string {
  return [tokens, calls, seconds].map((limit) => limit ?? 0).join('-');
}
