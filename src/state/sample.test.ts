import { describe, expect, it } from 'vitest';
import { ready } from './line-host-fixture.ts';
import { voteWords } from './says.ts';

const SEVEN = ['The answer is 7.'];
const EIGHT = ['The answer is 8.'];

describe('Sample and vote', () => {
  it('draws at temperature 1 where the page is greedy, and every sample is a branch', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2');
    await play.sample(4);
    expect(host.asked[0]).toMatchObject({
      type: 'sample',
      firstBranch: 0,
      count: 4,
      open: { parent: null, at: 0 },
      settings: { temperature: 1 },
      messages: [{ role: 'user', content: play.draft.text }],
    });
    expect(play.view.summaries.map(({ branch }) => branch.reason)).toEqual(Array(4).fill('sample'));
    expect(play.vote).toMatchObject({ n: 4, unanswered: 0, temperature: 1 });
    expect(play.vote?.rows).toMatchObject([{ mark: { verdict: 'right' }, cells: { ptrue: null } }]);
    expect(play.said).toMatch(/^4 samples: majority \d+, Borda \d+\.$/);
  });
  it('shows ties as ties, counts what has no answer, and lets certainty decide in Borda', async () => {
    const { play, host } = await ready('#temperature=0.7');
    host.samples = [EIGHT, SEVEN, ['Hm.'], SEVEN, EIGHT];
    await play.sample(5);
    expect(play.vote).toMatchObject({ n: 5, unanswered: 1, temperature: 0.7 });
    expect(play.vote?.rows.map(({ answer, cells }) => [answer, cells.majority])).toEqual([
      ['8', { weight: 2, leads: 'tie' }],
      ['7', { weight: 2, leads: 'tie' }],
    ]);
    expect(play.vote?.rows.map(({ cells }) => cells.borda?.leads)).toEqual([null, 'wins']);
    expect(play.said).toContain('majority tied between 8 and 7');
    expect(play.said).toContain('1 without an answer');
  });
  it('weighs by P(True) once it was asked of every sample with an answer', async () => {
    const { play, host } = await ready();
    host.samples = [SEVEN, EIGHT, EIGHT, ['Hm.']];
    await play.sample(4);
    host.onRun = (index) => {
      if (index === 2) play.stop();
    };
    await play.readings();
    expect(play.said).toBe('Stopped. What is written stays.');
    expect(play.vote?.unread).toHaveLength(2);
    expect(play.vote?.rows[0]?.cells.ptrue).toBeNull();
    host.onRun = () => {};
    await play.readings();
    const cells = play.vote?.rows.map((row) => [row.answer, row.cells.ptrue]);
    expect(cells).toEqual([
      ['8', { weight: 0.4, leads: null }],
      ['7', { weight: 0.9, leads: 'wins' }],
    ]);
    expect(play.said).toContain('P(True)-weighted 7');
    expect(play.reasons.readings).toContain('was asked already');
  });
  it('says what is missing', async () => {
    const { play } = await ready();
    await play.generate();
    expect(play.reasons.readings).toContain('Press Sample first');
    expect(play.vote).toBeNull();
    expect(voteWords({ n: 4, unanswered: 4, temperature: 1, bordaPower: 0.3, rows: [], unread: [] })).toBe(
      '4 samples: no votes. 4 without an answer.',
    );
  });
});
