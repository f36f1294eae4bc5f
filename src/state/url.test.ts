import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_MODELS } from './compare-models.ts';
import { isMarkerText } from './compare-treatment.ts';
import {
  BEGINNINGS,
  CORRECTION_TIMES,
  FEEDBACK_SOURCES,
  MOST_METHODS,
  MOST_PROBLEMS,
  PROBLEM_SOURCES,
  formatMethods,
} from './method-link.ts';
import { SIGNALS, UNDERLINES } from './signals.ts';
import {
  DIFFICULTIES,
  LINK_DEFAULTS,
  MAX_LINKED_PROBLEM,
  MAX_SEED,
  MAX_TOKENS,
  SCREENS,
  THEMES,
  TYPE_SIZES,
  formatLink,
  isLinkableProblem,
  keepUnsaid,
  parseLink,
} from './url.ts';

const link = fc.record({
  screen: fc.constantFrom(...SCREENS),
  run: fc.stringMatching(/^[\w-]{0,64}$/),
  model: fc.stringMatching(/^[\w.-]{0,64}$/),
  seed: fc.integer({ min: 0, max: MAX_SEED }),
  difficulty: fc.constantFrom(...DIFFICULTIES),
  problem: fc.oneof(
    fc.constant(''),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 900 }).filter(isLinkableProblem),
  ),
  signal: fc.constantFrom(...SIGNALS),
  underline: fc.constantFrom(...UNDERLINES),
  theme: fc.constantFrom(...THEMES),
  type: fc.constantFrom(...TYPE_SIZES),
  temperature: fc.integer({ min: 0, max: 200 }).map((n) => n / 100),
  parent: fc.stringMatching(/^[\w.-]{0,64}$/),
  reads: fc
    .array(fc.integer({ min: 0, max: 10 }), { minLength: 4, maxLength: 4 })
    .map((weights) => weights.join('-')),
  seconds: fc.integer({ min: 5, max: 3600 }),
  tokens: fc.integer({ min: 0, max: MAX_TOKENS }),
  rate: fc.integer({ min: 1, max: 1000 }).map((n) => n / 100_000),
  draw: fc.integer({ min: 0, max: MAX_SEED }),
  items: fc.integer({ min: 8, max: 500 }),
  models: fc
    .array(fc.stringMatching(/^[\w.-]{1,64}$/), { maxLength: MOST_MODELS })
    .map((ids) => ids.join(',')),
  plant: fc.constantFrom('free', 'own-1-slip', 'user-3-wrong-operand'),
  marker: fc.oneof(fc.constant(''), fc.string({ minLength: 1, maxLength: 40 }).filter(isMarkerText)),
  methods: fc
    .array(
      fc.record({
        id: fc.stringMatching(/^[a-z0-9-]{1,24}$/),
        written: fc.dictionary(fc.stringMatching(/^[A-Za-z]\w{0,8}$/), fc.string({ maxLength: 20 }), {
          maxKeys: 3,
          noNullPrototype: true,
        }),
      }),
      { maxLength: MOST_METHODS },
    )
    .map(formatMethods),
  of: fc.constantFrom(...PROBLEM_SOURCES),
  family: fc.constantFrom('word-problem', 'shuffled-objects'),
  level: fc.integer({ min: 1, max: 9 }),
  begin: fc.constantFrom(...BEGINNINGS),
  chance: fc.integer({ min: 0, max: MAX_SEED }),
  count: fc.integer({ min: 1, max: MOST_PROBLEMS }),
  limit: fc.tuple(fc.nat(9_999_999), fc.nat(9_999_999), fc.nat(99_999)).map((limits) => limits.join('-')),
  file: fc.stringMatching(/^([0-9a-f]{16})?$/),
  item: fc.nat(MOST_PROBLEMS),
  when: fc.constantFrom(...CORRECTION_TIMES),
  by: fc.constantFrom(...FEEDBACK_SOURCES),
});

describe('links', () => {
  it('round-trips every state, but for what other screens say', () => {
    fc.assert(
      fc.property(link, (state) => {
        const { state: said, problems } = parseLink(`#${formatLink(state)}`);
        expect(problems).toEqual([]);
        expect(keepUnsaid(said, state)).toEqual(state);
      }),
    );
  });
  it('of a comparison say all of it, and nothing of a run', () => {
    const comparison = {
      ...LINK_DEFAULTS,
      screen: 'compare',
      run: 'kept',
      problem: 'typed',
      models: 'organism-wait,organism-wait-1024',
      plant: 'own-2-slip',
      marker: 'Wait,',
      seed: 7,
    } as const;
    expect(formatLink(comparison)).toBe(
      'screen=compare&seed=7&models=organism-wait,organism-wait-1024&plant=own-2-slip&marker=Wait,',
    );
    expect(formatLink({ ...comparison, screen: 'play' })).toBe('run=kept&seed=7&problem=typed');
  });
  it('reads any hash without throwing, and always gives a valid state', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const { state } = parseLink(hash);
        expect(parseLink(formatLink(state)).state).toEqual(state);
      }),
    );
  });
  it('ignores unknown keys and reports bad values', () => {
    const { state, problems } = parseLink('#seed=-1&signal=vibes&temperature=9&difficulty=4&later=1');
    expect(state).toEqual(LINK_DEFAULTS);
    expect(problems).toHaveLength(3);
    expect(problems[0]).toBe(
      `The link says seed=-1, which is not a whole number from 0 to ${MAX_SEED}; seed stays at its default.`,
    );
  });
  it('carries a problem in own words, and refuses one that is blank or too long', () => {
    const problem = 'Eva has 3 apples & 4 pears.\nHow many? 100 % sure #1';
    expect(parseLink(`#${formatLink({ ...LINK_DEFAULTS, problem })}`).state.problem).toBe(problem);
    const long = parseLink(`#problem=${'x'.repeat(MAX_LINKED_PROBLEM + 1)}`);
    expect(long.state.problem).toBe('');
    expect(long.problems[0]).toMatch(/which is not a text of 1 to 2000 characters/);
    expect(parseLink('#problem=%20').problems).toHaveLength(1);
  });
  it('leaves defaults out', () => {
    expect(formatLink({ ...LINK_DEFAULTS, seed: 7 })).toBe('seed=7');
  });
});
