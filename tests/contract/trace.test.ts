import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { TRACE_VERSION } from '#core/trace/events.ts';
import type { TokenEvent, TraceEvent } from '#core/trace/events.ts';
import { EMPTY_VIEW, appendEvents, foldTrace } from '#core/trace/fold.ts';
import type { TraceView } from '#core/trace/fold.ts';
import { MIGRATIONS, migrateTrace } from '#core/trace/migrations.ts';
import { canonicalJson, parseTrace, serialiseTrace } from '#core/trace/serialise.ts';
import { validateTrace } from '#core/trace/validate.ts';
import { eventsArbitrary, traceArbitrary } from './trace-arbitrary.ts';

const TOKEN: TokenEvent = {
  id: 5,
  bytes: 'a',
  logprob: -0.5,
  rank: 1,
  entropy: 1,
  varentropy: 1,
  margin: 0.5,
  selfCertainty: 2,
  sampledProb: 0.6,
  forced: null,
  special: false,
  top: [],
};
const GREEDY = { temperature: 0, topP: 1, topK: 0 };
const COST = { generated: 2, forced: 1, computed: 3, reused: 4, milliseconds: 5 };

function branch(id: number, parent: number | null, at: number): TraceEvent {
  const reason = parent === null ? 'answer' : 'wait';
  return {
    type: 'branch',
    branch: id,
    parent,
    at,
    reason,
    label: '',
    settings: GREEDY,
    seed: 1,
    time: 0,
    userTurn: null,
  };
}
function tokens(id: number, at: number, ...list: readonly Partial<TokenEvent>[]): TraceEvent {
  return { type: 'tokens', branch: id, at, tokens: list.map((one) => ({ ...TOKEN, ...one })), time: 0 };
}
/** Everything a view says, as plain data. */
function plain(view: TraceView): unknown {
  return view.branches.map((b) => ({
    id: b.id,
    parent: b.parent,
    at: b.at,
    tokens: b.tokens,
    own: b.own,
    end: b.end,
    error: b.error,
    cost: b.cost,
    ptrue: b.ptrue,
    names: [b.name, b.givenName],
    pinned: b.pinned,
    pruned: b.pruned,
    decisions: b.decisions,
    checks: b.checks,
    messages: b.messages,
    children: b.children,
    mean: b.meanSelfCertainty,
    textLength: b.textLength,
  }));
}

describe('fold', () => {
  const story = [
    branch(0, null, 0),
    tokens(
      0,
      0,
      { id: 1, selfCertainty: 1 },
      { id: 2, selfCertainty: 3 },
      { id: 0, special: true, selfCertainty: 90 },
    ),
    { type: 'end', branch: 0, cause: 'stop-token', time: 0, error: null, cost: COST },
    branch(1, 0, 1),
    tokens(1, 1, { id: 7, forced: 'marker', selfCertainty: 50 }, { id: 8, selfCertainty: 5 }),
  ] satisfies TraceEvent[];

  it('gives a child what its parent had before the fork, then its own', () => {
    const [first, second] = foldTrace(story).branches;
    expect(second?.tokens.map((t) => t.id)).toEqual([1, 7, 8]);
    expect(second?.own.map((t) => t.id)).toEqual([7, 8]);
    expect(first?.children).toEqual([1]);
    expect(first?.end).toBe('stop-token');
    expect(second?.end).toBeNull();
  });

  it('leaves forced and special tokens out of the mean', () => {
    const [first, second] = foldTrace(story).branches;
    expect(first?.meanSelfCertainty).toBe(2);
    expect(second?.meanSelfCertainty).toBe(3);
    expect(foldTrace([branch(0, null, 0)]).branches[0]?.meanSelfCertainty).toBeNull();
  });

  it('says where text ends before the stop token', () => {
    expect(foldTrace(story).branches.map((b) => b.textLength)).toEqual([2, 3]);
  });

  it('adds up the cost of runs and reopens a branch that is gone on with', () => {
    const end: TraceEvent = { type: 'end', branch: 0, cause: 'step-end', time: 0, error: null, cost: COST };
    const events = [branch(0, null, 0), tokens(0, 0, {}), end, tokens(0, 1, {})];
    expect(foldTrace(events).branches[0]?.end).toBeNull();
    expect(foldTrace([...events, end]).branches[0]?.cost).toEqual({
      generated: 4,
      forced: 2,
      computed: 6,
      reused: 8,
      milliseconds: 10,
    });
  });

  it('calls a branch what the last note says, and gives it its label back', () => {
    const note = (name: string | null, pinned: boolean, pruned: boolean): TraceEvent => ({
      ...{ type: 'note', branch: 0, name, pinned, pruned, time: 0 },
    });
    const [noted] = foldTrace([branch(0, null, 0), note('mine', true, false)]).branches;
    expect([noted?.name, noted?.pinned, noted?.pruned]).toEqual(['mine', true, false]);
    const [again] = foldTrace([
      branch(0, null, 0),
      note('mine', true, false),
      note(null, false, true),
    ]).branches;
    expect([again?.name, again?.givenName, again?.pinned, again?.pruned]).toEqual(['', null, false, true]);
  });

  it('is the same whole and in any batches, and leaves earlier views as they were', () => {
    fc.assert(
      fc.property(eventsArbitrary, fc.array(fc.nat(5), { maxLength: 30 }), (events, sizes) => {
        const earlier: { view: TraceView; seen: string; count: number }[] = [];
        let view = EMPTY_VIEW;
        let done = 0;
        for (const size of [...sizes, events.length]) {
          view = appendEvents(view, events.slice(done, done + size));
          done = Math.min(events.length, done + size);
          earlier.push({ view, seen: JSON.stringify(plain(view)), count: done });
        }
        expect(plain(view)).toEqual(plain(foldTrace(events)));
        for (const { view, seen } of earlier) expect(JSON.stringify(plain(view))).toBe(seen);
      }),
    );
  });

  it('lets two readers go on from one view in different ways', () => {
    const base = foldTrace([branch(0, null, 0), tokens(0, 0, { id: 1 })]);
    const left = appendEvents(base, [tokens(0, 1, { id: 2 })]);
    const right = appendEvents(base, [tokens(0, 1, { id: 3 })]);
    expect(left.branches[0]?.tokens.map((t) => t.id)).toEqual([1, 2]);
    expect(right.branches[0]?.tokens.map((t) => t.id)).toEqual([1, 3]);
    expect(base.branches[0]?.tokens.map((t) => t.id)).toEqual([1]);
  });

  it.each([
    ['tokens before a branch', [tokens(0, 0, {})]],
    ['a gap in the tokens', [branch(0, null, 0), tokens(0, 1, {})]],
    ['branches out of order', [branch(1, null, 0)]],
    ['an unknown parent', [branch(0, 4, 0)]],
    ['more kept than there is', [branch(0, null, 0), branch(1, 0, 1)]],
    [
      'a decision beyond the text',
      [
        branch(0, null, 0),
        {
          ...{ type: 'decision', branch: 0, at: 1, signal: 'entropy', value: 1, threshold: 1 },
          ...{ action: 'stop', why: '', time: 0 },
        },
      ],
    ],
  ] as [string, TraceEvent[]][])('refuses %s', (_, events) => {
    expect(() => foldTrace(events)).toThrow(expect.objectContaining({ code: 'malformed-file' }));
  });
});

describe('serialise and validate', () => {
  it('reads back what it wrote, and writes the same bytes again', () => {
    fc.assert(
      fc.property(traceArbitrary, (trace) => {
        const text = serialiseTrace(trace);
        const read = parseTrace(text);
        expect(read).toEqual(trace);
        if (!(read instanceof AppError)) expect(serialiseTrace(read)).toBe(text);
      }),
    );
  });

  it('gives the same bytes whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const turned = JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
          typeof inner === 'object' && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).reverse())
            : inner,
        ) as unknown;
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses numbers that JSON has no word for', () => {
    for (const bad of [NaN, Infinity, -Infinity])
      expect(() => canonicalJson({ bad })).toThrow(/cannot be written/);
  });

  it('answers any JSON with a trace or one AppError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = validateTrace(value);
        expect(read).toBeInstanceOf(AppError);
      }),
    );
  });

  it('answers any damage to a trace with a valid trace or one AppError, never an internal one', () => {
    const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(NaN, Infinity, -1, 1.5, 2 ** 60, '', '__proto__'));
    fc.assert(
      fc.property(
        traceArbitrary,
        fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
        junk,
        (trace, path, value) => {
          const copy = JSON.parse(JSON.stringify(trace)) as unknown;
          damage(copy, path, value);
          const read = validateTrace(copy);
          if (read instanceof AppError)
            expect(['malformed-file', 'unsupported-version']).toContain(read.code);
          else expect(parseTrace(serialiseTrace(read))).toEqual(read);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses a token outside the vocabulary, and text that is not JSON', () => {
    const [trace] = fc.sample(traceArbitrary, { numRuns: 1, seed: 1 });
    const events = [branch(0, null, 0), tokens(0, 0, { id: 300 })];
    expect(validateTrace({ ...trace, events })).toMatchObject({ code: 'malformed-file' });
    expect(
      validateTrace({ ...trace, events: [branch(0, null, 0), tokens(0, 0, { id: 299 })] }),
    ).not.toBeInstanceOf(AppError);
    expect(parseTrace('{')).toMatchObject({ code: 'malformed-file' });
  });
});

/** Puts `value` somewhere below `target`: each number of the path picks a key. */
function damage(target: unknown, path: readonly number[], value: unknown): void {
  if (typeof target !== 'object' || target === null) return;
  const keys = Object.keys(target);
  const key = keys[(path[0] ?? 0) % Math.max(1, keys.length)];
  if (key === undefined) return;
  const inner = (target as Record<string, unknown>)[key];
  if (path.length > 1 && typeof inner === 'object' && inner !== null) damage(inner, path.slice(1), value);
  else (target as Record<string, unknown>)[key] = value;
}

describe('migrations', () => {
  it('lead to the present version without a gap', () => {
    expect(MIGRATIONS).toHaveLength(TRACE_VERSION - 1);
  });

  it('run in order from the version of the file', () => {
    const mark = (n: number) => (trace: Readonly<Record<string, unknown>>) => ({
      ...trace,
      seen: [...((trace['seen'] ?? []) as number[]), n],
    });
    const list = [mark(1), mark(2), mark(3)];
    expect(migrateTrace({ header: { version: 2 } }, list, 4)).toEqual({
      header: { version: 2 },
      seen: [2, 3],
    });
    expect(migrateTrace({ header: { version: 4 } }, list, 4)).toEqual({ header: { version: 4 } });
    expect(() => migrateTrace({ header: { version: 1 } }, list, 3)).toThrow(/migrations lead/);
  });

  it('read a trace of version 1', () => {
    fc.assert(
      fc.property(traceArbitrary, (trace) => {
        const later = ['note', 'decision', 'prompt', 'check', 'span', 'close', 'result'];
        const events = trace.events.filter(({ type }) => !later.includes(type));
        const old = { header: { ...trace.header, version: 1 }, events };
        expect(validateTrace(JSON.parse(JSON.stringify(old)))).toEqual({ header: trace.header, events });
      }),
    );
  });

  it('refuse a later version with what to do', () => {
    expect(validateTrace({ header: { version: TRACE_VERSION + 1 } })).toMatchObject({
      code: 'unsupported-version',
    });
  });
});
