/** Verifiers that judge again and again, each seeing its own last verdict, until they stay agreed. arXiv 2503.14495; methods.md 13.1. */
import type { Message } from '#core/messages.ts';
import { isStable, majorityPlace } from '#scoring/votes/stable-majority.ts';
import type { PlaceMajority } from '#scoring/votes/stable-majority.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { Answer, Located, MethodContext, MethodResult, Traced } from './define.ts';
import { int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';
import { stepAgain } from './steps/step-again.ts';
import { stepsOf } from './steps/steps-of.ts';
import { temperature } from './steps/sampling.ts';
import { VERDICT_FORM, verdictOf, verificationOf } from './steps/verdict.ts';

const AGAIN = `Here is your own verdict. Check the solution once more, paragraph by paragraph, and keep the verdict or correct it. ${VERDICT_FORM}`;

export const temporalConsistency = defineMethod({
  id: 'temporal-consistency',
  title: 'Temporal Consistency',
  idea: [
    'Lets several verifiers name the first wrong step, each check its own last verdict again, and stops when the majority has stayed; the step found is then sampled anew as in backtracking.',
    'A verdict that survives being looked at again is worth more than one that was merely given more often.',
    'It costs K long readings in every round, the retake is not part of the paper, and a model that cannot follow the form or spot the mistake agrees on a wrong place.',
  ],
  algorithm: [
    'y ← the solution that comes with x, else argmax decoding; for k = 1 … K: v_k ← first wrong paragraph of y, from 0, or −1',
    'repeat: v_k ← verdict of verifier k on x, y and its own last verdict; m_t, p_t ← majority and its share',
    'until over q rounds m_t is unchanged and p_t does not fall, or after the last round',
    'm = −1: return y; else keep the steps before m, sample step m anew N times, go on from the likeliest other one',
  ],
  source: 'arXiv 2503.14495 (the location); arXiv 2311.08516 (what follows from it)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: ['rewind'],
  params: {
    verifiers: int(5, { min: 1, max: 16, label: 'verifiers (K); 1 with no stable rounds is one-shot' }),
    stable: int(3, { min: 0, max: 9, label: 'stable rounds (q); 0 is a plain vote' }),
    rounds: int(10, { min: 1, max: 20, label: 'most rounds' }),
    temperature: temperature(),
    samples: int(8, { min: 1, max: 64, label: 'samples of the step (N)' }),
  },
  async *run(ctx, task, params) {
    const draft = yield* ctx.draft();
    const { place, firsts, rounds } = yield* ctx.span('locate', agreedPlace(ctx, task, draft, params));
    const located = placeNamed(place);
    const found = {
      located,
      locatedBy: {
        'one verdict': placeNamed(firsts[0] ?? null),
        'plain vote': placeNamed(majorityPlace(firsts).place),
      },
      counts: { rounds },
    };
    const after = `after ${rounds} rounds`;
    const keep: MethodResult = {
      ...lastAnswered(candidatesOf(task, [draft])),
      ...found,
      reason: place === null ? `no verdict could be read ${after}` : `no step is held for wrong ${after}`,
    };
    if (typeof located !== 'number' || ctx.over !== null) return keep;
    const { samples } = params;
    const other = yield* ctx.span(
      'sample the step again',
      stepAgain(ctx, draft, located, { samples, temperature: 1 }),
    );
    if (other === null || ctx.over !== null)
      return { ...keep, reason: `no other step ${located + 1} was found` };
    const revised = yield* ctx.generate({ from: other, label: 'on from there' });
    const result = lastAnswered(candidatesOf(task, [draft, revised]));
    return { ...result, ...found, reason: `step ${located + 1} agreed on ${after}: ${result.reason}` };
  },
});

function placeNamed(verdict: number | null): Located {
  if (verdict === null) return 'unread';
  return verdict < 0 ? null : verdict;
}

interface Verifying {
  readonly verifiers: number;
  readonly stable: number;
  readonly rounds: number;
  readonly temperature: number;
}
/** Indices into `stepsOf(draft)`, −1 for none wrong, null when no verdict could be read. */
interface Agreed {
  readonly place: number | null;
  /** The first verdict of each verifier: what one of them alone and a plain vote come to. */
  readonly firsts: readonly (number | null)[];
  readonly rounds: number;
}
async function* agreedPlace(
  ctx: MethodContext,
  task: Question,
  draft: Answer,
  { verifiers, stable, rounds, temperature }: Verifying,
): Traced<Agreed> {
  const steps = stepsOf(draft);
  const asked = verificationOf(task, steps);
  const first: readonly Message[] = [{ role: 'user', content: asked }];
  let verdicts = yield* ctx.sample(verifiers, { messages: first, temperature, label: 'verdict' });
  const read = (): (number | null)[] => verdicts.map(({ text }) => verdictOf(text, steps.length));
  const firsts = read();
  const history: PlaceMajority[] = [];
  for (let round = 1; ; round++) {
    const majority = majorityPlace(read());
    history.push(majority);
    if (isStable(history, stable) || round >= rounds || ctx.over !== null)
      return { place: majority.place, firsts, rounds: round };
    // Its own last verdict and nothing of the others, nor of the rounds before.
    verdicts = yield* ctx.together(
      verdicts.map(({ text }, k) => ({
        messages: askedNext({ messages: first, text }, AGAIN),
        temperature,
        label: `verdict ${k + 1}, round ${round + 1}`,
      })),
    );
  }
}
