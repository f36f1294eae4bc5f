import { describe, expect, it } from 'vitest';
import { freshTasks } from '#tasks/evaluation-items.ts';
import type { Task } from '#tasks/task.ts';
import { accuracyRows } from './accuracy.ts';
import type { AnsweredTask, WrittenAnswer } from './answers.ts';
import { pTrueSubjectOf } from './ptrue.ts';

function written(task: Task, answer: string): WrittenAnswer {
  return { task, text: `The answer is ${answer}.`, scores: null, isRight: answer === task.answer };
}
/** `votes`: how many of eight samples are right; the wrong ones agree with each other. */
function answered(task: Task, greedyIsRight: boolean, votes: number): AnsweredTask {
  const wrong = String(Number(task.answer) + 1);
  return {
    task,
    greedy: written(task, greedyIsRight ? task.answer : wrong),
    samples: Array.from({ length: 8 }, (_, i) => written(task, i < votes ? task.answer : wrong)),
  };
}

describe('accuracy', () => {
  const tasks = freshTasks(1, 3, 40);

  it('counts greedy, the first sample and the majority on the same problems, and their paired difference', () => {
    const answers = tasks.map((task, i) => answered(task, i < 20, i < 30 ? 5 : 3));
    const [row] = accuracyRows([{ difficulty: 3, tasks: answers }], 1);
    expect(row?.greedy).toMatchObject({ successes: 20, n: 40 });
    expect(row?.sampled).toMatchObject({ successes: 40, n: 40 });
    expect(row?.majority).toMatchObject({ successes: 30, n: 40, samples: 8 });
    expect(row?.gain.difference).toBe(0.25);
    expect(row?.gain.interval.low).toBeGreaterThan(0);
    expect(row?.gain.interval.high).toBeLessThan(0.5);
    expect(accuracyRows([{ difficulty: 3, tasks: answers }], 1)).toEqual([row]);
  });

  it('asks for problems that no training reads, the same for the same seed', () => {
    expect(freshTasks(1, 3, 40).map(({ text }) => text)).toEqual(tasks.map(({ text }) => text));
    expect(tasks.every(({ seed }) => seed < 2 ** 20)).toBe(true);
  });
});

describe('what P(True) is asked about', () => {
  const first = 'Step 1: 2 + 2 = 5.\nThe answer is 5.';
  const second = 'Step 1: 2 + 2 = 4.\nThe answer is 4.';

  it('is the whole solution', () => expect(pTrueSubjectOf(first)).toBe(first));
  it('is the last solution, without the line that made it look again', () =>
    expect(pTrueSubjectOf(`${first}\nWait, let me check.\n${second}`)).toBe(second));
});
