/** A conversation that goes on about an answer: what was asked, what the model said, what it is asked next. */
import type { Message } from '#core/messages.ts';
import type { Question } from '#tasks/items/item.ts';
import type { Answer } from '../define.ts';

export function askedNext({ messages, text }: Pick<Answer, 'messages' | 'text'>, request: string): Message[] {
  return [...messages, { role: 'assistant', content: text.trim() }, { role: 'user', content: request }];
}

/** Closes every request for an answer, so that it is found again; where the answer is the whole text, nothing may stand around it. */
export function answerForm({ openEnded }: Pick<Question, 'openEnded'>): string {
  return openEnded
    ? 'Write the whole response and nothing else.'
    : 'Write the final answer on the last line, after “Answer:”.';
}
