/** The lesson that the page was opened with, and whether its reader has left it. */
import { NO_LESSON, isLesson, parseLesson } from './lesson.ts';
import type { Lesson } from './lesson.ts';
import { LEVERS } from './levers.ts';
import type { LeverId } from './levers.ts';

export class LessonRules {
  /** The page was opened with a lesson. */
  readonly given: boolean;
  readonly problems: readonly string[];
  readonly #lesson: Lesson;
  left = $state(false);
  /** What holds now. */
  rules: Lesson = $derived.by(() => (this.left ? NO_LESSON : this.#lesson));
  /** The levers that are shown, in the order of the bar. */
  levers: readonly LeverId[] = $derived.by(() =>
    LEVERS.filter((lever) => lever === 'stop' || this.rules.shown.includes(lever)),
  );

  /** @param search location.search */
  constructor(search: string) {
    const { lesson, problems } = parseLesson(search);
    this.#lesson = lesson;
    this.problems = problems;
    this.given = isLesson(lesson);
  }
}
