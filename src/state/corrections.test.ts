import { describe, expect, it } from 'vitest';
import { generateProblem } from '#tasks/generate-problem.ts';
import { answerLine, solution, stepLine } from '#tasks/problem.ts';
import { WAIT_LINE } from '#tasks/prompts.ts';
import { rowCorrections } from './corrections.ts';
import { answerRows } from './rows.ts';
import { tokensOf } from './token-fixture.ts';

const problem = generateProblem({ seed: 5, difficulty: 3 });
const right = solution(problem);
const lines = (texts: readonly string[]) => tokensOf(texts.map((text) => `${text}\n`));
const [first] = problem.steps;
if (!first) throw new Error('the problem has no steps');
const slip = stepLine({
  ...first,
  left: first.left.value,
  right: first.right.value,
  result: first.result + 1,
});

describe('row corrections', () => {
  it('says which row corrects which, and why', () => {
    const rows = answerRows(lines([`${slip} No.`, ...right]), problem);
    const found = rowCorrections(rows);
    const at = rows.findIndex(({ again }) => again);
    expect(found.map((row) => row !== null)).toEqual(rows.map((_, i) => i === at));
    expect(found[at]).toEqual({
      corrects: rows[0],
      words: `Corrects step 1. The same step number: “${slip}”, now “${right[0]}”. “No” takes it back. It was wrong there and is right here.`,
      prompted: false,
    });
  });
  it('counts from the checker what followed from a wrong step', () => {
    const rows = answerRows(lines([slip, answerLine(first.result + 1), WAIT_LINE, ...right]), problem);
    const found = rowCorrections(rows).flatMap((row) => row ?? []);
    expect(found.map(({ corrects }) => corrects)).toEqual([rows[0], rows[1]]);
    expect(
      found.every(({ words }) => words.includes('was wrong there') && words.includes('“Wait” announces it.')),
    ).toBe(true);
  });
  it('says that an injected marker came before', () => {
    const tokens = [
      ...lines([slip]),
      ...tokensOf(['Wait,'], { forced: 'marker' }),
      ...lines([' let me check.', ...right]),
    ];
    const [found] = rowCorrections(answerRows(tokens, null)).flatMap((row) => row ?? []);
    expect(found?.prompted).toBe(true);
    expect(found?.words).toContain('not all before it was the model’s own text');
  });
  it('works without a checker on one line of prose, and on nothing', () => {
    const rows = answerRows(tokensOf(['2 × 8 is 18.', ' Hmm,', ' 2 × 8 is 16.', ' Done.']), null);
    expect(rowCorrections(rows).map((row) => row?.corrects?.text ?? null)).toEqual([
      null,
      '2 × 8 is 18.',
      null,
    ]);
    expect(rowCorrections(answerRows(lines(right), problem)).every((row) => row === null)).toBe(true);
    expect(rowCorrections([])).toEqual([]);
  });
  it('names nothing where no row says what is taken back', () => {
    const rows = answerRows(lines(['Let me think.', 'I made a mistake there.', 'The area is 12.']), null);
    expect(rowCorrections(rows)[2]).toMatchObject({ corrects: null });
    expect(rowCorrections(rows)[2]?.words).toMatch(/^Corrects something said above\. “I made” takes it back/);
  });
});
