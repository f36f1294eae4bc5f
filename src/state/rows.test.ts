import { describe, expect, it } from 'vitest';
import { generateProblem } from '#tasks/generate-problem.ts';
import { answerLine, solution, stepLine } from '#tasks/problem.ts';
import { answerRows, leastCertain, rowName, rowOfToken, stepRows } from './rows.ts';
import type { AnswerRow } from './rows.ts';
import { tokensOf } from './token-fixture.ts';

const problem = generateProblem({ seed: 5, difficulty: 3 });
const written = solution(problem);
const lines = (texts: readonly string[]) => tokensOf([...texts.map((text) => `${text}\n`), '<|end|>']);

describe('answer rows', () => {
  it('makes a row a step, marks it, and keeps the closing token with the last', () => {
    const tokens = lines(written);
    const rows = answerRows(tokens, problem);
    expect(rows.map((row) => row.text)).toEqual(written);
    expect(rows.map((row) => row.kind)).toEqual(['step', 'step', 'step', 'answer']);
    expect(rows.map((row) => row.mark?.words)).toEqual(['right', 'right', 'right', 'right']);
    expect(rows.flatMap((row) => [row.from, row.to])).toEqual([0, 1, 1, 2, 2, 3, 3, 5]);
  });
  it('says the right line where a step is wrong', () => {
    const [first] = problem.steps;
    if (!first) throw new Error('the problem has no steps');
    const slip = { ...first, left: first.left.value, right: first.right.value, result: first.result + 1 };
    const rows = answerRows(lines([stepLine(slip), answerLine(problem.answer + 1)]), problem);
    expect(rows[0]?.mark?.verdict).toBe('wrong');
    expect(rows[0]?.mark?.words).toMatch(/^wrong result: \d+\s[+−×÷]\s\d+\s=\s\d+$/);
    expect(rows[1]?.mark?.words).toBe(`wrong answer: ${problem.answer}`);
  });
  it('has no marks for free text, and its steps are then its lines', () => {
    const rows = answerRows(lines(['First, add.', 'Then stop.']), null);
    expect(rows.every((row) => row.mark === null)).toBe(true);
    expect(stepRows(rows)).toHaveLength(2);
    expect(rowName(rows, rows[1] as AnswerRow)).toBe('line 2');
  });
  it('starts a row where a marker was injected, and finds steps that are written again', () => {
    const tokens = [
      ...tokensOf([written[0] ?? '']),
      ...tokensOf(['\n', 'Wait', ','], { forced: 'marker' }),
      ...tokensOf([' let me check.\n', `${written[0]}\n`]),
    ];
    const rows = answerRows(tokens, problem);
    expect(rows.map((row) => [row.kind, row.forced, row.again])).toEqual([
      ['step', null, false],
      ['marker', 'marker', false],
      ['step', null, true],
    ]);
    expect(rowOfToken(rows, 3)?.text).toBe('Wait, let me check.');
    expect(rowName(rows, rows[2] as AnswerRow)).toBe('step 1 (again)');
  });
  it('averages what the model chose, and finds the least certain step', () => {
    const tokens = [
      ...tokensOf(['Step 1: ', '1\n'], { selfCertainty: 6 }),
      ...tokensOf(['Step 2: '], { selfCertainty: 2 }),
      ...tokensOf(['3\n'], { selfCertainty: 100, forced: 'planted' }),
    ];
    const rows = answerRows(tokens, null);
    expect(rows.map((row) => row.meanCertainty)).toEqual([6, 2]);
    expect(leastCertain(rows)?.number).toBe(2);
    expect(leastCertain([])).toBeNull();
  });
  it('ends the row at the last token while the line is being written', () => {
    expect(answerRows(tokensOf(['Step 1', ': 2']), problem).map((row) => row.to)).toEqual([2]);
    expect(answerRows([], problem)).toEqual([]);
  });
});
