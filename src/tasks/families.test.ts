import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { TASK_FAMILIES, WORD_PROBLEMS, familyOf } from '#tasks/families.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantPlaces, plantedAt } from '#tasks/planted-turns.ts';
import { solution } from '#tasks/problem.ts';
import { WAIT_LINE } from '#tasks/prompts.ts';
import { plantAnywhere, plantTask, taskPlaces } from '#tasks/task.ts';

describe.each(TASK_FAMILIES)('family $id', (family) => {
  const tasks = family.difficulties.flatMap((difficulty) =>
    Array.from({ length: 150 }, (_, seed) => family.generate({ seed, difficulty })),
  );

  it('is rebuilt from what a trace keeps', () => {
    for (const task of tasks) {
      const { family: id, seed, difficulty } = task;
      const again = familyOf(id).generate({ seed, difficulty });
      expect([again.text, again.solution, again.kinds]).toEqual([task.text, task.solution, task.kinds]);
    }
    expect(new Set(tasks.map(({ text }) => text)).size).toBeGreaterThan(0.99 * tasks.length);
  });

  it('checks its solution as right, and again after Wait', () => {
    for (const { solution: lines, check, answer, statedAnswer, stepCount } of tasks) {
      const verdicts = check([...lines, WAIT_LINE, ...lines]).map(({ kind }) => kind);
      const right = Array(stepCount + 1).fill('right');
      expect(verdicts).toEqual([...right, 'unknown', ...right]);
      expect(statedAnswer(lines)).toBe(answer);
      expect(statedAnswer(lines.slice(0, -1))).toBeNull();
    }
  });

  it('plants what it offers, each at its step, with the true value beside the wrong one', () => {
    for (const task of tasks.filter(({ seed }) => seed < 25))
      for (const place of taskPlaces(task)) {
        const planted = plantTask(task, place);
        expect(planted).toMatchObject(place);
        expect(plantTask(task, place)).toEqual(planted);
        const verdicts = task.check(planted?.completed ?? []).map(({ kind }) => kind);
        expect(verdicts.indexOf('wrong')).toBe(place.step - 1);
        expect(task.statedAnswer(planted?.completed ?? [])).toBe(planted?.wrongAnswer);
        expect(task.solution[place.step - 1]).toContain(planted?.trueValue);
        expect(planted?.lines.at(-1)).toContain(planted?.wrongValue);
      }
  });

  it('allows some mistake in every problem, and each of its kinds in many', () => {
    const made = new Set<string>();
    for (const task of tasks) {
      const planted = plantAnywhere(task, createRng(task.seed));
      expect(planted).not.toBeNull();
      made.add(planted?.kind ?? '');
    }
    expect([...made].toSorted()).toEqual([...(tasks[0]?.kinds ?? [])].toSorted());
    const [task] = tasks;
    expect(task?.plant({ step: 1, kind: 'no such kind' }, createRng(1))).toBeNull();
    expect(task?.plant({ step: 9, kind: task.kinds[0] ?? '' }, createRng(1))).toBeNull();
  });

  it('drills a step with right and wrong answers, and no question has both', () => {
    const answers = new Map<string, string>();
    const drills = tasks.map((task) => task.drill(createRng(task.seed)));
    for (const { question, answer, isRight } of drills) if (isRight) answers.set(question, answer);
    for (const { question, answer, isRight } of drills)
      if (!isRight) expect(answer).not.toBe(answers.get(question));
    const right = drills.filter(({ isRight }) => isRight).length;
    expect(right / drills.length).toBeGreaterThan(0.4);
    expect(right / drills.length).toBeLessThan(0.6);
  });

  it('refuses a difficulty that it lacks', () => {
    expect(() => family.generate({ seed: 1, difficulty: 1 })).toThrow('Choose');
  });
});

describe('familyOf', () => {
  it('opens word problems as their own functions know them', () => {
    for (let seed = 0; seed < 50; seed++) {
      const problem = generateProblem({ seed, difficulty: 3 });
      const task = familyOf(problem.family).generate({ seed, difficulty: 3 });
      expect(task).toMatchObject({ text: problem.text, solution: solution(problem) });
      expect(taskPlaces(task)).toEqual(plantPlaces(problem));
      for (const place of plantPlaces(problem))
        expect(plantTask(task, place)?.completed).toEqual(plantedAt(problem, place)?.completed);
    }
    expect(WORD_PROBLEMS.id).toBe('word-problem');
  });

  it('refuses a name that no family has', () => {
    expect(() => familyOf('riddle')).toThrow('Choose word-problem, small-number-word-problem');
  });
});
