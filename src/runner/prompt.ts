/** Messages → prompt tokens, with what is wrong with them said before anything runs. */
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { Engine } from '#engine/types.ts';

/** Throws 'bad-input' for an empty problem, 'context-full' when not even one token of an answer has room. */
export function promptTokens(engine: Engine, messages: readonly Message[]): Tokens {
  if (messages.length === 0 || messages.every(({ content }) => content.trim() === ''))
    throw new AppError('bad-input', 'The problem is empty. Write a question or generate a problem.');
  return withRoom(engine, engine.tokenizer.chat(messages));
}

export function withRoom(engine: Engine, prompt: Tokens): Tokens {
  const { context } = engine.info.model;
  if (prompt.length < context) return prompt;
  throw new AppError(
    'context-full',
    `The problem takes ${prompt.length} tokens and the model reads ${context}. Shorten it, or choose a model with a longer context.`,
    { tokens: prompt.length, context },
  );
}

/** Nothing can follow the end of the model's turn. Throws 'bad-input' when `kept` has one. */
export function checkKept(engine: Engine, kept: Tokens): void {
  if (!kept.some((id) => engine.tokenizer.stop.has(id))) return;
  throw new AppError(
    'bad-input',
    'The model has ended this answer. Keep only what stands before its end, and go on in a new branch.',
  );
}
