/** SPOC's inference loop: solutions and checks in turn, in one turn of the model, until a check says yes. arXiv 2506.06923; methods.md 5.2. */
import type { LabelMass } from '#core/trace/events.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { defineMethod } from './define.ts';
import { int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { lastAnswered } from './steps/last-answered.ts';

export const solveAndVerify = defineMethod({
  id: 'solve-and-verify',
  title: 'Solve and verify in turn (SPOC)',
  idea: [
    'Writes a solution, a check of it and a verdict, and another solution where the verdict is no, all in one turn of the model.',
    'A check that stands after the solution sees every step of it, and the next solution sees what the check found.',
    'Models that were not trained for it call nearly everything right, and a wrong no costs a right answer.',
  ],
  algorithm: [
    'y ← “Solution 1:” and what the model writes to its end',
    'for k = 1 … K: y ← y + “Check k:” + one step; p ← P(Yes) against P(No) of “Is solution k right?”',
    '  p ≥ 0.5: write “Yes.” and stop',
    '  else: write “No.”, “Solution k + 1:”, and what the model writes to its end, while k < K',
    'return the last solution',
  ],
  source: 'arXiv 2506.06923 (there trained); headings and the two-word verdict stand in for training',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: { most: int(3, { min: 1, max: 8, label: 'most solutions (K)' }) },
  async *run(ctx, task, { most }) {
    const solutions: Answer[] = [yield* ctx.generate({ force: 'Solution 1:\n', label: 'solution 1' })];
    const verdicts: number[] = [];
    while (ctx.over === null) {
      const k = solutions.length;
      const { checked, verdict } = yield* ctx.span(`check ${k}`, check(ctx, solutions.at(-1) as Answer, k));
      if (verdict === null) break;
      verdicts.push(verdict);
      const word = verdict >= 0.5 ? 'Yes.' : 'No.';
      const isOver = word === 'Yes.' || k === most;
      if (isOver) {
        yield* ctx.generate({
          from: checked,
          force: `${asking(k)} ${word}`,
          tokens: 1,
          label: `verdict ${k}`,
        });
        break;
      }
      const force = `${asking(k)} ${word}\nSolution ${k + 1}:\n`;
      solutions.push(yield* ctx.generate({ from: checked, force, label: `solution ${k + 1}` }));
    }
    const result = lastAnswered(candidatesOf(task, solutions));
    const confidence = result.chosen === null ? null : (verdicts[result.chosen] ?? null);
    return { ...result, confidence, counts: { attempts: solutions.length } };
  },
});

interface Checked {
  readonly checked: Answer;
  /** P(Yes) among both words; null when it could not be read. */
  readonly verdict: number | null;
}

function asking(k: number): string {
  return `Is solution ${k} right? Yes or No:`;
}

async function* check(ctx: MethodContext, solution: Answer, k: number): Traced<Checked> {
  const force = `Check ${k}:`;
  const checked = yield* ctx.generate({ from: solution, force, until: 'step', label: `check ${k}` });
  const [reading] = (await ctx.next([{ from: checked, force: asking(k) }])) ?? [];
  if (reading === undefined) return { checked, verdict: null };
  const massOf = (word: string): LabelMass => ({
    label: word,
    mass: Math.exp(reading.logprobOf(reading.encode(` ${word}`)) ?? -Infinity),
  });
  const [yes, no] = [massOf('Yes'), massOf('No')];
  yield* ctx.labels({ answer: checked }, [yes, no]);
  const mass = yes.mass + no.mass;
  return { checked, verdict: mass === 0 ? null : yes.mass / mass };
}
