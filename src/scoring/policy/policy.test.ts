import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicySignal, TokenEvent } from '#core/trace/events.ts';
import { DEFAULT_THRESHOLDS, POLICY_DEFAULTS, decide, surestWhy } from './decide.ts';
import type { AutoPolicy, Measured } from './decide.ts';
import { fails, measureStep, surest } from './measure.ts';

const token = (change: Partial<TokenEvent>): TokenEvent => ({
  id: 1,
  bytes: 'x',
  logprob: -1,
  rank: 1,
  entropy: 0.1,
  varentropy: 0,
  margin: 0.5,
  selfCertainty: 4,
  sampledProb: 1,
  forced: null,
  special: false,
  top: [],
  ...change,
});
const POLICY: AutoPolicy = {
  signal: 'certainty',
  threshold: 4,
  remedy: { kind: 'backtrack' },
  ...POLICY_DEFAULTS,
};
const LOW: Measured = {
  name: 'step 2',
  value: 3.1,
  from: null,
  surest: true,
  repeated: false,
  remedies: 1,
  interventions: 1,
  spent: 40,
};
const signals = fc.constantFrom<PolicySignal>('certainty', 'entropy', 'ptrue');

describe('measureStep', () => {
  it('looks at what the model chose itself, and at nothing else', () => {
    const tokens = [
      token({ selfCertainty: 2, entropy: 0.2 }),
      token({ selfCertainty: 4, entropy: 0.9 }),
      token({ selfCertainty: 99, entropy: 9, forced: 'marker' }),
      token({ selfCertainty: 99, entropy: 9, special: true }),
    ];
    expect(measureStep('certainty', tokens)).toBe(3);
    expect(measureStep('entropy', tokens)).toBe(0.9);
    expect(measureStep('entropy', tokens.slice(2))).toBeNull();
  });
});

describe('surest', () => {
  it('is a value that none other passes by, the first of equals', () => {
    fc.assert(
      fc.property(
        signals,
        fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 6 }),
        (signal, values) => {
          const best = surest(signal, values);
          const known = values.filter((value) => value !== null);
          const wanted = signal === 'entropy' ? Math.min(...known) : Math.max(...known);
          expect(best).toBe(known.length === 0 ? -1 : values.indexOf(wanted));
        },
      ),
    );
  });
});

describe('decide', () => {
  it('says what was measured, what was asked and what is done', () => {
    expect(decide(POLICY, LOW)).toEqual({
      deed: 'retake',
      why: 'step 2: self-certainty 3.10 nats, below 4: taken back, try 2 of 2',
    });
    expect(decide(POLICY, { ...LOW, value: 4 })).toEqual({
      deed: 'accept',
      why: 'step 2: self-certainty 4.00 nats, not below 4',
    });
    const entropy = {
      ...POLICY,
      signal: 'entropy',
      threshold: 0.5,
      remedy: { kind: 'inject', marker: 'Wait,' },
    } as const;
    expect(decide(entropy, { ...LOW, value: 0.7 })).toEqual({
      deed: 'inject',
      why: 'step 2: highest entropy 0.70 nats, above 0.5: “Wait,” written after it, 2 of 2',
    });
    const answer = { ...LOW, name: 'the answer', value: 0.3, from: 'step 1: least certain, 3.1' };
    expect(decide({ ...POLICY, signal: 'ptrue', threshold: 0.5 }, answer).why).toBe(
      'the answer: P(True) 0.30, below 0.5: taken back to step 1: least certain, 3.1, try 2 of 2',
    );
  });
  it('notes a remedy that gave the same text', () => {
    expect(decide(POLICY, { ...LOW, repeated: true }).why).toMatch(/; the same text came again$/);
  });
  it('leaves the last try only for a surer one, and says so of that one', () => {
    const used = { ...LOW, remedies: 2 };
    expect(decide(POLICY, used)).toMatchObject({ deed: 'accept' });
    expect(decide(POLICY, { ...used, surest: false })).toEqual({
      deed: 'give-up',
      why: 'step 2: self-certainty 3.10 nats, below 4, after 2 of 2 tries, no surer than an earlier try: taken back',
    });
    expect(surestWhy(POLICY, { name: 'step 2', value: 3.4 }, 3)).toBe(
      'step 2: self-certainty 3.40 nats, below 4: stays, the surest of 3 tries',
    );
  });
  it('applies a remedy only to what fails, and never beyond a bound', () => {
    const measured = fc.record({
      name: fc.constant('step 1'),
      value: fc.double({ min: -5, max: 20, noNaN: true }),
      from: fc.constant(null),
      surest: fc.boolean(),
      repeated: fc.boolean(),
      remedies: fc.nat(4),
      interventions: fc.nat(10),
      spent: fc.nat(600),
    });
    fc.assert(
      fc.property(signals, fc.boolean(), measured, (signal, injects, now) => {
        const remedy = injects ? ({ kind: 'inject', marker: '' } as const) : ({ kind: 'backtrack' } as const);
        const policy = { ...POLICY, signal, remedy, threshold: DEFAULT_THRESHOLDS[signal] };
        const { deed } = decide(policy, now);
        const isFree =
          now.remedies < policy.retries &&
          now.interventions < policy.interventions &&
          now.spent < policy.budget;
        const isLow = fails(signal, now.value, policy.threshold);
        expect(deed === 'retake' || deed === 'inject').toBe(isLow && isFree);
        if (deed === 'retake') expect(injects).toBe(false);
        if (deed === 'inject') expect(injects).toBe(true);
        if (!isLow) expect(deed).toBe('accept');
        if (deed === 'stop') expect(now.spent).toBeGreaterThanOrEqual(policy.budget);
      }),
    );
  });
});
