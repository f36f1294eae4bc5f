/** Draft and verify: guesses are checked several at a time, and the answer is the greedy one. arXiv 2309.08168; methods.md 17.1. */
import type { Tokens } from '#core/ids.ts';
import { defineMethod } from './define.ts';
import { int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { lookedUp } from './steps/looked-up.ts';

export const draftAndVerify = defineMethod({
  id: 'draft-and-verify',
  title: 'Draft and verify',
  idea: [
    'Guesses the next few tokens from what followed the same words earlier, and lets the model check all of them in one pass.',
    'The tokens are those of greedy decoding whatever is guessed: only the time differs.',
    'It corrects nothing; the paper drafts with layers left out, which needs a second graph, and where nothing repeats a looked-up draft only costs: long ones can be slower than none.',
  ],
  algorithm: [
    'until y ends: find the last n tokens of x, y (n = N … 1) earlier in x, y; d ← the up to K tokens that followed',
    'one pass over d: keep its tokens as long as each is the argmax, then the argmax in place of the first other one',
    'nothing found: one argmax token',
    'return y: the tokens of greedy decoding; equal tokens at a tie of floating point aside',
  ],
  source: 'arXiv 2309.08168, drafts looked up in the text instead of skipped layers',
  corrects: 'generation',
  feedback: ['none'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    most: int(3, { min: 0, max: 32, label: 'most tokens of a draft (K); 0 is greedy decoding' }),
    ngram: int(3, { min: 1, max: 8, label: 'longest run of tokens looked up (N)' }),
  },
  async *run(ctx, task, { most, ngram }) {
    const drafts: { readonly at: number; readonly guesses: Tokens }[] = [];
    const draft = (sequence: Tokens): Tokens => {
      const guesses = lookedUp(sequence, { most, ngram });
      drafts.push({ at: sequence.length, guesses });
      return guesses;
    };
    const answer = yield* ctx.generate({ draft, label: 'drafted' });
    const prompt = drafts[0]?.at ?? 0;
    const ids = answer.tokens.map(({ id }) => id);
    const guessed = drafts.reduce((sum, { guesses }) => sum + guesses.length, 0);
    const accepted = drafts.reduce(
      (sum, { at, guesses }) => sum + agreeing(ids.slice(at - prompt), guesses),
      0,
    );
    const reason = `${ids.length} tokens in ${drafts.length} passes; ${accepted} of ${guessed} drafted tokens were right`;
    const counts = {
      passes: drafts.length,
      ...{ drafted: guessed, accepted },
      ...(guessed === 0 ? {} : { 'acceptance rate': accepted / guessed }),
    };
    return { candidates: candidatesOf(task, [answer]), chosen: 0, reason, counts };
  },
});

/** How many of the guesses the answer took. */
function agreeing(written: Tokens, guesses: Tokens): number {
  const other = guesses.findIndex((id, i) => id !== written[i]);
  return other < 0 ? guesses.length : other;
}
