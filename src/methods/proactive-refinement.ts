/**
 * Proactive refinement: decoding pauses where the model is unsure, or where it opens a tag, the latest step is revised in
 * place, and decoding goes on. arXiv 2508.12903 (PASR); methods.md 5.5.
 */
import type { TokenEvent } from '#core/trace/events.ts';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Place, Traced } from './define.ts';
import { choice, int, number } from './params.ts';
import { candidatesOf, selfCertaintyOf } from './steps/candidates.ts';

const [OPEN, CLOSE] = ['<refine>', '</refine>'];
const INVITE = `Solve it step by step, one step a line. Whenever a step needs to be made better, write ${OPEN} what to reconsider ${CLOSE} after it, and go on.`;
const ANEW = 'Write this step anew, in one line, and nothing else.';

interface Settings {
  readonly threshold: number;
  readonly samples: number;
  readonly temperature: number;
}

export const proactiveRefinement = defineMethod({
  id: 'proactive-refinement',
  title: 'Proactive refinement',
  idea: [
    'Stops while an answer is being written, where a token was unsure or the model asks for it, and revises the step before it goes on.',
    'A step is mended before anything is built on it, and steps that were sure cost nothing more.',
    'A sure mistake is never met, an unsure step is often right, and asking an untrained model for tags made it worse in the paper.',
  ],
  algorithm: [
    'y ← what the model writes, until a token has entropy > h, or until it closes a tag <refine> … </refine>',
    'entropy: finish the step; sample it N times more at temperature T; the version of highest self-certainty takes its place',
    'tag: the tag is taken out; the step before it, rewritten with what the tag says, takes its place',
    'go on from there, up to M refinements; return y',
  ],
  source: 'arXiv 2508.12903 (PASR, there trained by GRPO; here by prompt, or by entropy without one)',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'any',
  requires: [],
  params: {
    trigger: choice('entropy', ['entropy', 'tag'], {
      label: 'what pauses it: an unsure token, or a tag of a model that follows instructions',
    }),
    threshold: number(0.7, { min: 0, max: 20, label: 'entropy: nats above which a token is unsure (h)' }),
    samples: int(4, { min: 1, max: 64, label: 'entropy: samples of the step (N)' }),
    temperature: number(1, { min: 0.01, max: 5, label: 'entropy: temperature of the step (T)' }),
    most: int(4, { min: 1, max: 32, label: 'most refinements (M)' }),
  },
  needsWith: ({ trigger }) => (trigger === 'tag' ? 'instructions' : 'any'),
  async *run(ctx, task, { trigger, most, ...settings }) {
    const isTag = trigger === 'tag';
    const until = isTag ? closesTag : (own: readonly TokenEvent[]) => isUnsure(own, settings.threshold);
    const messages = isTag ? invited(task) : task.messages;
    let answer = yield* ctx.generate({ messages, until, label: 'up to the first pause' });
    let refined = 0;
    while (answer.end === 'step-end' && refined < most && ctx.over === null) {
      refined += 1;
      const revision = isTag ? rewritten(ctx, task, answer) : resampled(ctx, answer, settings);
      const place = yield* ctx.span(`refinement ${refined}`, revision);
      answer = yield* ctx.generate({ ...place, until, label: 'on from there' });
    }
    if (answer.end === 'step-end') answer = yield* ctx.generate({ from: answer, label: 'to the end' });
    const reason = `${refined} steps were refined`;
    return { candidates: candidatesOf(task, [answer]), chosen: 0, reason, counts: { refinements: refined } };
  },
});

function isUnsure(own: readonly TokenEvent[], threshold: number): boolean {
  const last = own.at(-1);
  return last !== undefined && last.forced === null && last.entropy > threshold;
}

/** The step that the last token is of: finished, sampled again, the surest of all kept. */
async function* resampled(
  ctx: MethodContext,
  paused: Answer,
  { samples, temperature }: Settings,
): Traced<Place> {
  const at = splitSteps(paused.pieces).at(-1)?.start ?? 0;
  const isWhole = paused.text.endsWith('\n');
  const finish = { from: paused, until: 'step', label: 'the step to its end' } as const;
  const first = isWhole ? paused : yield* ctx.generate(finish);
  const again = { from: first, at, until: 'step', temperature, label: 'step again' } as const;
  const versions = [first, ...(yield* ctx.sample(samples, again))];
  const written = versions.filter(({ length }) => length > at);
  return { from: written.toSorted((a, b) => certainty(b, at) - certainty(a, at))[0] ?? first };
}

/** Of what stands from token `at` on, nats. */
function certainty({ tokens, ...answer }: Answer, at: number): number {
  return selfCertaintyOf({ ...answer, tokens: tokens.slice(at) }) ?? -Infinity;
}

function closesTag(own: readonly TokenEvent[]): boolean {
  const tail = own.slice(-CLOSE.length).map(({ bytes }) => bytes);
  return tail.join('').trimEnd().endsWith(CLOSE);
}

/** The step before the tag, rewritten by what the tag says; the tag itself is gone. */
async function* rewritten(ctx: MethodContext, task: Question, paused: Answer): Traced<Place> {
  const opened = paused.text.lastIndexOf(OPEN);
  if (opened < 0) return { from: paused };
  const why = paused.text.slice(opened + OPEN.length).replace(CLOSE, '');
  const steps = splitSteps(paused.pieces.slice(0, tokenAt(paused, opened)));
  const step = steps.findLast(({ text }) => text.trim() !== '');
  if (step === undefined) return { from: paused };
  const before = paused.pieces.slice(0, step.start).join('').trim();
  const shown = `Problem: ${task.text}\nSolution so far:\n${before}\nStep: ${step.text.trim()}\nTo reconsider: ${why.trim()}\n${ANEW}`;
  const line = yield* ctx.chat([{ role: 'user', content: shown }], { until: 'step', label: 'step anew' });
  const text = line.text.trim() === '' ? step.text.trim() : line.text.trim();
  return { from: paused, at: step.start, force: `${text}\n` };
}

/** The token in which a character stands. */
function tokenAt({ pieces }: Answer, character: number): number {
  let read = 0;
  return pieces.findIndex((piece) => (read += piece.length) > character);
}

function invited({ messages }: Question): Question['messages'] {
  return messages.map((message, i) =>
    i === messages.length - 1 ? { ...message, content: `${message.content}\n${INVITE}` } : message,
  );
}
