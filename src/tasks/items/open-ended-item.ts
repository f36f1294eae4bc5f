/** What problems have in common whose answer is the whole text: they are put to the model as they stand. */
import type { Item } from './item.ts';

export function openEndedItem(id: string, text: string): Omit<Item, 'gold' | 'facts'> {
  return {
    ...{ id, text, generated: false, openEnded: true, firstWrongLine: null },
    messages: [{ role: 'user', content: text }],
    answerOf: (written) => (written.trim() === '' ? null : written.trim()),
    problem: { text, generated: null },
  };
}
