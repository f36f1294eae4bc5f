/**
 * A score of 1 to 10 for an answer as a whole, what checklists are compared with (TICK, arXiv 2410.03608; methods.md 12.6):
 *   s = Σ k · p_k / Σ p_k, k = 1 … 10, over the distribution of the number after a cue.
 * It is read and not written, so that it is graded. Where “10” is two tokens, p_10 = p(“1”) · p(“0” | “1”).
 */
import type { Message } from '#core/messages.ts';
import type { LabelMass } from '#core/trace/events.ts';
import type { Question } from '#tasks/items/item.ts';
import type { Answer, MethodContext, Traced } from '../define.ts';

const RATE =
  'Rate how well the solution meets the problem, from 1 (not at all) to 10 (perfectly). Answer in the form “Rating: [[5]]”.';
/** Without a space at its end: no tokenizer joins a bracket and a digit. */
const CUE = 'Rating: [[';
/** Alternatives that are looked through. */
const LOOKED_THROUGH = 20;

/** @returns one in [1, 10] for each answer; null where the model goes on with no number of that kind */
export async function* directScores(
  ctx: MethodContext,
  { text }: Question,
  answers: readonly Answer[],
): Traced<(number | null)[]> {
  const asked = answers.map((answer): Message[] => [
    { role: 'user', content: `Problem: ${text}\n\nSolution:\n${answer.text.trim()}\n\n${RATE}` },
  ]);
  const read = (messages: Message[], force: string, label: string) => ({
    ...{ messages, force, label, tokens: 1, candidates: LOOKED_THROUGH },
  });
  const readings = yield* ctx.together([
    ...asked.map((messages) => read(messages, CUE, 'direct score')),
    ...asked.map((messages) => read(messages, `${CUE}1`, 'direct score after a 1')),
  ]);
  const scores: (number | null)[] = [];
  for (const i of answers.keys())
    scores.push(yield* scoreOf(ctx, readings[i] as Answer, readings[i + answers.length] as Answer));
  return scores;
}

/** Probability by the digits that an alternative begins with. */
function massesOf({ tokens }: Answer): ReadonlyMap<string, number> {
  const masses = new Map<string, number>();
  const top = tokens.find(({ forced }) => forced === null)?.top ?? [];
  for (const { bytes, logprob } of top) {
    const digits = /^\d+/.exec(bytes)?.[0];
    if (digits !== undefined) masses.set(digits, (masses.get(digits) ?? 0) + Math.exp(logprob));
  }
  return masses;
}

async function* scoreOf(ctx: MethodContext, answer: Answer, afterOne: Answer): Traced<number | null> {
  const at = answer.tokens.findIndex(({ forced }) => forced === null);
  if (at < 0) return null;
  const labels = numberMasses(massesOf(answer), massesOf(afterOne));
  yield* ctx.labels({ answer, at }, labels);
  const mass = labels.reduce((sum, one) => sum + one.mass, 0);
  return mass > 0 ? labels.reduce((sum, one, i) => sum + (i + 1) * one.mass, 0) / mass : null;
}

/** Of 1 to 10, in order. More digits after the 1 that make no 10 make no score. */
function numberMasses(
  first: ReadonlyMap<string, number>,
  afterOne: ReadonlyMap<string, number>,
): LabelMass[] {
  const one = first.get('1') ?? 0;
  const more = [...afterOne.values()].reduce((sum, mass) => sum + mass, 0);
  const ten = (first.get('10') ?? 0) + one * (afterOne.get('0') ?? 0);
  const masses = [Math.max(0, one * (1 - more)), ...DIGITS.map((k) => first.get(k) ?? 0), ten];
  return masses.map((mass, i) => ({ label: String(i + 1), mass }));
}
const DIGITS = ['2', '3', '4', '5', '6', '7', '8', '9'];
