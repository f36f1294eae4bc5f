import { describe, expect, it } from 'vitest';
import { fileItems } from './file-items.ts';
import { givenChecker, writtenSteps } from './given.ts';
import type { Item } from './item.ts';

/** Made up, in the form of each set. */
const PROCESS_BENCH = {
  ...{
    id: 'gsm8k-0',
    generator: 'x',
    problem: 'Two pens and one pen?',
    label: -1,
    final_answer_correct: true,
  },
  steps: ['First:\n- two', 'So \\(2 + 1 = \\boxed{3}\\).'],
};
const MR_GSM8K = {
  ...{ question: 'Two pens and one pen?', ground_truth_answer: '3' },
  model_output_steps: ['Step 1: 2 + 1 = 4', 'Step 2: The answer is: 4'],
  ...{ model_output_solution_correctness: 'wrong', model_output_solution_first_error_step: 1 },
};
const MISTAKE = {
  input: '2 + 1 =',
  target: '3',
  answer: '4',
  steps: ['2 + 1 = 3', 'So 4'],
  mistake_index: 1,
};

function only(row: unknown): Item {
  const [item] = fileItems(JSON.stringify(row));
  if (item === undefined) throw new Error('no item');
  return item;
}
const placeIn = ({ given, firstWrongLine }: Item): unknown =>
  given?.kind === 'solution' ? firstWrongLine?.(given.steps.map((step) => step.trim())) : 'no solution';

describe('a solution that comes with a problem', () => {
  it.each([
    ['ProcessBench', PROCESS_BENCH, null, '3'],
    ['ProcessBench', { ...PROCESS_BENCH, label: 1, final_answer_correct: false }, 1, ''],
    ['MR-GSM8K', MR_GSM8K, 0, '3'],
    ['MR-GSM8K', { ...MR_GSM8K, model_output_solution_correctness: 'correct' }, null, '3'],
    ['BIG-Bench', MISTAKE, 1, '3'],
    ['BIG-Bench', { ...MISTAKE, mistake_index: null }, null, '3'],
  ])('is read from a row of %s, with the place of its first mistake', (form, row, place, gold) => {
    const item = only(row);
    expect([item.facts['form'], placeIn(item), item.gold]).toEqual([form, place, gold]);
    expect(item.unjudged).toBe(gold === '' ? true : undefined);
  });

  it('is left out where the row has none, or names a step that is not there', () => {
    expect(only({ input: '2 + 1 =', target: '3' }).given).toBeUndefined();
    expect(only({ ...MISTAKE, mistake_index: 2 }).given).toBeUndefined();
    expect(only({ ...MR_GSM8K, model_output_solution_first_error_step: 'N/A' }).given).toBeUndefined();
    expect(() => only({ ...PROCESS_BENCH, label: 7 })).toThrow(/no problem with an answer that is known/);
  });

  it('is checked by its label, and nobody knows of what is written in its place', () => {
    const [steps, wrong] = [
      ['a 1', 'b 2', 'c 3'],
      givenChecker({ steps: ['a 1', 'b 2', 'c 3'], firstWrong: 1 }),
    ];
    expect([wrong(steps), wrong(['a 1', 'b 2']), wrong(['a 1', 'b 2', 'd'])]).toEqual([1, 1, 1]);
    expect([wrong(['a 1', 'b 4', 'c 3']), wrong(['a 1'])]).toEqual(['unknown', 'unknown']);
    const right = givenChecker({ steps, firstWrong: null });
    expect([right(steps), right([...steps, 'd']), right(['a 1'])]).toEqual([null, 'unknown', 'unknown']);
  });

  it('has its steps a line apart, or a blank line where some have several', () => {
    expect(writtenSteps(['a ', 'b'])).toEqual(['a\n', 'b']);
    expect(writtenSteps(['a\n- b', 'c'])).toEqual(['a\n- b\n\n', 'c']);
  });
});
