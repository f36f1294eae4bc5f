import { describe, expect, it } from 'vitest';
import { alignRows } from './compare-rows.ts';
import { answerRows } from './rows.ts';
import { tokensOf } from './token-fixture.ts';

const rows = (lines: readonly string[]) => answerRows(tokensOf(lines.map((line) => `${line}\n`)), null);
/** A line for each aligned row: its name and what every column has there. */
function drawn(...answers: readonly (readonly string[])[]): string[] {
  const all = answers.map(rows);
  return alignRows(all).map(
    ({ name, at }) =>
      `${name}: ${at.map((index, i) => (index === null ? '' : all[i]?.[index]?.text)).join(' | ')}`,
  );
}
const [ONE, TWO, END] = ['Step 1: 1 + 1 = 2.', 'Step 2: 2 + 1 = 3.', 'The answer is 3.'];

describe('answers step under step', () => {
  it('share a line where they write the same step', () => {
    expect(drawn([ONE, TWO, END], [ONE, END])).toEqual([
      `Step 1: ${ONE} | ${ONE}`,
      `Step 2: ${TWO} | `,
      `Answer: ${END} | ${END}`,
    ]);
  });
  it('begin another attempt at a marker, so that who starts anew stands beside who goes on', () => {
    expect(drawn([ONE, 'Wait,', ONE, TWO, END], [ONE, 'Wait,', TWO, END])).toEqual([
      `Step 1: ${ONE} | ${ONE}`,
      `: Wait, | Wait,`,
      `Step 1: ${ONE} | `,
      `Step 2: ${TWO} | ${TWO}`,
      `Answer: ${END} | ${END}`,
    ]);
  });
  it('keep a step that is written again at once beside the same step of the others', () => {
    expect(drawn([ONE, 'Step 1: 1 + 1 = 3. No.', TWO], [ONE, TWO])).toEqual([
      `Step 1: ${ONE} | ${ONE}`,
      `Step 1: Step 1: 1 + 1 = 3. No. | `,
      `Step 2: ${TWO} | ${TWO}`,
    ]);
  });
  it('put lines before the first step, and what follows an answer, where they stand', () => {
    expect(drawn(['Let me check.', ONE, END, 'So that was wrong.'], [ONE, END, ONE, END])).toEqual([
      `: Let me check. | `,
      `Step 1: ${ONE} | ${ONE}`,
      `Answer: ${END} | ${END}`,
      `: So that was wrong. | `,
      `Step 1:  | ${ONE}`,
      `Answer:  | ${END}`,
    ]);
  });
  it('are the same lines while one of them is still being written', () => {
    const keys = (...answers: readonly (readonly string[])[]) =>
      alignRows(answers.map(rows)).map(({ key }) => key);
    expect(keys([ONE, TWO, END], [ONE, TWO, END])).toEqual(keys([ONE, TWO, END], [ONE]));
    expect(keys()).toEqual([]);
  });
});
