import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LESSON_LEVERS,
  NO_LESSON,
  SETTINGS,
  fixedReasons,
  formatLesson,
  isLesson,
  lessonReasons,
  lessonSearch,
  lessonWords,
  parseLesson,
} from './lesson.ts';
import type { Lesson } from './lesson.ts';
import { ACTIONS } from './levers.ts';
import type { ActionId } from './levers.ts';

const lessons: fc.Arbitrary<Lesson> = fc.record({
  shown: fc.subarray([...LESSON_LEVERS]),
  fixed: fc.subarray([...SETTINGS]),
  off: fc.subarray([...LESSON_LEVERS]),
  exit: fc.boolean(),
});
const lesson = (search: string): Lesson => parseLesson(search).lesson;
const free = Object.fromEntries(ACTIONS.map((action) => [action, null])) as Record<ActionId, null>;

describe('lesson links', () => {
  it('round-trip every lesson', () => {
    fc.assert(
      fc.property(lessons, (one) => {
        expect(parseLesson(`?${formatLesson(one)}`)).toEqual({ lesson: one, problems: [] });
      }),
    );
  });
  it('read any query without throwing, and always give a lesson that a link can say', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('teach', 'lock', 'exit'), fc.string({ unit: 'binary' }))
        .map(([key, text]) => `?${key}=${text}`),
    );
    fc.assert(
      fc.property(garbage, (search) => {
        const one = lesson(search);
        expect(lesson(`?${formatLesson(one)}`)).toEqual(one);
      }),
    );
  });
  it('are readable', () => {
    const said = 'teach=generate,wait&lock=problem,model,ptrue&exit=off';
    expect(formatLesson(lesson(`?${said}`))).toBe(said);
    expect(formatLesson(NO_LESSON)).toBe('');
    expect(lesson('?teach=none').shown).toEqual([]);
    expect(lesson('?teach=wait,stop,generate').shown).toEqual(['generate', 'wait']);
  });
  it('report every word that is not known, and go on with the others', () => {
    const { lesson: read, problems } = parseLesson('?teach=generate,vibes&lock=seed,moon&exit=maybe');
    expect(read).toEqual({ shown: ['generate'], fixed: ['seed'], off: [], exit: true });
    expect(problems.map((problem) => problem.slice(0, 33))).toEqual([
      'The lesson says teach=vibes, whic',
      'The lesson says lock=moon, which ',
      'The lesson says exit=maybe, which',
    ]);
    expect(lesson('?teach=vibes')).toEqual(NO_LESSON);
  });
  it('stand beside what else is in the query', () => {
    const wanted: Lesson = { ...NO_LESSON, shown: ['wait'] };
    expect(lessonSearch('?a=1&teach=step&lock=seed&b', wanted)).toBe('?a=1&b&teach=wait');
    expect(lessonSearch('?teach=step', NO_LESSON)).toBe('');
    expect(lessonSearch('', NO_LESSON)).toBe('');
  });
});

describe('a lesson', () => {
  it('says of levers left out and off why they do not act, with the buttons that go with them', () => {
    const reasons = lessonReasons(free, lesson('?teach=generate,wait,sample&lock=wait'));
    expect(reasons.generate).toBeNull();
    expect(reasons.stop).toBeNull();
    expect(reasons.sample).toBeNull();
    expect(reasons.fork).toBe('This lesson leaves Branch out. “Show everything” opens it.');
    expect(reasons.edit).toBe(reasons.fork);
    expect(reasons.readings).toBe(reasons.ptrue);
    expect(reasons.wait).toBe('This lesson keeps Wait off. “Show everything” opens it.');
    expect(lessonReasons(free, NO_LESSON)).toEqual(free);
    expect(lessonReasons({ ...free, ptrue: 'Stop it first.' }, NO_LESSON).ptrue).toBe('Stop it first.');
  });
  it('keeps the seed of a generated problem with the problem', () => {
    const kept = lesson('?lock=problem,model&exit=off');
    expect(fixedReasons(kept, { generated: true, hasModel: true })).toEqual({
      problem: 'This lesson keeps its problem.',
      seed: 'This lesson keeps its problem, and the seed is part of it.',
      model: 'This lesson keeps its model.',
      temperature: null,
      newProblem: 'This lesson keeps its problem.',
    });
    expect(fixedReasons(kept, { generated: false, hasModel: true }).seed).toBeNull();
    expect(fixedReasons(kept, { generated: true, hasModel: false }).model).toBeNull();
    const seed = fixedReasons(lesson('?lock=seed'), { generated: true, hasModel: true });
    expect(seed.newProblem).toBe(seed.seed);
    expect(seed.problem).toBeNull();
  });
  it('says in a line what it does', () => {
    expect(lessonWords(lesson('?teach=wait'))).toBe('Lesson: some levers are left out.');
    expect(lessonWords(lesson('?lock=seed'))).toBe('Lesson: the seed is fixed.');
    expect(lessonWords(lesson('?teach=wait&lock=wait,problem,model,seed'))).toBe(
      'Lesson: some levers are left out; some levers are off; problem, model and seed are fixed.',
    );
    expect(isLesson(lesson('?exit=off'))).toBe(false);
  });
});
