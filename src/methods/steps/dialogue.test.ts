import { describe, expect, it } from 'vitest';
import { fileItems } from '#tasks/items/file-items.ts';
import { itemsOf } from '#tasks/items/item-set.ts';
import { answerForm } from './dialogue.ts';

const [generated] = itemsOf({ type: 'one', family: 'word-problem', difficulty: 3, seed: 1 });
const [fromFile] = fileItems('{"question":"What is 2 + 3?","answer":"5"}');
const [rewritten] = fileItems(
  '{"key":1,"prompt":"Write a line.","instruction_id_list":["punctuation:no_comma"],"kwargs":[{}]}',
);

describe('the request for an answer', () => {
  it.each([
    ['a generated problem', generated, '“The answer is”', 'The answer is 5.', '5'],
    ['a problem from a file', fromFile, '“Answer:”', 'Two and three.\nAnswer: 5', '5'],
    ['an open-ended one', rewritten, 'the whole response', 'A line.', 'A line.'],
  ])('of %s asks for the form in which it is read', (_, item, words, written, answer) => {
    if (item === undefined) throw new Error('no item');
    expect(answerForm(item)).toContain(words);
    expect(item.answerOf(written)).toBe(answer);
  });
});
