/** Problems that come with a solution, or with the beginning of one: what is forced, what is written, what is judged. */
import { describe, expect, it } from 'vitest';
import { countsInAverages } from '#core/trace/branch-view.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { METHODS } from '#methods/index.ts';
import { verdictOf } from '#methods/steps/verdict.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { comparedMethod } from '#scoring/methods/compared-method.ts';
import { fileItems } from '#tasks/items/file-items.ts';
import { itemsOf } from '#tasks/items/item-set.ts';
import type { Item } from '#tasks/items/item.ts';
import { attempt, generatedIn, solver, sum } from './method-fixture.ts';
import { talker } from './talker.ts';

const STEPS = ['Two pens:\n- one\n- two', 'And 2 + 1 = 4.', 'The answer is 4.'];
const ROW = { problem: 'Two pens and one pen?', steps: STEPS, label: 1, final_answer_correct: false };
function processBench(change: object = {}): Item {
  const [item] = fileItems(JSON.stringify({ ...ROW, ...change }));
  if (item === undefined) throw new Error('no item');
  return item;
}
const branchesOf = ({ events }: ItemRun) => foldTrace(events).branches;
const textOf = (run: ItemRun, branch: number): string =>
  (branchesOf(run)[branch]?.tokens ?? []).map(({ bytes, special }) => (special ? '' : bytes)).join('');
const RETAKE = ['And 2 + 1 = 3.\n', 'The answer is 3.'] as const;
/** Judges as it is told; of the problem it writes the rest of the retake. */
const verifier = (verdict: string) =>
  talker(
    (asked, written) => {
      if (/Solution:|your own verdict/.test(asked)) return verdict;
      if (written.endsWith(RETAKE[1])) return written;
      return written + (written.endsWith(RETAKE[0]) ? RETAKE[1] : RETAKE.join(''));
    },
    [...RETAKE, verdict],
  );

describe('a solution that comes with a problem', () => {
  const method = METHODS['temporal-consistency'];

  it('is the draft, forced and not written, and is shown by its own paragraphs', async () => {
    const run = await attempt(method, { engine: verifier('First wrong: −1'), item: processBench() });
    const [draft, first] = branchesOf(run);
    expect(textOf(run, 0)).toBe(STEPS.join('\n\n'));
    expect([draft?.own.filter(countsInAverages), draft?.end]).toEqual([[], 'step-end']);
    expect(first?.messages?.[0]?.content).toContain(STEPS.map((step, i) => `[${i}] ${step}`).join('\n'));
    expect([run.given, run.candidates[0]?.generated, run.candidates[0]?.answer]).toEqual([
      'solution',
      0,
      '4',
    ]);
    expect(run.cost.forced).toBeGreaterThan(0);
  });

  it('has its place judged by the label, and goes on from there', async () => {
    const run = await attempt(method, { engine: verifier('First wrong: 1'), item: processBench() });
    const by = { 'one verdict': 1, 'plain vote': 1 };
    expect(run.location).toEqual({ found: 1, gold: 1, by });
    expect(run.candidates).toHaveLength(2);
    expect(textOf(run, run.candidates[1]?.branch ?? -1)).toBe(
      `${STEPS[0] ?? ''}\n\nAnd 2 + 1 = 3.\nThe answer is 3.`,
    );
    expect([run.unjudged, run.oracle]).toEqual([true, false]);
  });

  it('is counted by what is known of it', async () => {
    const runs = await Promise.all([
      attempt(method, { engine: verifier('First wrong: 1'), item: processBench() }),
      attempt(method, {
        engine: verifier('First wrong: −1'),
        item: processBench({
          label: -1,
          final_answer_correct: true,
          steps: ['2 + 1 = 3.', 'The answer is 3.'],
        }),
      }),
    ]);
    const figures = comparedMethod({ outcomes: runs, pool: null, seed: 1 });
    expect(figures).toMatchObject({ n: 1, unjudged: 1, given: { beginnings: 0, solutions: 2 } });
    expect(figures.accuracy).toMatchObject({ successes: 1, n: 1 });
    expect(figures.location).toMatchObject({ f1: { value: 1 }, right: { n: 2 } });
  });

  it('gives one verdict and a plain vote by parameters too, and says what could not be read', async () => {
    for (const args of [{ verifiers: 1, stable: 0 }, { stable: 0 }]) {
      const run = await attempt(method, { engine: verifier('First wrong: 1'), item: processBench(), args });
      expect([run.location?.found, run.counts]).toEqual([1, { rounds: 1 }]);
    }
    const lost = await attempt(method, {
      engine: verifier('Who knows?'),
      item: processBench(),
      args: { rounds: 1 },
    });
    expect([lost.location?.found, lost.candidates.length]).toEqual(['unread', 1]);
  });

  it('is gone back to by whoever names the place', async () => {
    const args = { location: 'gold', samples: 2 };
    const run = await attempt(METHODS.backtrack, {
      engine: verifier('First wrong: 1'),
      item: processBench(),
      args,
    });
    expect([run.location, run.oracle, run.candidates.length]).toEqual([{ found: 1, gold: 1 }, true, 2]);
    const least = await attempt(METHODS.backtrack, {
      engine: verifier('First wrong: 1'),
      item: processBench(),
    });
    expect(least.location?.found).not.toBeNull();
  });

  it('is no answer of the model’s own', async () => {
    const run = await attempt(METHODS.greedy, { engine: verifier('First wrong: 1'), item: processBench() });
    expect([run.given, run.candidates[0]?.answer]).toEqual([undefined, '3']);
  });
});

describe('a beginning that comes with a problem', () => {
  const text = 'Step 1: 2 + 2 = 5.\n';
  const begun = (): Item => ({ ...sum(), given: { kind: 'beginning', text, label: 'after a mistake' } });

  it.each([
    'greedy',
    'self-consistency',
    'leap',
    'step-tree-search',
    'wait-after-answer',
    'backtrack',
  ] as const)('is what every answer of %s begins with', async (id) => {
    const run = await attempt(METHODS[id], { item: begun() });
    const fresh = branchesOf(run).filter(({ parent, messages }) => parent === null && messages === null);
    expect(fresh.length).toBeGreaterThan(0);
    for (const { id: branch, own, label } of fresh) {
      expect(textOf(run, branch).startsWith(text)).toBe(true);
      expect([own[0]?.forced, label.endsWith(', after a mistake')]).toEqual(['planted', true]);
    }
    expect([run.given, run.cost.generated]).toEqual(['beginning', generatedIn(run)]);
  });

  it('may be left: what ends right has recovered', async () => {
    const run = await attempt(METHODS.greedy, { item: begun(), engine: solver(1, 12) });
    expect(textOf(run, 0).split('\n')[0]).toBe(text.trim());
    expect(run.candidates[0]?.right).toBe(true);
    const backtracked = await attempt(METHODS.backtrack, { item: begun(), args: { location: 'gold' } });
    expect(backtracked.location).toEqual({ found: 0, gold: 0 });
  });

  it('holds the mistake that is asked for, the same for the same seed', () => {
    const set = { type: 'fresh', family: 'word-problem', difficulty: 3, seed: 5, n: 6 } as const;
    const second = itemsOf({ ...set, planted: 2 });
    expect(itemsOf({ ...set, n: 4, planted: 2 }).map(({ given }) => given)).toEqual(
      second.slice(0, 4).map(({ given }) => given),
    );
    for (const family of ['word-problem', 'column-arithmetic', 'shuffled-objects'])
      for (const { given, firstWrongLine, facts } of itemsOf({ ...set, family, planted: 'any' })) {
        const lines = given?.kind === 'beginning' ? given.text.trim().split('\n') : [];
        expect([firstWrongLine?.(lines), facts['planted step']]).toEqual([lines.length - 1, lines.length]);
      }
    expect(second.every(({ facts }) => facts['planted step'] === 2)).toBe(true);
    expect(() => itemsOf({ ...set, planted: 9 })).toThrow(/no mistake can be planted at step 9/);
  });
});

describe('a verdict', () => {
  it.each([
    ['First wrong: 2', 2],
    ['**First wrong:** −1', -1],
    ['First wrong paragraph: [0]', 0],
    ['First wrong is step 1.', 1],
    ['First wrong: \\boxed{2}', 2],
    ['First wrong: none', -1],
    ['First wrong: 1\nNo. First wrong: 2', 2],
    ['First wrong: 3', null],
    ['All is well.', null],
  ])('is read from “%s”', (written, place) => {
    expect(verdictOf(written, 3)).toBe(place);
  });
});
