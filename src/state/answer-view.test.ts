import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '#core/trace/events.ts';
import { AnswerView } from './answer-view.svelte.ts';
import { LiveTrace } from './live-trace.svelte.ts';
import { ready } from './line-host-fixture.ts';
import { token } from './token-fixture.ts';

const STEPS = [
  'Step 1: 8 * 9 = 71.\n',
  'Wait, let me check.\n',
  'Step 1: 8 * 9 = 72.\n',
  'Step 2: 72 + 1 = 73.',
];

describe('corrections on screen', () => {
  it('are found when a row settles, and for the last row at the end', async () => {
    const { play } = await ready('#seed=7&difficulty=2');
    await play.generate();
    const header = play.live.header;
    if (header === null) throw new Error('no trace');
    const live = new LiveTrace();
    const view = new AnswerView(live);
    live.begin({ ...header, problem: { text: 'Free text', generated: null } });
    const settings = { temperature: 0, topP: 1, topK: 0 };
    const birth: TraceEvent = {
      ...{ type: 'branch', branch: 0, parent: null, at: 0, reason: 'answer', label: 'greedy' },
      ...{ settings, seed: 1, time: 0, userTurn: null },
    };
    live.append([birth]);
    const found = STEPS.map((bytes, at) => {
      live.append([{ type: 'tokens', branch: 0, at, tokens: [token({ bytes })], time: 0 }]);
      return view.corrections.map((one) => one?.corrects?.number ?? null);
    });
    expect(found).toEqual([[], [null], [null, null], [null, null, 1]]);
    const cost = { generated: 4, forced: 0, computed: 4, reused: 0, milliseconds: 0 };
    live.append([{ type: 'end', branch: 0, cause: 'stop-token', time: 0, error: null, cost }]);
    expect(view.corrections).toHaveLength(4);
    live.begin({ ...header, seed: 2 });
    expect(view.corrections).toEqual([]);
  });
});
