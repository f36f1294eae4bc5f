/** Methods whose model judges or helps itself over several rounds. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { METHODS } from '#methods/index.ts';
import { routePeers } from '#methods/steps/route-peers.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { attempt } from './method-fixture.ts';
import { talker } from './talker.ts';

const WRONG = ['Step 1: 2 + 2 = 4.\n', 'Step 2: 5 + 1 = 6.\n', 'The answer is 6.'];
const branchesOf = ({ events }: ItemRun) => foldTrace(events).branches;
const labelsOf = (run: ItemRun) => branchesOf(run).map(({ label }) => label);

describe('Temporal Consistency', () => {
  const method = METHODS['temporal-consistency'];
  const verdicts = ['First wrong: 1', 'First wrong: −1', 'First wrong: 0'];
  const verifier = (verdict: (conversation: string) => string) =>
    talker(
      (asked) => (/Solution:|your own verdict/.test(asked) ? verdict(asked) : WRONG.join('')),
      [...WRONG, ...verdicts],
    );

  it('stops when the majority has stayed for q rounds, and names the planted mistake', async () => {
    const run = await attempt(method, { engine: verifier(() => 'First wrong: 1') });
    expect(run.location).toMatchObject({ found: 1, gold: 1 });
    expect(labelsOf(run).filter((label) => /^verdict \d, round/.test(label))).toHaveLength(15);
    const vote = await attempt(method, { engine: verifier(() => 'First wrong: 1'), args: { stable: 0 } });
    expect(labelsOf(vote).filter((label) => label.startsWith('verdict'))).toHaveLength(5);
  });

  it('shows a verifier its own last verdict and no other', async () => {
    // The first verdict is wrong; whoever sees it corrects it.
    const verdict = (asked: string): string =>
      asked.includes('your own verdict') ? 'First wrong: 1' : 'First wrong: 0';
    const run = await attempt(method, { engine: verifier(verdict), args: { verifiers: 2 } });
    expect(run.location?.found).toBe(1);
    const again = branchesOf(run).filter(({ label }) => label.includes('round'));
    expect(again[0]?.messages?.map(({ content }) => content)[1]).toBe('First wrong: 0');
    for (const { messages } of again) expect(messages).toHaveLength(3);
    expect(again.at(-1)?.messages?.[1]?.content).toBe('First wrong: 1');
  });

  it('keeps the draft where nothing is held for wrong, and where no verdict can be read', async () => {
    const none = await attempt(method, { engine: verifier(() => 'First wrong: −1') });
    expect([none.chosen, none.candidates.length, none.location?.found]).toEqual([0, 1, null]);
    const unread = await attempt(method, { engine: verifier(() => WRONG.join('')), args: { rounds: 2 } });
    expect(unread.reason).toMatch(/^no verdict could be read after 2 rounds/);
  });
});

describe('LeaP', () => {
  const lines = ['Step 1: 2 + 2 = 4.\n', 'Step 2: 4 + 1 = 5.\n', 'The answer is 5.'];
  const writes = talker(() => [...Array(6).fill(lines[0]), ...lines].join(''), lines);

  it('shows every unfinished path what its peers say, in turns of so many tokens', async () => {
    const run = await attempt(METHODS.leap, { engine: writes, args: { every: 4, turns: 2, summary: 4 } });
    const labels = labelsOf(run);
    expect(labels.filter((label) => label === 'summary')).toHaveLength(4);
    const shown = branchesOf(run).filter(({ label }) => label === 'turn 2');
    expect(shown).toHaveLength(4);
    for (const { own } of shown) {
      const forced = own.filter((token) => token.forced !== null).map(({ bytes }) => bytes);
      expect(forced.join('')).toMatch(/Others say:\n- .*\n- .*\nDo they come to something else/s);
    }
  });

  it('exchanges nothing without peers, and forces an answer after the last turn', async () => {
    const run = await attempt(METHODS.leap, { engine: writes, args: { every: 4, turns: 1, peers: 0 } });
    expect(labelsOf(run)).not.toContain('summary');
    const ends = branchesOf(run).filter(({ label }) => label === 'answer');
    expect(ends).toHaveLength(4);
    for (const { own } of ends) expect(own[0]?.forced).toBe('marker');
  });

  it('routes by likeness', () => {
    const summaries = ['it is five', 'it is fine', 'x = 6', 'it is 5'];
    const routed = (routing: 'dispersed' | 'clustered' | 'hybrid') =>
      routePeers(summaries, 0, { routing, peers: 2 });
    expect(routed('dispersed')).toEqual([2, 3]);
    expect(routed('clustered')).toEqual([1, 3]);
    expect(routed('hybrid')).toEqual([2, 1]);
  });
});
