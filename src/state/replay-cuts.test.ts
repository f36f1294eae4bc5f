import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { TraceView } from '#core/trace/fold.ts';
import type { Trace, TraceEvent } from '#core/trace/events.ts';
import { ReplayCuts } from './replay-cuts.ts';
import { ReplayViews } from './replay-views.ts';
import { header } from './runs-fixture.ts';
import { token, tokensOf } from './token-fixture.ts';

const COST = { generated: 1, forced: 0, computed: 1, reused: 0, milliseconds: 1 };
const ORDER = { pTrue: 0.5, mass: 0.9 };
const READING = { question: '?', answer: '1', pTrue: 0.5, trueFirst: ORDER, falseFirst: ORDER };

function birth(branch: number, change: { parent?: number; at?: number; reason?: 'sample' } = {}): TraceEvent {
  return {
    type: 'branch',
    branch,
    parent: null,
    at: 0,
    reason: 'answer',
    label: `branch ${branch}`,
    settings: { temperature: 0, topP: 1, topK: 0 },
    seed: 1,
    time: 0,
    userTurn: null,
    ...change,
  };
}
function written(branch: number, at: number, ...texts: string[]): TraceEvent {
  return { type: 'tokens', branch, at, tokens: tokensOf(texts), time: 0 };
}
const ended = (branch: number): TraceEvent => ({
  type: 'end',
  branch,
  cause: 'stop-token',
  time: 0,
  error: null,
  cost: COST,
});

type Deed = readonly [kind: 'branch' | 'tokens' | 'tokens' | 'end' | 'ptrue', which: number, count: number];
/** Any order of births, tokens in pieces of several, ends and questions that a trace may have. */
const deeds = fc.array(
  fc.tuple(
    fc.constantFrom(
      'branch' as const,
      'tokens' as const,
      'tokens' as const,
      'end' as const,
      'ptrue' as const,
    ),
    fc.nat(1000),
    fc.nat(7),
  ),
  { maxLength: 60 },
);
function traceFrom(list: readonly Deed[]): Trace {
  const lengths: number[] = [];
  const events: TraceEvent[] = [];
  for (const [kind, which, count] of list) {
    const branch = which % Math.max(1, lengths.length);
    const length = lengths[branch];
    if (kind === 'branch' || length === undefined) {
      const at = length === undefined ? 0 : which % (length + 1);
      events.push(birth(lengths.length, length === undefined ? {} : { parent: branch, at }));
      lengths.push(at);
    } else if (kind === 'tokens') {
      const tokens = Array.from({ length: count }, (_, i) => token({ id: which + i, selfCertainty: i }));
      events.push({ type: 'tokens', branch, at: length, tokens, time: which });
      lengths[branch] = length + count;
    } else if (kind === 'end') events.push(ended(branch));
    else events.push({ type: 'ptrue', branch, at: length, reading: READING, time: 0 });
  }
  return { header: header(), events };
}
/** Everything that a reader can see of a view. */
function seen({ branches }: TraceView) {
  return branches.map((branch) => ({
    label: branch.label,
    ids: branch.tokens.map(({ id }) => id),
    certainty: branch.meanSelfCertainty,
    end: branch.end,
    children: branch.children,
    ptrue: branch.ptrue.length,
  }));
}
const ownTokens = ({ branches }: TraceView): number => branches.reduce((sum, { own }) => sum + own.length, 0);

describe('positions of a replay', () => {
  it('show exactly so many tokens, from nothing to the whole trace', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const trace = traceFrom(list);
        const cuts = new ReplayCuts(trace);
        fc.pre(cuts.length > 0);
        const whole = foldTrace(trace.events);
        expect(cuts.length).toBe(ownTokens(whole));
        for (let k = 0; k < cuts.length; k++) expect(ownTokens(foldTrace(cuts.between(0, k)))).toBe(k);
        expect(cuts.between(0, cuts.length)).toEqual(trace.events);
      }),
      { numRuns: 100 },
    );
  });

  it('are the same wherever one comes from: folded on, or from a kept view', () => {
    fc.assert(
      fc.property(deeds, fc.array(fc.nat(1000), { maxLength: 12 }), (list, walk) => {
        const cuts = new ReplayCuts(traceFrom(list));
        const views = new ReplayViews(cuts);
        for (const step of walk) {
          const position = step % (cuts.length + 1);
          expect(seen(views.at(position))).toEqual(seen(foldTrace(cuts.between(0, position))));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('go far back over kept views', () => {
    const texts = Array.from({ length: 1500 }, (_, i) => `${i} `);
    const trace: Trace = {
      header: header(),
      events: [
        birth(0),
        written(0, 0, ...texts),
        birth(1, { parent: 0, at: 700 }),
        written(1, 700, ...texts),
      ],
    };
    const cuts = new ReplayCuts(trace);
    const views = new ReplayViews(cuts);
    for (const position of [3000, 1, 1499, 2999, 256, 255, 512, 1501, 300])
      expect(seen(views.at(position))).toEqual(seen(foldTrace(cuts.between(0, position))));
  });

  it('show an end with the last token, and a new branch with its first one', () => {
    const cuts = new ReplayCuts({
      header: header(),
      events: [
        birth(0),
        written(0, 0, 'a', 'b'),
        ended(0),
        birth(1, { parent: 0, at: 1 }),
        written(1, 1, 'c', 'd', 'e'),
        written(0, 2, 'f'),
      ],
    });
    const at = (position: number) => foldTrace(cuts.between(0, position)).branches;
    expect(at(1).map(({ end }) => end)).toEqual([null]);
    expect(at(2).map(({ end }) => end)).toEqual(['stop-token']);
    expect(at(3)).toHaveLength(2);
    expect(cuts.births.map(({ position }) => position)).toEqual([1, 3]);
    expect(cuts.moments).toEqual([0, 1, 2, 3, 6]);
    expect([0, 1, 2, 3, 5, 6].map((position) => cuts.branchAt(position))).toEqual([null, 0, 0, 1, 1, 0]);
  });

  it('watch the first of samples that are drawn together', () => {
    const sample = { reason: 'sample' } as const;
    const cuts = new ReplayCuts({
      header: header(),
      events: [
        birth(0),
        written(0, 0, 'a'),
        ...[birth(1, sample), birth(2, sample), written(1, 0, 'b'), written(2, 0, 'c')],
        ...[birth(3, sample), birth(4, sample), written(3, 0, 'd'), written(4, 0, 'e')],
      ],
    });
    expect([1, 2, 3, 4, 5].map((position) => cuts.branchAt(position))).toEqual([0, 1, 1, 3, 3]);
  });
});
