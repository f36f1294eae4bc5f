/** A conversation that goes on about an answer: what was asked, what the model said, what it is asked next. */
import type { Message } from '#core/messages.ts';
import type { Question } from '#tasks/items/item.ts';
import type { Answer } from '../define.ts';

export function askedNext({ messages, text }: Pick<Answer, 'messages' | 'text'>, request: string): Message[] {
  return [...messages, { role: 'assistant', content: text.trim() }, { role: 'user', content: request }];
}

/**
 * Closes every request for an answer, so that it is found again: in the words that our generated problems are answered in,
 * or as a problem from a file asks for it (tasks/items/ask.ts). Where the answer is the whole text, nothing may stand around it.
 */
export function answerForm({ openEnded, generated }: Pick<Question, 'openEnded' | 'generated'>): string {
  if (openEnded) return 'Write the whole response and nothing else.';
  if (generated) return 'End with “The answer is” and the answer.';
  return 'Write the final answer on the last line, after “Answer:”.';
}
