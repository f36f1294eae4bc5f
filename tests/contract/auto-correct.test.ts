/** Laws of an auto-correcting run over an engine whose rows are given. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicySignal, TraceEvent } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import type { DecisionEvent } from '#core/trace/event-kinds.ts';
import type { AutoRequest } from '#runner/request.ts';
import type { Remedy } from '#scoring/policy/decide.ts';
import { BASE, MESSAGES, WARM, first, random, run, textOf, writer } from './runner-fixture.ts';

const BACKTRACK: Remedy = { kind: 'backtrack' };
const WAIT: Remedy = { kind: 'inject', marker: 'Wait,' };
const AUTO: AutoRequest = {
  type: 'auto',
  branch: 0,
  open: BASE.open,
  standing: { tokens: [], end: null },
  nextBranch: 1,
  messages: MESSAGES,
  question: { text: MESSAGES[0].content, generated: false },
  userTurn: null,
  settings: BASE.settings,
  retake: WARM,
  seed: 5,
  topK: 2,
  policy: {
    signal: 'certainty',
    threshold: 2,
    remedy: BACKTRACK,
    retries: 2,
    interventions: 6,
    budget: 60,
  },
};
const TEXT = 'Step 1: 1 + 1 = 2.\nStep 2: 2 + 2 = 4.\nThe answer is 4.';

function decisions(events: readonly TraceEvent[]): DecisionEvent[] {
  return events.filter((event) => event.type === 'decision');
}
function generated(events: readonly TraceEvent[]): number {
  return events.reduce((sum, event) => sum + (event.type === 'end' ? event.cost.generated : 0), 0);
}

const policies = fc.record({
  signal: fc.constantFrom<PolicySignal>('certainty', 'entropy', 'ptrue'),
  threshold: fc.constantFrom(-1, 0.5, 2, 3, 100),
  remedy: fc.constantFrom(BACKTRACK, WAIT, { kind: 'inject', marker: '' } as const),
  retries: fc.integer({ min: 1, max: 3 }),
  interventions: fc.nat(8),
  budget: fc.integer({ min: 1, max: 80 }),
});

describe('autoCorrect', () => {
  it('ends, keeps every bound, and makes a trace that folds, whatever the policy', async () => {
    await fc.assert(
      fc.asyncProperty(policies, fc.nat(500), fc.constantFrom(0, 1), async (policy, seed, temperature) => {
        const settings = { ...WARM, temperature };
        const { events } = await run(random(seed), { ...AUTO, seed, settings, policy });
        const { branches } = foldTrace(events);
        const tokens = branches.reduce(
          (sum, { own }) => sum + own.filter((t) => t.forced === null).length,
          0,
        );
        expect(generated(events)).toBe(tokens);
        expect(tokens).toBeLessThanOrEqual(policy.budget);
        expect(branches.length - 1).toBeLessThanOrEqual(policy.interventions);
        const acted = decisions(events).filter(({ action }) => action === 'inject');
        expect(acted.every(() => policy.remedy.kind === 'inject')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('takes no step back more often than it may', async () => {
    await fc.assert(
      fc.asyncProperty(policies, fc.nat(500), async (given, seed) => {
        const signal = given.signal === 'ptrue' ? 'certainty' : given.signal;
        const policy = { ...given, signal, remedy: BACKTRACK, interventions: 50 };
        const { events } = await run(random(seed), { ...AUTO, seed, policy });
        const { branches } = foldTrace(events);
        const byPlace = new Map<string, number>();
        for (const { at, parent } of branches.slice(1)) {
          const key = `${at} ${(branches[parent ?? 0]?.tokens ?? [])
            .slice(0, at)
            .map(({ id }) => id)
            .join(' ')}`;
          byPlace.set(key, (byPlace.get(key) ?? 0) + 1);
        }
        expect(Math.max(0, ...byPlace.values())).toBeLessThanOrEqual(policy.retries);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same trace for the same seed, and another for another', async () => {
    const policy = { ...AUTO.policy, threshold: 100 };
    const request = { ...AUTO, policy, settings: WARM };
    const a = await run(random(3), request);
    const b = await run(random(3), request);
    const c = await run(random(3), { ...request, seed: 6 });
    expect(b).toEqual(a);
    expect(c.events).not.toEqual(a.events);
  });

  it('writes what Generate writes when the policy is content', async () => {
    const plain = await run(random(8), { ...BASE, settings: WARM, limit: { until: 'end', tokens: 40 } });
    const policy = { ...AUTO.policy, threshold: -1, budget: 40 };
    const watched = await run(random(8), {
      ...AUTO,
      settings: WARM,
      seed: BASE.seed,
      policy,
      topK: BASE.topK,
    });
    expect(first(watched.events).tokens).toEqual(first(plain.events).tokens);
    expect(decisions(watched.events).length).toBeGreaterThan(0);
  });

  it('judges what stands already, and writes nothing where all of it passes', async () => {
    const engine = writer(TEXT);
    const written = first((await run(engine, { ...BASE, limit: { until: 'end', tokens: 200 } })).events);
    const standing = { tokens: written.tokens, end: written.end };
    const { events, outcome } = await run(engine, { ...AUTO, open: null, standing });
    expect(outcome.cause).toBe('stop-token');
    expect(events.map(({ type }) => type)).toEqual(['decision', 'decision', 'decision']);
    expect(decisions(events).map(({ why }) => why.split(':')[0])).toEqual(['step 1', 'step 2', 'the answer']);
  });

  it('says why, and keeps the surest try when none passes', async () => {
    const policy = { ...AUTO.policy, threshold: 100, interventions: 2, budget: 500 };
    const { events } = await run(writer(TEXT), { ...AUTO, policy });
    const whys = decisions(events).map(({ why }) => why);
    expect(whys[0]).toMatch(/^step 1: self-certainty \d+\.\d\d nats, below 100: taken back, try 1 of 2$/);
    expect(whys[1]).toMatch(/taken back, try 2 of 2/);
    expect(whys[2]).toMatch(/after 2 of 2 tries/);
    expect(whys.some((why) => why.endsWith('stays, the surest of 3 tries') || why.endsWith('stays'))).toBe(
      true,
    );
    const { branches } = foldTrace(events);
    expect(branches[1]?.label).toMatch(/^auto: step 1 again, try 1 of 2: certainty \d+\.\d\d < 100$/);
    expect(branches.map(({ reason }) => reason)).toEqual(['answer', 'backtrack', 'backtrack']);
    expect(branches.map(({ seed }) => seed)).toEqual([5, 6, 7]);
    expect(branches.map(({ settings }) => settings.temperature)).toEqual([0, 1, 1]);
  });

  it('writes the marker after the step, as forced tokens of a new branch', async () => {
    const policy = { ...AUTO.policy, threshold: 100, remedy: WAIT, interventions: 1 };
    const engine = writer(TEXT);
    const { events } = await run(engine, { ...AUTO, policy });
    const { branches } = foldTrace(events);
    expect(branches).toHaveLength(2);
    expect(branches[1]).toMatchObject({ reason: 'wait', parent: 0 });
    expect(textOf(engine, branches[1])).toMatch(/^Step 1: 1 \+ 1 = 2\.\nWait,/);
    expect(branches[1]?.own[0]?.forced).toBe('marker');
  });

  it('asks P(True) of the finished answer, and goes back to its least certain step', async () => {
    const policy = { ...AUTO.policy, signal: 'ptrue', threshold: 1.1, budget: 300 } as const;
    const { events } = await run(writer(TEXT), { ...AUTO, policy });
    expect(events.filter(({ type }) => type === 'ptrue').length).toBeGreaterThan(0);
    const [asked] = decisions(events);
    expect(asked?.why).toMatch(
      /^the answer: P\(True\) \d\.\d\d, below 1\.1: taken back to step \d: least certain/,
    );
    expect(asked?.value).toBeGreaterThan(0);
  });

  it('stops when told to, and what is made stays', async () => {
    const stop = new AbortController();
    const policy = { ...AUTO.policy, threshold: 100, budget: 500 };
    let seen = 0;
    const { events, outcome } = await run(
      random(2),
      { ...AUTO, policy },
      { signal: stop.signal },
      (event) => {
        if (event.type === 'tokens' && ++seen === 5) stop.abort();
      },
    );
    expect(outcome.cause).toBe('aborted');
    expect(generated(events)).toBe(5);
    expect(foldTrace(events).branches.at(-1)?.end).toBe('aborted');
  });

  it('never takes back what was forced', async () => {
    const planted = [{ kind: 'planted', content: 'Step 1: 1 + 1 = 3' }] as const;
    const engine = random(4);
    const written = first((await run(engine, { ...BASE, forced: planted, settings: WARM })).events);
    const standing = { tokens: written.tokens, end: written.end };
    const policy = { ...AUTO.policy, threshold: 100, budget: 100 };
    const { events } = await run(engine, { ...AUTO, open: null, standing, policy });
    const opened = events.filter((event) => event.type === 'branch');
    const forced = written.tokens.filter(({ forced: kind }) => kind !== null).length;
    expect(opened.length).toBeGreaterThan(0);
    for (const { at } of opened) expect(at).toBeGreaterThanOrEqual(forced);
  });

  it.each([{ budget: 0 }, { retries: 0 }, { interventions: 1.5 }, { threshold: NaN }])(
    'refuses a policy that makes no sense: %o',
    async (change) => {
      const policy = { ...AUTO.policy, ...change };
      await expect(run(random(), { ...AUTO, policy })).rejects.toMatchObject({ code: 'bad-input' });
    },
  );
});
