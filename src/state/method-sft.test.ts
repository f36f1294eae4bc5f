import { describe, expect, it } from 'vitest';
import { textOf } from './glyphs.ts';
import { methodPage } from './method-lab-fixture.ts';
import { sftFile } from './method-sft.ts';

describe('best paths for fine-tuning', () => {
  it('are one line a problem and method, with the problem, the whole answer and where it is from', async () => {
    const { lab } = await methodPage();
    await lab.run();
    const { text, words } = await sftFile(lab.columns, lab.items);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(6);
    const [item] = lab.items;
    expect(lines[0]).toMatchObject({
      ...{ problem: item?.id, answer: item?.gold, right: true, oracle: false, score: 0.5, seed: 5 },
      ...{ method: { id: 'wait-after-answer' }, model: { id: 'tiny' } },
    });
    const column = lab.columns[0];
    await column?.run?.show(item?.id ?? null);
    const tokens = column?.run?.shown?.view.tokens ?? [];
    const content = textOf(tokens.filter(({ special }) => !special));
    expect(content).not.toBe('');
    expect(lines[0]?.['messages']).toEqual([...(item?.messages ?? []), { role: 'assistant', content }]);
    expect(words).toContain('best paths of 3 of 3 problems.');
  });
  it('of nothing finished are none', async () => {
    const { lab } = await methodPage();
    expect(await sftFile(lab.columns, lab.items)).toEqual({ text: '', words: '' });
  });
});
