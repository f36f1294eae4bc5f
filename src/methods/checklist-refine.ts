/** STICK: refine by the points of a checklist that failed. arXiv 2410.03608; methods.md 12.6. */
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { checked, itemsParam, makeChecklist, passRate } from './steps/checklist.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';
import { bulleted } from './steps/listed.ts';

export const checklistRefine = defineMethod({
  id: 'checklist-refine',
  title: 'Refine by a checklist (STICK)',
  idea: [
    'Makes a checklist from the problem alone, answers each point about the solution, and has the solution rewritten for the points that failed.',
    'Small, concrete questions are answered more reliably than “is this good?”, and name what to change.',
    'A checklist of a small model asks the obvious and misses the mistake; every round costs a call for each point.',
  ],
  algorithm: [
    'C ← checklist of x; y ← answer to x',
    'repeat up to R times: F ← points of C with P(yes | x, y) < 0.5; if F is empty: stop',
    '  y ← y rewritten, told F',
    'return y; its score is the share of points that pass',
  ],
  source: 'arXiv 2410.03608 (TICK and STICK)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: { items: itemsParam, rounds: int(3, { min: 1, max: 8, label: 'most rounds (R)' }) },
  async *run(ctx, task, { items, rounds }) {
    const checklist = yield* makeChecklist(ctx, task, items);
    const answers: Answer[] = [yield* ctx.generate({ label: 'draft' })];
    const rates: (number | null)[] = [];
    while (ctx.over === null) {
      const standing = answers.at(-1) as Answer;
      const shares = yield* ctx.span(`check ${answers.length}`, checked(ctx, task, standing, checklist));
      rates.push(passRate(shares));
      const failed = checklist.filter((_, i) => (shares[i] ?? 1) < 0.5);
      if (failed.length === 0 || answers.length > rounds || ctx.over !== null) break;
      const request = `The answer to these is still no:\n${bulleted(failed)}\nRewrite your solution so that it is yes. ${answerForm(task)}`;
      answers.push(yield* ctx.chat(askedNext(standing, request), { label: `refined ${answers.length}` }));
    }
    return lastAnswered(candidatesOf(task, answers, (_, i) => rates[i] ?? null));
  },
});
