import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { serialiseTrace } from '#core/trace/serialise.ts';
import { validateTrace } from '#core/trace/validate.ts';
import { fileOfRun, fileOfRuns, readRunFile } from './runs-file.ts';
import { traceOf } from './runs-fixture.ts';
import { recordOf } from './runs-record.ts';
import { MAX_SHARE_CHARACTERS, readShared, shareHash } from './runs-share.ts';

const RUN = recordOf(traceOf(2), { id: 'a', createdAt: 1, title: null }, 2);
const FILES = [fileOfRun(RUN).text, fileOfRuns([RUN, { ...RUN, title: 'Second “run”' }]).text];

/** Every run that is read can be kept, and everything else is refused in words. */
function expectReadOrRefused(text: string): void {
  try {
    for (const { trace } of readRunFile(text)) {
      expect(validateTrace(trace)).toEqual(trace);
      recordOf(trace, { id: 'a', createdAt: 1, title: null }, 2);
    }
  } catch (thrown) {
    const error = AppError.from(thrown);
    expect(error.code).toBe('bad-input');
    expect(error.message).toMatch(/(Choose|Open|Update) .*\.$/);
  }
}

type Place = readonly (string | number)[];
function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...at, key]))];
}
function replaced(value: unknown, place: Place, by: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner: unknown, i) => (String(i) === key ? replaced(inner, rest, by) : inner));
  if (typeof value !== 'object' || value === null) return by;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, by) : inner]),
  );
}
const awkward = fc.oneof(
  fc.constantFrom<unknown>(null, -1, 0.5, 1e308, 2 ** 53, '', '__proto__', [], {}, true, 'word-problem'),
  fc.jsonValue(),
);

describe('files of runs', () => {
  it('read back what was written, one and several', () => {
    expect(readRunFile(FILES[0] ?? '')).toEqual([{ title: null, trace: traceOf(2) }]);
    expect(readRunFile(FILES[1] ?? '').map(({ title }) => title)).toEqual([RUN.title, 'Second “run”']);
  });
  it.each([
    '',
    'not JSON',
    'null',
    '[]',
    '{}',
    '{"kind":"second-thought runs"}',
    '{"header":{"version":99}}',
  ])('refuses %j and says what to do', (text) => {
    expect(() => readRunFile(text)).toThrow(AppError);
    expectReadOrRefused(text);
  });
  it('says that a file cut short is none, and that a later version wants a later program', () => {
    const [one = ''] = FILES;
    expect(() => readRunFile(one.slice(0, one.length / 2))).toThrow(/It is not JSON\. Choose a/);
    const later = one.replace(/"version":\d+/, '"version":99');
    expect(() => readRunFile(later)).toThrow(/version 99.*Update Second Thought/);
  });
  it('refuses more branches, or readings of P(True), than can be shown', () => {
    const { header, events } = traceOf(1);
    const many = Array.from({ length: 300_000 }, (_, i) => ({ ...events[0], branch: i }));
    expect(() => readRunFile(JSON.stringify({ header, events: many }))).toThrow(
      /300,000 events “branch”, and at most 5,000/,
    );
    const order = { pTrue: 0.5, mass: 1 };
    const reading = { question: '', answer: '', pTrue: 0.5, trueFirst: order, falseFirst: order };
    const asked = Array.from({ length: 100_000 }, () => ({
      type: 'ptrue',
      branch: 0,
      at: 0,
      reading,
      time: 0,
    }));
    expect(() => readRunFile(JSON.stringify({ header, events: [events[0], ...asked] }))).toThrow(
      /100,000 events “ptrue”/,
    );
  });
  it('takes nothing from keys of prototypes, and refuses what is nested without end', () => {
    const [text = ''] = FILES;
    const poisoned = text.replace(
      '"header":{',
      '"__proto__":{"evil":1},"header":{"constructor":1,"__proto__":{"seed":9},',
    );
    expect(readRunFile(poisoned)).toEqual(readRunFile(text));
    expect('evil' in {}).toBe(false);
    const deep = text.replace('"args":{', `"args":{"x":${'['.repeat(200_000)}${']'.repeat(200_000)},`);
    expect(deep).not.toBe(text);
    expect(() => readRunFile(deep)).toThrow(/not JSON|less deeply nested/);
  });
  it('refuses branches that would copy one another without end', () => {
    const { header, events } = traceOf(1);
    const first = events[0];
    if (first?.type !== 'branch') throw new Error('no branch');
    const children = Array.from({ length: 9 }, (_, i) => ({ ...first, branch: i + 1, parent: 0, at: 3e6 }));
    expect(() => readRunFile(JSON.stringify({ header, events: [...events, ...children] }))).toThrow(
      /keep 27000000 tokens/,
    );
  });
  it('survives any text put in place of any other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.nat(), fc.nat(40), fc.string(), (text, at, length, by) => {
        const from = at % text.length;
        expectReadOrRefused(text.slice(0, from) + by + text.slice(from + length));
      }),
      { numRuns: 300 },
    );
  });
  it('survives any value put in place of any other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.nat(), awkward, (text, pick, by) => {
        const value: unknown = JSON.parse(text);
        const places = placesOf(value);
        const place = places[pick % places.length] ?? [];
        expectReadOrRefused(JSON.stringify(replaced(value, place, by)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('runs in links', () => {
  it('come out as they went in, and are not searched for where there are none', async () => {
    const hash = await shareHash(serialiseTrace(traceOf(2)));
    expect(hash).toMatch(/^t=[\w-]+$/);
    expect(await readShared(`#seed=3&${hash}`)).toEqual(traceOf(2));
    expect(await readShared('#seed=3')).toBeNull();
  });
  it('are refused with words when they are too long', async () => {
    const noise = Array.from({ length: MAX_SHARE_CHARACTERS }, (_, i) => Math.sin(i)).join();
    await expect(shareHash(noise)).rejects.toThrow(/at most 60,000 get through. Export it as a file/);
  });
  it('are refused when they unpack to more than a run', async () => {
    const bomb = await shareHash(' '.repeat(20_000_000));
    await expect(readShared(`#${bomb}`)).rejects.toMatchObject({ code: 'bad-input' });
  });
  it('survive any damage', async () => {
    const hash = await shareHash(serialiseTrace(traceOf(1)));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(9), fc.string({ maxLength: 5 }), async (at, length, by) => {
        const from = 2 + (at % (hash.length - 2));
        const damaged = hash.slice(0, from) + encodeURIComponent(by) + hash.slice(from + length);
        try {
          const trace = await readShared(`#${damaged}`);
          if (trace !== null) expect(validateTrace(trace)).toEqual(trace);
        } catch (thrown) {
          expect(AppError.from(thrown).code).toBe('bad-input');
        }
      }),
      { numRuns: 200 },
    );
  });
});
