/** How far a model follows the form of what is read of it: kept in the trace, told in the report (methods.md 2.2). */
import { describe, expect, it } from 'vitest';
import { METHODS } from '#methods/index.ts';
import type { Method } from '#methods/define.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { validateTrace } from '#core/trace/validate.ts';
import { TRACE_VERSION } from '#core/trace/events.ts';
import { comparedMethod } from '#scoring/methods/compared-method.ts';
import { attempt, solver } from './method-fixture.ts';
import { talker } from './talker.ts';

const labelsIn = ({ events }: ItemRun) => events.flatMap((event) => (event.type === 'labels' ? [event] : []));
/** Follow no form, a token each. */
const OTHER = [' Hm', ' Oh', ' Er'];
/** Where a label is asked for, it follows the form, or does so with one of four turns, each as likely. */
function judged(method: Method, { follows }: { readonly follows: boolean }, args = {}) {
  const reply = (question: string, written: string) => {
    if (!/Answer Yes or No|better, \(A\) or \(B\)/.test(question)) return 'The answer is 5.';
    const [cue, label] = question.includes('(A)') ? ['The better solution is (', 'A'] : ['Answer:', ' Yes'];
    return written === cue ? [label, ...(follows ? [] : OTHER)].map((word) => `${cue}${word}`) : written;
  };
  return attempt(method, { engine: talker(reply, OTHER), args, answerTokens: 40 });
}

describe('format mass', () => {
  it.each([
    ['self-rethinking', { kinds: 'a number copied wrongly;' }, ['Yes', 'No']],
    ['llama-berry', { rollouts: 1, temperature: 0 }, ['A', 'B']],
  ] as const)(
    'of %s is what its labels had in all, before one’s share of them is taken',
    async (id, args, labels) => {
      const [clear, vague] = [
        await judged(METHODS[id], { follows: true }, args),
        await judged(METHODS[id], { follows: false }, args),
      ];
      for (const run of [clear, vague]) {
        const read = labelsIn(run);
        expect(read.length).toBeGreaterThan(0);
        for (const event of read) expect(event.labels.map(({ label }) => label)).toEqual(labels);
        expect(run.format?.readings).toBe(read.length);
      }
      expect(clear.format?.mass).toBeGreaterThan(0.95);
      expect(vague.format?.mass).toBeCloseTo(0.25, 2);
    },
  );

  it('of solving and verifying in turn is read where its check ends', async () => {
    const engine = talker((_, written) => {
      const check = 'Solution 1:\nThe answer is 5.\nCheck 1: Counted.\n';
      if (written.startsWith(check) && written.endsWith('Yes or No:'))
        return [`${written} Yes`, `${written} Hm`];
      return written.startsWith(check) ? written : check;
    });
    const run = await attempt(METHODS['solve-and-verify'], { engine, args: { most: 1 }, answerTokens: 300 });
    const [event] = labelsIn(run);
    expect(event?.labels.map(({ label }) => label)).toEqual(['Yes', 'No']);
    expect(run.format?.readings).toBe(1);
    expect(run.format?.mass).toBeCloseTo(0.5, 2);
  });

  it('counts P(True) in both orders', async () => {
    const run = await attempt(METHODS['ptrue-vote'], { engine: solver(), args: { n: 3 } });
    const read = run.events.flatMap((event) => (event.type === 'ptrue' ? [event.reading] : []));
    const masses = read.flatMap(({ trueFirst, falseFirst }) => [trueFirst.mass, falseFirst.mass]);
    expect(run.format?.readings).toBe(2 * read.length);
    expect(run.format?.mass).toBeCloseTo(masses.reduce((sum, mass) => sum + mass, 0) / masses.length, 12);
  });

  it('is left out of methods that read no labels, and stands in a trace that can be opened again', async () => {
    const none = await attempt(METHODS['self-consistency'], { args: { n: 2 } });
    expect(none.format).toBeUndefined();
    expect(comparedMethod({ outcomes: [none], pool: null, seed: 1 }).format).toBeNull();
    const { events } = await judged(METHODS['self-rethinking'], { follows: true }, { kinds: 'a slip;' });
    const header = {
      version: TRACE_VERSION,
      app: 'test',
      engine: { backend: 'scripted', threads: 1, precision: 'fp32' },
      model: { id: 'x', sha256: '', vocabSize: 100_000 },
      problem: { text: '', generated: null },
      ...{ method: { id: 'self-rethinking', args: {} }, seed: 1, createdAt: null },
    } as const;
    expect(validateTrace({ header, events })).toEqual({ header, events });
  });
});
