/** Universal self-consistency: the model picks, among its samples, the one that most agree with. arXiv 2311.17311; methods.md 1.3.4, 8.4. */
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { candidatesOf } from './steps/candidates.ts';
import { samples, temperature } from './steps/sampling.ts';

const PICK =
  'Which response do most of the others agree with? Compare them, and end with “Response” and its number.';

export const universalSelfConsistency = defineMethod({
  id: 'universal-self-consistency',
  title: 'Universal self-consistency',
  idea: [
    'Samples several answers, shows all of them to the model in one prompt, and lets it pick the one that most agree with.',
    'It votes where answers cannot be compared as strings, and reads the reasoning too.',
    'The prompt grows with every sample and soon fills a small context, and small models pick by position, often worse than greedy.',
  ],
  algorithm: [
    'for i = 1 … N: y_i ~ p(y | x) at temperature T',
    'c ← answer, greedy, to: x, Response 1: y_1, …, Response N: y_N; which do most agree with?',
    'k ← the last “Response k” in c; where there is none, the first that states an answer',
    'return y_k',
  ],
  source: 'arXiv 2311.17311; the reading of the pick as in repo backprop07/Self-Certainty',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: ['rewind'],
  params: { n: samples(8), temperature: temperature() },
  async *run(ctx, task, { n, temperature }) {
    const answers = yield* ctx.sample(n, { temperature });
    const candidates = candidatesOf(task, answers);
    const pick = yield* ctx.chat([{ role: 'user', content: shown(task.text, answers) }], { label: 'pick' });
    const picked = pickedIn(pick.text, n);
    if (picked !== null) return { candidates, chosen: picked, reason: `it picked sample ${picked + 1}` };
    const first = candidates.findIndex(({ value }) => value !== null);
    const why = pick.end === 'context-full' ? 'the samples left no room for a pick' : 'it picked none';
    return { candidates, chosen: Math.max(0, first), reason: `${why}, the first with an answer counts` };
  },
});

function shown(problem: string, answers: readonly Answer[]): string {
  const responses = answers.map(({ text }, i) => `Response ${i + 1}:\n${text.trim()}`);
  return [`Problem: ${problem}`, ...responses, PICK].join('\n\n');
}

/** Index of the response that is named last; null where none of them is. */
function pickedIn(text: string, n: number): number | null {
  const number = Number([...text.matchAll(/response\W{0,3}(\d+)/gi)].at(-1)?.[1]);
  return number >= 1 && number <= n ? number - 1 : null;
}
