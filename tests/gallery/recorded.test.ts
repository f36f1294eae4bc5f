/** The gallery's traces are what the shipped organism writes now; else: node scripts/record-gallery.mjs. */
import { describe, expect, test } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { Trace } from '#core/trace/events.ts';
import { record } from './record.ts';
import { ENGINE, FOUND, TRACES } from './recorded.ts';

const now = await record(() => '');
const { levers, planted, sampled, ownText, auto, compared, comparedEarlier } = TRACES;

test('the engine says of itself what was written down', () => {
  expect(now.info).toEqual(ENGINE);
});
test('the vocabulary is searched with the same result', () => {
  const told = ({ tokens }: typeof FOUND) => tokens.map(({ id, rank, bytes }) => [id, rank, bytes]);
  expect(told(now.found)).toEqual(told(FOUND));
});
describe.each<[string, Trace]>([
  ['levers', levers],
  ['planted', planted],
  ['sampled', sampled],
  ['own-text', ownText],
  ['auto', auto],
  ['compared', compared],
  ['compared-earlier', comparedEarlier],
])('%s', (name, then) => {
  test('the levers write it again', () => {
    const again = now.traces[name];
    expect({ ...again?.header, createdAt: null }).toEqual({ ...then.header, createdAt: null });
    const [was, is] = [then, again].map((trace) => foldTrace(trace?.events ?? []).branches);
    expect(is?.map(({ label, reason, end }) => [label, reason, end])).toEqual(
      was?.map(({ label, reason, end }) => [label, reason, end]),
    );
    for (const [i, branch] of (was ?? []).entries()) {
      const tokens = is?.[i]?.tokens ?? [];
      expect(tokens.map(({ id, forced }) => [id, forced])).toEqual(
        branch.tokens.map(({ id, forced }) => [id, forced]),
      );
      for (const [k, { logprob }] of branch.tokens.entries())
        expect(tokens[k]?.logprob).toBeCloseTo(logprob, 3);
    }
  });
});
