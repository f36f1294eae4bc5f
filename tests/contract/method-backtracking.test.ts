/** Backtracking: whoever names the place, what is kept and what is written anew; and what becomes of it where nobody knows. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { attempt, solver, sum } from './method-fixture.ts';

/** Almost always right, or almost always wrong. */
const [SURE, ASTRAY] = [solver(1, 12), solver(1, -12)];
const branchesOf = ({ events }: ItemRun): readonly BranchView[] => foldTrace(events).branches;
const textOf = ({ tokens }: BranchView): string =>
  tokens.map(({ bytes, special }) => (special ? '' : bytes)).join('');

describe('backtracking', () => {
  const method = METHODS.backtrack;

  it('goes back to the first wrong step that gold names, and takes another one there', async () => {
    const run = await attempt(method, { engine: solver(1, -1), args: { location: 'gold', temperature: 3 } });
    const { location, candidates, oracle, draft } = run;
    expect([location, oracle, draft]).toEqual([{ found: 0, gold: 0 }, true, 0]);
    const [first, second] = candidates.map(({ branch }) => textOf(branchesOf(run)[branch] as BranchView));
    expect(first?.split('\n')[0]).toBe('Step 1: 2 + 2 = 5.');
    expect(second?.split('\n')[0]).toBe('Step 1: 2 + 2 = 4.');
  });

  it('leaves an answer alone in which gold finds nothing, and one whose step comes the same again', async () => {
    const right = await attempt(method, { engine: SURE, args: { location: 'gold' } });
    expect([right.candidates.length, right.location]).toEqual([1, { found: null, gold: null }]);
    const stubborn = await attempt(method, { engine: ASTRAY, args: { location: 'gold' } });
    expect(stubborn.candidates).toHaveLength(1);
    expect(stubborn.reason).toMatch(/was the old one/);
  });

  it('asks no gold for the least certain step or its own doubts', async () => {
    for (const location of ['least-certain', 'self-found'])
      expect((await attempt(method, { args: { location } })).oracle).toBe(false);
  });

  it('says so where nobody knows the first wrong step, and goes back nowhere', async () => {
    const item = { ...sum(), firstWrongLine: null };
    for (const location of ['gold', 'noisy-gold'])
      for (const seed of [1, 2, 3]) {
        const args = { location, quality: 0 };
        const run = await attempt(method, { engine: ASTRAY, item, seed, args });
        expect([run.candidates.length, run.location, run.oracle]).toEqual([1, null, false]);
        expect(run.reason).toMatch(/^nobody knows the first wrong step/);
      }
    const least = await attempt(method, { item, args: { location: 'least-certain' } });
    expect(least.reason).not.toMatch(/nobody knows/);
  });

  it('gives noisy gold the quality that is asked for', async () => {
    const right = async (quality: number): Promise<number> => {
      const runs = await Promise.all(
        Array.from({ length: 40 }, (_, seed) =>
          attempt(method, { engine: ASTRAY, seed, args: { location: 'noisy-gold', quality } }),
        ),
      );
      return runs.filter(({ location }) => location?.found === location?.gold).length / 40;
    };
    expect(await right(1)).toBe(1);
    expect(await right(0)).toBe(0);
    expect(Math.abs((await right(0.5)) - 0.5)).toBeLessThan(0.25);
  });
});
