/** What a trace says of a method beside its branches: conversations, checks against gold, spans, the result. */
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';

const RESULT = { type: 'result', reason: '', time: 0 } as const;
const MESSAGES = [{ role: 'user', content: 'Check this.' }] as const;
const PROMPT: TraceEvent = { type: 'prompt', branch: 0, messages: MESSAGES, time: 0 };
const CLOSE: TraceEvent = { type: 'close', time: 0 };
const SETTINGS = { temperature: 0, topP: 1, topK: 0 };
const BRANCH: TraceEvent = {
  ...{ type: 'branch', branch: 0, parent: null, at: 0, reason: 'answer', label: '', settings: SETTINGS },
  ...{ seed: 1, time: 0, userTurn: null },
};
const NUMBERS = { logprob: -1, rank: 1, entropy: 1, varentropy: 1, margin: 0, selfCertainty: 1 };
const TOKEN: TraceEvent = {
  ...{ type: 'tokens', branch: 0, at: 0, time: 0 },
  tokens: [{ id: 5, bytes: 'a', ...NUMBERS, sampledProb: 1, forced: null, special: false, top: [] }],
};

describe('a trace of a method', () => {
  it('keeps the conversation of a branch, what gold said, open spans and the result', () => {
    const { branches, openSpans, result } = foldTrace([
      ...[{ type: 'span', name: 'draft', time: 0 } as const, BRANCH, PROMPT, TOKEN, CLOSE],
      { type: 'span', name: 'critique', time: 0 },
      { type: 'check', branch: 0, at: 1, said: 'wrong', time: 0 },
      { ...RESULT, candidates: [{ branch: 0, answer: '4', score: null }], chosen: 0 },
    ]);
    expect(branches.map(({ messages }) => messages)).toEqual([MESSAGES]);
    expect(branches[0]?.checks.map(({ said }) => said)).toEqual(['wrong']);
    expect([openSpans, result?.chosen]).toEqual([['critique'], 0]);
  });

  it.each([
    ['a span that is closed without being opened', [CLOSE]],
    ['a prompt after the first token', [BRANCH, TOKEN, PROMPT]],
    ['a check beyond the text', [BRANCH, { type: 'check', branch: 0, at: 1, said: '', time: 0 }]],
    [
      'a candidate that is no branch',
      [BRANCH, { ...RESULT, candidates: [{ branch: 1, answer: null, score: null }], chosen: null }],
    ],
    ['the choice of a candidate that is not there', [{ ...RESULT, candidates: [], chosen: 0 }]],
  ] as [string, TraceEvent[]][])('refuses %s', (_, events) => {
    expect(() => foldTrace(events)).toThrow(expect.objectContaining({ code: 'malformed-file' }));
  });
});
