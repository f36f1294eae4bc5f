import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { takeReason } from './choice-reason.ts';
import { ready } from './line-host-fixture.ts';

const FOUND = { id: 300, bytes: ' 81', logprob: -3, rank: 12, special: false };

async function searching(text: string) {
  const page = await ready();
  const { play, host } = page;
  await play.generate();
  play.view.selectToken(1);
  host.found = { tokens: [FOUND], total: 1 };
  play.search.text = text;
  await play.search.ask();
  return page;
}

describe('a search for any token', () => {
  it('asks at the place of the selected token, and its answer is that place’s alone', async () => {
    const { play, host } = await searching('·81⏎');
    const first = play.view.tokens[0]?.id;
    expect(host.sought).toEqual([
      {
        messages: [{ role: 'user', content: play.draft.text }],
        kept: [first],
        text: ' 81\n',
        limit: 8,
      },
    ]);
    expect(play.search.found?.tokens).toEqual([FOUND]);
    play.view.selectToken(0);
    expect(play.search.found).toBeNull();
    play.view.selectToken(1);
    expect(play.search.found?.total).toBe(1);
    play.search.text = '8';
    expect(play.search.found).toBeNull();
  });
  it('drops an answer that another question has overtaken', async () => {
    const { play, host } = await searching('8');
    let answer = (_: typeof host.found): void => {};
    const slow = new Promise<typeof host.found>((resolve) => (answer = resolve));
    host.findTokens = () => slow;
    play.search.text = '81';
    const asked = play.search.ask();
    play.search.text = '';
    await play.search.ask();
    answer({ tokens: [FOUND], total: 1 });
    await asked;
    play.search.text = '81';
    expect(play.search.found).toBeNull();
  });
  it('asks nothing without a text or a place, and says what is missing', async () => {
    const { play, host } = await ready();
    play.search.text = '8';
    await play.search.ask();
    expect(play.search.reason).toContain('There is no answer yet');
    await play.generate();
    await play.search.ask();
    expect(play.search.reason).toContain('Select a token first');
    play.view.selectToken(0);
    play.search.text = '';
    await play.search.ask();
    expect(host.sought).toEqual([]);
  });
  it('says what failed and keeps the text; a lost engine is lost', async () => {
    const { play, host } = await searching('8');
    host.fails = new AppError('out-of-memory', 'Too much. Choose a smaller model.');
    await play.search.ask();
    expect(play.search.failure).toContain('Choose a smaller model');
    host.fails = new AppError('worker-lost', 'Gone. Load again.');
    await play.search.ask();
    expect(play.model.loaded).toBeNull();
    expect(play.search.reason).toContain('No model is loaded');
    expect(play.search.text).toBe('8');
  });
  it('branches with what it found', async () => {
    const { play, host } = await searching('81');
    await play.forkTo(1, FOUND);
    expect(host.asked[1]).toMatchObject({
      branch: 1,
      open: { parent: 0, at: 1, reason: 'fork' },
      forced: [{ kind: 'chosen', content: [300] }],
    });
    expect(play.view.branch?.label).toMatch(/^“81” instead of “/);
  });
});

describe('taking a token', () => {
  it('is refused for the one that stands there, and for what would end the answer', () => {
    expect(takeReason({ id: 1, bytes: 'a' }, { id: 1 }, null)).toContain('stands here already');
    expect(takeReason({ id: 2, bytes: '<|end|>' }, { id: 1 }, null)).toContain('end the answer');
    expect(takeReason({ id: 2, bytes: '<b>', special: false }, { id: 1 }, null)).toBeNull();
    expect(takeReason({ id: 2, bytes: 'a' }, { id: 1 }, 'Stop it first.')).toBe('Stop it first.');
  });
});
