/**
 * Responses that are written up to budgets which grow by a factor, a trigger at every cut (arXiv 2502.05449; methods.md
 * 7.2). They advance together, so that several are one batch.
 */
import type { Answer, MethodContext, Traced, Writing } from '../define.ts';

/** What ends the thinking of models that think in a block: what follows is the answer, and is left alone. */
const THOUGHT = '</think>';

export interface Deepening {
  /** Tokens of the first budget (L0). */
  readonly start: number;
  /** Factor between budgets (g). */
  readonly growth: number;
  /** Tokens that no budget is above (L_max). */
  readonly largest: number;
  /** Most triggers (R). */
  readonly rounds: number;
  readonly trigger: string;
  /** 0 is greedy. */
  readonly temperature: number;
}
export interface Deepened {
  /** The answer as it stood at every cut, in order; at least one. */
  readonly stated: Answer[];
  /** What each round added itself: what stood before it is no answer of its own. */
  readonly parts: string[];
  triggers: number;
}

/** @param isSettled whether a response needs no further look */
export async function* deepened(
  ctx: MethodContext,
  n: number,
  deepening: Deepening & { readonly isSettled: (response: Deepened) => boolean },
): Traced<Deepened[]> {
  const { start, growth, largest, rounds, temperature, isSettled } = deepening;
  let budget = Math.min(start, largest);
  const begun = yield* ctx.together(
    Array.from({ length: n }, (_, k) => {
      const whose = n === 1 ? '' : `response ${k + 1} of ${n}, `;
      return { tokens: budget, temperature, label: `${whose}first budget` };
    }),
  );
  const responses = begun.map((answer): Deepened => {
    return { stated: [answer], parts: [newText(answer)], triggers: 0 };
  });
  for (let round = 0; round < rounds; round++) {
    budget = Math.ceil(growth * budget);
    const open = responses.filter((one) => !isSettled(one) && !lastOf(one).text.includes(THOUGHT));
    if (budget > largest || open.length === 0 || ctx.over !== null) break;
    yield* lookAgain(ctx, open, { ...deepening, budget });
  }
  yield* writtenOn(ctx, responses, deepening);
  return responses;
}

type Round = Pick<Deepening, 'trigger' | 'temperature'> & { readonly budget: number };

/** The trigger behind a whole line, and what the model writes then. */
async function* lookAgain(
  ctx: MethodContext,
  open: readonly Deepened[],
  { trigger, temperature, budget }: Round,
): Traced<void> {
  const cut = yield* wholeLines(ctx, open.map(lastOf), temperature);
  const after = yield* ctx.together(
    cut.map((from): Writing => {
      return { from, force: trigger, tokens: Math.max(1, budget - written(from)), temperature };
    }),
  );
  for (const [i, one] of open.entries()) {
    const [whole, next] = [cut[i], after[i]];
    if (whole === undefined || next === undefined) continue;
    one.parts.splice(-1, 1, newText(whole, lastOf(one).start));
    one.stated.push(next);
    one.parts.push(newText(next));
    one.triggers += 1;
  }
}

async function* wholeLines(
  ctx: MethodContext,
  answers: readonly Answer[],
  temperature: number,
): Traced<Answer[]> {
  const isWhole = ({ end, text }: Answer): boolean => end === 'stop-token' || text.endsWith('\n');
  const cut = answers.filter((answer) => !isWhole(answer));
  const finish = { until: 'step', temperature, label: 'the line to its end' } as const;
  const finished = yield* ctx.together(cut.map((from) => ({ ...finish, from })));
  return answers.map((answer) => finished[cut.indexOf(answer)] ?? answer);
}

/** What a budget cut last, to the model's own end or the largest budget. */
async function* writtenOn(
  ctx: MethodContext,
  responses: readonly Deepened[],
  { largest, temperature }: Deepening,
): Traced<void> {
  if (ctx.over !== null) return;
  const cut = responses.filter((one) => lastOf(one).end === 'budget' && written(lastOf(one)) < largest);
  const ended = yield* ctx.together(
    cut.map((one): Writing => {
      const room = largest - written(lastOf(one));
      return { from: lastOf(one), until: ({ length }) => length >= room, temperature, label: 'to the end' };
    }),
  );
  for (const [i, one] of cut.entries()) one.stated.push(...ended.slice(i, i + 1));
}

function lastOf({ stated }: Deepened): Answer {
  return stated.at(-1) as Answer;
}
/** Tokens that the model wrote of it. */
function written({ tokens }: Answer): number {
  return tokens.filter(({ forced }) => forced === null).length;
}
/** What stands from a token on, or what was written here. */
function newText({ pieces, start }: Answer, from = start): string {
  return pieces.slice(from).join('');
}
