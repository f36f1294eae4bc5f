/**
 * A lesson: which levers a teacher shows, and what stays as it is. It stands in the query of the address, beside the hash
 * that says what is on screen: `?teach=generate,wait&lock=problem,model#seed=3`. Pure.
 *
 *   teach  levers that are shown, by id; `none`; left out: all of them. Stop is always there.
 *   lock   what stays as it is: problem, model, seed, temperature; and levers that are shown, but off
 *   exit   `off`: without the way out of the lesson
 */
import { LEVER_WORDS } from './lever-words.ts';
import { ACTIONS, LEVERS } from './levers.ts';
import type { ActionId, LeverId, LeverReasons } from './levers.ts';

/** What runs must be stoppable, so Stop is never left out. */
type LessonLever = Exclude<LeverId, 'stop'>;
const isLessonLever = (lever: LeverId): lever is LessonLever => lever !== 'stop';
export const LESSON_LEVERS: readonly LessonLever[] = LEVERS.filter(isLessonLever);
export const SETTINGS = ['problem', 'model', 'seed', 'temperature'] as const;
export type SettingId = (typeof SETTINGS)[number];

export interface Lesson {
  /** The levers that are shown, in the order of the bar. */
  readonly shown: readonly LessonLever[];
  readonly fixed: readonly SettingId[];
  /** Shown, but off. */
  readonly off: readonly LessonLever[];
  /** The page offers to leave the lesson. */
  readonly exit: boolean;
}
/** No lesson: everything is shown and free. */
export const NO_LESSON: Lesson = { shown: LESSON_LEVERS, fixed: [], off: [], exit: true };

const KEYS = ['teach', 'lock', 'exit'] as const;

export interface ParsedLesson {
  readonly lesson: Lesson;
  /** One sentence for each word that could not be read. */
  readonly problems: readonly string[];
}

/** @param search location.search. Words that are not known are reported, and the others hold. Never throws. */
export function parseLesson(search: string): ParsedLesson {
  const given = new URLSearchParams(search);
  const problems: string[] = [];
  const read = <T extends string>(key: (typeof KEYS)[number], known: readonly T[]): T[] | null => {
    const text = given.get(key);
    if (text === null) return null;
    const words = text.split(',').map((word) => word.trim());
    for (const word of words)
      if (!known.some((one) => one === word))
        problems.push(
          `The lesson says ${key}=${word.slice(0, 40)}, which is not one of ${known.join(', ')}; that word is passed over.`,
        );
    return known.filter((one) => words.includes(one));
  };
  const teach = read('teach', [...LEVERS, 'none']) ?? [];
  const lock = read('lock', [...SETTINGS, ...LESSON_LEVERS]) ?? [];
  const exit = read('exit', ['on', 'off']) ?? [];
  return {
    lesson: {
      shown: teach.length === 0 ? LESSON_LEVERS : LESSON_LEVERS.filter((lever) => teach.includes(lever)),
      fixed: SETTINGS.filter((setting) => lock.includes(setting)),
      off: LESSON_LEVERS.filter((lever) => lock.includes(lever)),
      exit: !exit.includes('off'),
    },
    problems,
  };
}

/** Without '?'; '' for no lesson. */
export function formatLesson({ shown, fixed, off, exit }: Lesson): string {
  const said: string[] = [];
  if (shown.length < LESSON_LEVERS.length)
    said.push(`teach=${shown.length === 0 ? 'none' : shown.join(',')}`);
  if (fixed.length + off.length > 0) said.push(`lock=${[...fixed, ...off].join(',')}`);
  if (!exit) said.push('exit=off');
  return said.join('&');
}

/** The query with this lesson in place of any other; what else stands in it stays. With '?', or ''. */
export function lessonSearch(search: string, lesson: Lesson): string {
  const others = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && !KEYS.some((key) => part === key || part.startsWith(`${key}=`)));
  const said = [...others, formatLesson(lesson)].filter((part) => part !== '').join('&');
  return said === '' ? '' : `?${said}`;
}

export function isLesson({ shown, fixed, off }: Lesson): boolean {
  return shown.length < LESSON_LEVERS.length || fixed.length + off.length > 0;
}

/** "Lesson: some levers are left out, problem and model are fixed." */
export function lessonWords({ shown, fixed, off }: Lesson): string {
  const said: string[] = [];
  if (shown.length < LESSON_LEVERS.length) said.push('some levers are left out');
  if (off.length > 0) said.push('some levers are off');
  const last = fixed.at(-1);
  if (last !== undefined) {
    const before = fixed.slice(0, -1).join(', ');
    said.push(before === '' ? `the ${last} is fixed` : `${before} and ${last} are fixed`);
  }
  return `Lesson: ${said.join('; ')}.`;
}

/** Buttons elsewhere that do what a lever does go with that lever. */
const GOES_WITH: Partial<Readonly<Record<ActionId, LessonLever>>> = { edit: 'fork', readings: 'ptrue' };

/** Why the lesson keeps the lever, or the button that goes with it, from acting; null when it does not. */
export function lessonReason(lesson: Lesson, action: ActionId): string | null {
  const lever = LESSON_LEVERS.find((one) => one === (GOES_WITH[action] ?? action));
  if (lever === undefined) return null;
  const { label } = LEVER_WORDS[lever];
  if (!lesson.shown.includes(lever)) return withExit(lesson, `This lesson leaves ${label} out.`);
  return lesson.off.includes(lever) ? withExit(lesson, `This lesson keeps ${label} off.`) : null;
}

/** The reasons of the page, under those of the lesson. */
export function lessonReasons(reasons: LeverReasons, lesson: Lesson): LeverReasons {
  const said: Record<ActionId, string | null> = { ...reasons };
  for (const action of ACTIONS) said[action] = lessonReason(lesson, action) ?? reasons[action];
  return said;
}

export interface FixedSituation {
  /** Seed and difficulty name the problem. */
  readonly generated: boolean;
  /** One is loaded or on its way. Where the lesson's own cannot be had, any may be chosen. */
  readonly hasModel: boolean;
}
/** Null: it can be changed. */
export type FixedReasons = Readonly<Record<SettingId | 'newProblem', string | null>>;

export function fixedReasons(lesson: Lesson, { generated, hasModel }: FixedSituation): FixedReasons {
  const fixed = (setting: SettingId): string | null =>
    lesson.fixed.includes(setting) ? withExit(lesson, `This lesson keeps its ${setting}.`) : null;
  const problem = fixed('problem');
  const named =
    problem !== null && generated
      ? withExit(lesson, 'This lesson keeps its problem, and the seed is part of it.')
      : null;
  const seed = fixed('seed') ?? named;
  return {
    problem,
    seed,
    model: hasModel ? fixed('model') : null,
    temperature: fixed('temperature'),
    newProblem: problem ?? fixed('seed'),
  };
}

function withExit({ exit }: Lesson, words: string): string {
  return exit ? `${words} “Show everything” opens it.` : words;
}
