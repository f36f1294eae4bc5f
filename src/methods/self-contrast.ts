/** Self-Contrast: answers from several solving perspectives, what differs between them becomes a checklist. arXiv 2401.02009; methods.md 12.4. */
import { levenshteinRatio } from '#scoring/text-similarity.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import type { Question } from '#tasks/items/item.ts';
import type { Message } from '#core/messages.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { int, number } from './params.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { listed } from './steps/listed.ts';

export const selfContrast = defineMethod({
  id: 'self-contrast',
  title: 'Self-Contrast',
  idea: [
    'Lets the model propose ways to solve the problem, follows each, and turns what differs between the results into a checklist that every answer is revised with.',
    'Models judge one answer badly, but see where two of them part.',
    'It takes a dozen calls and long prompts; small models propose ways that are the same in other words, and then nothing differs.',
  ],
  algorithm: [
    'p_1 … p_k ← ways to solve x that the model proposes; y_i ← answer to x by p_i',
    'keep the m answers that are least alike in their words, the first among them',
    'for each pair of them: d ← what differs, and why; c ← checklist from all d',
    'y_i ← y_i revised with c; return the majority of the revised ones',
  ],
  source: 'arXiv 2401.02009',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: ['rewind'],
  params: {
    perspectives: int(4, { min: 2, max: 9, label: 'ways to solve it (k)' }),
    keep: int(3, { min: 2, max: 5, label: 'answers that are contrasted (m)' }),
    temperature: number(0, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { perspectives, keep, temperature }) {
    const ways = yield* proposed(ctx, task, perspectives);
    const writings = ways.map((way, i) => ({
      messages: by(task, way),
      ...{ temperature, label: `way ${i + 1} of ${ways.length}` },
    }));
    const answers = yield* ctx.together(writings);
    const kept = leastAlike(answers, keep);
    if (ctx.over !== null || kept.length < 2) return voted(task, answers, answers);
    const checklist = yield* ctx.span('contrast', contrasted(ctx, task, kept));
    if (ctx.over !== null) return voted(task, answers, answers);
    const request = `Solutions of this problem differed. Revise yours with this checklist:\n${checklist}\n${answerForm(task)}`;
    const revised = yield* ctx.together(
      kept.map((answer) => ({ messages: askedNext(answer, request), temperature, label: 'revised' })),
    );
    return voted(task, answers, revised);
  },
});

/** Where the model lists none there is one: none in particular. */
async function* proposed(ctx: MethodContext, { text }: Question, most: number): Traced<string[]> {
  const content = `Problem: ${text}\n\nDo not solve it. Name ${most} different ways to go about it, one a line.`;
  const list = yield* ctx.chat([{ role: 'user', content }], { label: 'ways' });
  const ways = listed(list.text, most);
  return ways.length === 0 ? [''] : ways;
}

function by({ messages }: Question, way: string): Message[] {
  const last = messages.length - 1;
  const suffix = way === '' ? '' : `\nGo about it in this way: ${way}`;
  return messages.map((message, i) =>
    i === last ? { ...message, content: message.content + suffix } : message,
  );
}

/** Each next one is that whose nearest kept one is farthest. */
function leastAlike(answers: readonly Answer[], most: number): Answer[] {
  const nearness = (answer: Answer, kept: readonly Answer[]): number =>
    Math.max(...kept.map(({ text }) => levenshteinRatio(text, answer.text)));
  const kept = answers.slice(0, 1);
  while (kept.length < Math.min(most, answers.length)) {
    const others = answers.filter((answer) => !kept.includes(answer));
    const [next] = others.toSorted((a, b) => nearness(a, kept) - nearness(b, kept));
    if (next !== undefined) kept.push(next);
  }
  return kept;
}

/** What differs between each two, then a checklist from all of it. */
async function* contrasted(ctx: MethodContext, task: Question, kept: readonly Answer[]): Traced<string> {
  const pairs = kept.flatMap((a, i) => kept.slice(i + 1).map((b) => [a, b] as const));
  const found = yield* ctx.together(
    pairs.map(([a, b], i) => ({
      messages: about(
        task,
        `Solution A:\n${a.text.trim()}\n\nSolution B:\n${b.text.trim()}\n\nWhere do they differ, and why?`,
      ),
      label: `pair ${i + 1} of ${pairs.length}`,
    })),
  );
  const differences = found.map(({ text }) => text.trim()).join('\n');
  const request = `Solutions of it differ so:\n${differences}\n\nWrite a checklist of what must be checked to find the right one, one point a line.`;
  return (yield* ctx.chat(about(task, request), { label: 'checklist' })).text.trim();
}
function about({ text }: Question, request: string): Message[] {
  return [{ role: 'user', content: `Problem: ${text}\n\n${request}` }];
}

/** The majority of those that count, among all that was written. */
function voted(task: Question, answers: readonly Answer[], counting: readonly Answer[]) {
  const all = answers === counting ? answers : [...answers, ...counting];
  const candidates = candidatesOf(task, all);
  const from = all.length - counting.length;
  const vote = majorityVote(samplesOf(candidates.slice(from)));
  const result = votedResult(candidates, vote);
  return result.chosen === null ? result : { ...result, chosen: result.chosen + from };
}
