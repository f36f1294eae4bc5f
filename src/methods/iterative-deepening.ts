/** Iterative deepening: a trigger at token budgets that grow by a factor. arXiv 2502.05449; methods.md 7.2. */
import { equalAnswers } from '#scoring/answers/equal-answers.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { int, number, text } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { lastAnswered } from './steps/last-answered.ts';

export const iterativeDeepening = defineMethod({
  id: 'iterative-deepening',
  title: 'Iterative deepening sampling',
  idea: [
    'Lets the model write up to a budget, writes a trigger that makes it look again, and goes on with a budget that is larger by a factor.',
    'Reflection comes early while the answer is short, and seldom once much is written, for a bounded number of tokens in all.',
    'Models that were not trained to reflect derive the same again, or give up what was right.',
  ],
  algorithm: [
    'L ← L0; y ← what the model writes up to L tokens',
    'repeat: take the end of the turn away, or finish the line that was cut; y ← y + trigger; L ← g · L',
    '        y ← y + what the model writes up to L tokens in all',
    'until R triggers are written, or two rounds in a row each state the same answer anew; return the last answer',
  ],
  source: 'arXiv 2502.05449 (ID-sampling), trigger of Marco-o1 (arXiv 2411.14405)',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'any',
  requires: ['continue'],
  params: {
    start: int(48, { min: 1, max: 4096, label: 'first budget in tokens (L0)' }),
    growth: number(2, { min: 1.1, max: 16, label: 'factor between budgets (g)' }),
    rounds: int(3, { min: 1, max: 16, label: 'most triggers (R)' }),
    trigger: text('Wait, let me check.', { label: 'what is written at every cut' }),
    temperature: number(0, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { start, growth, rounds, trigger, temperature }) {
    const stated: Answer[] = [yield* ctx.generate({ tokens: start, temperature, label: 'first budget' })];
    const parts = [newText(stated[0] as Answer, 0)];
    let budget = start;
    for (let round = 0; round < rounds && ctx.over === null && !agree(parts, task.answerOf); round++) {
      const before = stated.at(-1) as Answer;
      const cut = yield* finishLine(ctx, before, temperature);
      parts.splice(-1, 1, newText(cut, before.start));
      budget = Math.ceil(growth * budget);
      const tokens = Math.max(1, budget - written(cut));
      const after = yield* ctx.generate({ from: cut, force: trigger, tokens, temperature });
      stated.push(after);
      parts.push(newText(after, after.start));
    }
    const last = stated.at(-1) as Answer;
    if (last.end === 'budget' && ctx.over === null)
      stated.push(yield* ctx.generate({ from: last, temperature, label: 'to the end' }));
    // What was cut is no draft: it is compared with the greedy answer.
    const { draft: _, ...result } = lastAnswered(candidatesOf(task, stated));
    return result;
  },
});

async function* finishLine(ctx: MethodContext, answer: Answer, temperature: number): Traced<Answer> {
  const isWhole = answer.end === 'stop-token' || answer.text.endsWith('\n');
  return isWhole
    ? answer
    : yield* ctx.generate({ from: answer, until: 'step', temperature, label: 'the line to its end' });
}

/** Tokens that the model wrote of it. */
function written({ tokens }: Answer): number {
  return tokens.filter(({ forced }) => forced === null).length;
}

/** What a round added itself: what stood before it is no answer of its own. */
function newText({ pieces }: Answer, start: number): string {
  return pieces.slice(start).join('');
}

/** The last two rounds each state an answer, and it is the same. */
function agree(parts: readonly string[], answerOf: (text: string) => string | null): boolean {
  const [before = null, last = null] = parts.slice(-2).map(answerOf);
  return before !== null && last !== null && equalAnswers(before, last);
}
