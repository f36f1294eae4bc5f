/**
 * Asks P(True) (arXiv 2207.05221; scoring/ptrue.ts) in a conversation of its own: both orders in one batch, one row each.
 * Nothing of the answer's branch changes, so the distributions after it stay what they were.
 */
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine, Next } from '#engine/types.ts';
import { ptruePrompt } from '#scoring/ptrue-prompt.ts';
import type { PTrueOption } from '#scoring/ptrue-prompt.ts';
import { readPTrue } from '#scoring/ptrue.ts';
import type { LabelReader } from '#scoring/ptrue.ts';
import { encodeAfter } from './encode-after.ts';
import { withRoom } from './prompt.ts';
import type { PTrueRequest, RunContext, RunOutcome } from './request.ts';

/** Rejects 'bad-input' for an empty answer and 'aborted' when stopped: a reading is whole or not there. */
export async function* readPTrueOf(
  engine: Engine,
  request: PTrueRequest,
  context: RunContext,
): AsyncGenerator<TraceEvent, RunOutcome> {
  const { question, answer, branch, at } = request;
  if (question.trim() === '' || answer.trim() === '')
    throw new AppError('bad-input', 'P(True) needs a question and an answer. Write both.');
  const [trueFirst, falseFirst] = ptrueOrders(engine, request);
  const rows = await engine.next([trueFirst, falseFirst], { logits: true }, context.signal);
  const reading = readPTrue(question, answer, {
    trueFirst: labelReader(engine, trueFirst, rows[0] as Next),
    falseFirst: labelReader(engine, falseFirst, rows[1] as Next),
  });
  if (reading === null)
    throw new AppError(
      'internal',
      'This model has no single token for A or B, so P(True) cannot be read. Choose another model.',
    );
  yield { type: 'ptrue', branch, at, reading, time: context.now() };
  return { cause: 'read' };
}

type Asked = Pick<PTrueRequest, 'question' | 'answer'>;

/** What is read, once in each order of the options. Throws 'context-full' when it is too long. */
export function ptrueOrders(engine: Engine, asked: Asked): readonly [trueFirst: Tokens, falseFirst: Tokens] {
  return [orderTokens(engine, asked, 'true-first'), orderTokens(engine, asked, 'false-first')];
}

function orderTokens(engine: Engine, { question, answer }: Asked, order: PTrueOption): Tokens {
  const { user, cue } = ptruePrompt(question, answer, order);
  const messages = [
    { role: 'user', content: user },
    { role: 'assistant', content: cue },
  ] as const;
  return withRoom(engine, engine.tokenizer.chat(messages, { continueFinal: true }));
}

/** Knows forms of one token: all that one row can tell. */
export function labelReader(engine: Engine, before: Tokens, { logits, lse }: Next): LabelReader {
  return {
    encode: (text) => encodeAfter(engine.tokenizer, before, text),
    logprobOf: ([id, ...more]) => {
      const logit = id === undefined || more.length > 0 ? undefined : logits?.[id];
      return logit === undefined ? null : logit - lse;
    },
  };
}
