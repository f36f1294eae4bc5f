/**
 * One-word verdicts: each question is asked in a conversation of its own, and the share of the first word among the two is
 * read from the alternatives of the token after a cue, so that a verdict is graded and costs one token. How likely both
 * were, before the one's share of them is taken, stays in the trace.
 */
import type { Message } from '#core/messages.ts';
import type { LabelMass } from '#core/trace/events.ts';
import type { Answer, MethodContext, Traced } from '../define.ts';

/** They differ in their first letter, since a token may be no longer. A word of one letter is that letter as it stands: “a” is no A. */
export type Words = readonly [first: string, second: string];
export const YES_NO: Words = ['Yes', 'No'];
/** Ends every question that is answered so. */
export const YES_OR_NO = 'Answer Yes or No.';
const CUE = 'Answer:';
/** Alternatives that are looked through. */
const LOOKED_THROUGH = 20;

/** @returns for each question the first word's share in [0, 1]; null where the model goes on with neither word */
export async function* verdicts(
  ctx: MethodContext,
  questions: readonly (readonly Message[])[],
  { words = YES_NO, label }: { readonly words?: Words; readonly label: string },
): Traced<(number | null)[]> {
  const answers = yield* ctx.together(
    questions.map((messages, i) => ({
      messages,
      ...{ force: CUE, tokens: 1, candidates: LOOKED_THROUGH },
      label: questions.length === 1 ? label : `${label} ${i + 1} of ${questions.length}`,
    })),
  );
  const shares: (number | null)[] = [];
  for (const answer of answers) shares.push(yield* shareOf(ctx, answer, words));
  return shares;
}

async function* shareOf(ctx: MethodContext, answer: Answer, words: Words): Traced<number | null> {
  const at = answer.tokens.findIndex(({ forced }) => forced === null);
  const top = answer.tokens[at]?.top;
  if (top === undefined) return null;
  const massOf = (word: string): LabelMass => ({
    label: word,
    mass: top.reduce((sum, { bytes, logprob }) => sum + (begins(word, bytes) ? Math.exp(logprob) : 0), 0),
  });
  const [first, second] = [massOf(words[0]), massOf(words[1])];
  yield* ctx.labels({ answer, at }, [first, second]);
  const mass = first.mass + second.mass;
  return mass === 0 ? null : first.mass / mass;
}

function begins(word: string, bytes: string): boolean {
  const text = bytes.trim();
  if (word.length === 1) return text === word;
  return text !== '' && word.toLowerCase().startsWith(text.toLowerCase());
}
