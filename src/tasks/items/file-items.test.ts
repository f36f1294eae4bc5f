import { describe, expect, it } from 'vitest';
import { fileItems } from './file-items.ts';
import { judgedText } from './item.ts';
import type { Item } from './item.ts';

function only(row: unknown): Item {
  const [item] = fileItems(`\n${JSON.stringify(row)}\n`);
  if (item === undefined) throw new Error('no item');
  return item;
}

/** Made up, in the form of each set: question, what a model may write, right or wrong. */
const ROWS: readonly [string, unknown, string, string][] = [
  [
    'GSM8K',
    { question: 'Two pens and one pen?', answer: '2 + 1 = <<2+1=3>>3\n#### 3' },
    'Step 1: 2 + 1 = 3.\nThe answer is 3.',
    'The answer is 4.',
  ],
  [
    'SVAMP',
    { Body: 'Ann had 5 pens. She lost 2', Question: 'How many are left?', Answer: 3.0 },
    '5 - 2 = 3',
    '5 - 2 = 4',
  ],
  [
    'StrategyQA',
    { question: 'Is ice cold?', answer: true },
    'The answer is yes.',
    'The answer is no, it is warm.',
  ],
  [
    'CommonsenseQA',
    {
      answerKey: 'B',
      question: {
        stem: 'Where is bread baked?',
        choices: [
          { label: 'A', text: 'sea' },
          { label: 'B', text: 'oven' },
        ],
      },
    },
    'The answer is (B).',
    'The answer is (A).',
  ],
  [
    'BIG-Bench',
    { input: 'not ( True ) is', target: 'False' },
    'So the answer is False.',
    'The answer is True.',
  ],
  ['BIG-Bench', { input: 'Which?\n(A) x\n(B) y', target: '(A)' }, 'The answer is (A).', 'The answer is (B).'],
  [
    'SCLI5',
    {
      messages_error_injection_in_model: [
        { role: 'user', content: 'What is 1 + 1?' },
        { role: 'assistant', content: 'The answer is 3.' },
      ],
      correct_answer: '2',
    },
    'The answer is 2.',
    'The answer is 3.',
  ],
  [
    'MR-GSM8K',
    { question: 'How many?', ground_truth_answer: '1,700' },
    'The answer is $1700.',
    'The answer is 17.',
  ],
  [
    'question and answer',
    { problem: 'Capital of France?', answer: 'Paris' },
    'The answer is Paris.',
    'The answer is Rome.',
  ],
];

describe('items of a file', () => {
  it.each(ROWS)('are recognised as %s, asked, and judged', async (form, row, right, wrong) => {
    const item = only(row);
    expect(item.facts['form']).toBe(form);
    expect(item.messages[0]?.content.startsWith(item.text)).toBe(true);
    expect(await judgedText(item, right)).toEqual({ right: true });
    expect(await judgedText(item, wrong)).toEqual({ right: false });
    expect(item.answerOf('I do not know')).toBeNull();
  });
  it('do not show their answer', () => {
    for (const [, row] of ROWS) expect(only(row).text).not.toMatch(/####|answerKey|ground_truth/);
  });
  it('have ids of their own', () => {
    const line = JSON.stringify({ question: 'Same?', answer: '1' });
    const ids = fileItems(`${line}\n${line}`).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });
  it.each([
    ['no line', '\n \n', /no items/],
    ['text that is no JSON', '{"question": "a"', /Line 1 is no JSON/],
    ['a form that is not known', '{"question":"a","answer":"1"}\n{"prompt":"a"}', /Line 2 .*GSM8K/],
  ])('are refused for %s, with the line', (_, content, message) => {
    expect(() => fileItems(content)).toThrow(message);
  });
});
