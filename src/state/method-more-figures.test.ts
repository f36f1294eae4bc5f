import { describe, expect, it } from 'vitest';
import { comparedMethod } from '#scoring/methods/compared-method.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import { figureWords } from './method-figure.ts';
import { figuresFile } from './method-files.ts';
import { HASH, methodPage } from './method-lab-fixture.ts';
import { moreFigures } from './method-more-figures.ts';

const RIGHT = { answer: '5', right: true, score: 0.9, generated: 10, branch: 0 };
const WRONG = { answer: '4', right: false, score: 0.2, generated: 10, branch: 1 };
const placed = (found: number | null | 'unread', gold: number | null) => ({
  ...{ found, gold, by: { 'plain vote': found } },
});
function outcome(item: string, change: Partial<ItemOutcome> = {}): ItemOutcome {
  return {
    ...{ item, facts: {}, cause: 'done', candidates: [WRONG, RIGHT], chosen: 1, draft: 0, confidence: 0.8 },
    ...{ reason: '', location: placed(1, 1), oracle: false, standing: [0, 1], counts: { looks: 2 } },
    format: { readings: 4, mass: 0.75 },
    cost: { generated: 20, forced: 3, prefilled: 40, needed: 60, calls: 2, seconds: 0.5 },
    ...change,
  };
}
const OUTCOMES = [
  outcome('a'),
  outcome('b', { draft: 1, standing: [1, 1], location: placed(null, null), given: 'beginning' }),
  outcome('c', { chosen: 0, cause: 'budget', confidence: 0.1, location: placed('unread', 2) }),
  outcome('d', { chosen: null, confidence: null }),
];
const POOL = {
  temperature: 1,
  greedy: OUTCOMES.map(() => WRONG),
  samples: OUTCOMES.map(() => [WRONG, RIGHT]),
};
const TOLD = {
  figures: comparedMethod({ outcomes: OUTCOMES, pool: POOL, seed: 1 }),
  outcomes: OUTCOMES,
  work: { passes: 70, computedTokens: 250 },
};
const words = (id: string): string | undefined => {
  const figure = moreFigures([TOLD]).find((one) => one.id === id);
  return figure && figureWords(figure, figure.read(TOLD));
};

describe('more figures of a method', () => {
  it.each([
    ['cl', /^1\.00 \[/],
    ['cs', /^0\.33 \[/],
    ['broken', /^0\.00 \[/],
    ['repaired', /^0\.25 \[/],
    ['after_minus_before', /^0\.25 \[/],
    ['wrong_same', /^1$/],
    ['wrong_other', /^1$/],
    ['round_0', /^0\.25 \[/],
    ['minus_greedy', /^0\.50 \[/],
    ['best_of_n', /^2$/],
    ['best_of_n_tokens', /^20$/],
    ['best_of_n_accuracy', /^1\.00 \[/],
    ['minus_best_of_n', /^−0\.50 \[/],
    ['pass_at_k', /^1\.00$/],
    ['samples_short', /^no$/],
    ['beats_self_consistency', /^no$/],
    ['random', /^0\.50$/],
    ['selector_gap', /^0\.00 \[/],
    ['ceiling', /^1\.00 \[/],
    ['auroc', /^1\.00/],
    ['location', /^0\.75 \[/],
    ['location_where_wrong', /^0\.67 \[/],
    ['location_where_none', /^1\.00 \[/],
    ['location_f1', /^0\.80 \[/],
    ['location_unread', /^1$/],
    ['location_f1_plain_vote', /^0\.80 \[/],
    ['given_beginnings', /^1$/],
    ['given_solutions', /^–$/],
    ['unjudged', /^–$/],
    ['count_looks', /^2\.00 \[/],
    ['format_mass', /^0\.75 \[/],
    ['unanswered', /^1$/],
    ['cut_by_budget', /^1$/],
    ['forced', /^3\.0$/],
    ['prefilled', /^40$/],
    ['recomputed', /^10$/],
    ['passes', /^70$/],
    ['seconds', /^0\.5$/],
  ])('tell %s', (id, told) => {
    expect(words(id)).toMatch(told);
  });
  it('leave open what is not known', () => {
    const bare = OUTCOMES.map(({ standing: _, counts: __, ...rest }) => ({
      ...rest,
      draft: null,
      location: null,
    }));
    const figures = comparedMethod({ outcomes: bare, pool: null, seed: 1 });
    const one = { figures, outcomes: bare, work: null };
    const told = moreFigures([one]).map((figure) => [figure.id, figureWords(figure, figure.read(one))]);
    expect(Object.fromEntries(told)).toMatchObject({
      cl: '–',
      passes: '–',
      recomputed: '–',
      best_of_n: '–',
      location: '–',
      unanswered: '1',
    });
    expect(told.some(([id]) => id?.startsWith('round') || id?.startsWith('count'))).toBe(false);
  });
  it('stand in the file, each with its interval, one name a column', async () => {
    const { lab } = await methodPage(HASH.replace('wait-after-answer', 'backtrack'));
    await lab.run();
    const [head = [], ...rows] = figuresFile(lab.columns, lab.compared)
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(new Set(head).size).toBe(head.length);
    expect(head).toEqual(expect.arrayContaining(['cl_low', 'rss_high', 'minus_best_of_n_low', 'prefilled']));
    const at = (id: string): (string | undefined)[] => rows.map((row) => row[head.indexOf(id)]);
    expect(at('prefilled')).toEqual(['20', '20']);
    expect(at('best_of_n_accuracy')).toEqual(['1', '1']);
    expect(at('beats_self_consistency')).toEqual(['false', 'false']);
    expect(at('auroc')).toEqual(['', '']);
  });
});
