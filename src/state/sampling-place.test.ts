import { describe, expect, it } from 'vitest';
import { ready } from './line-host-fixture.ts';
import { samplingPlace, settingsWords } from './sampling-place.ts';

describe('how a token was drawn', () => {
  it('goes by the branch that wrote it', async () => {
    const { play } = await ready();
    await play.generate();
    const second = play.view.steps[1];
    if (second === undefined) throw new Error('no second step');
    await play.backtrack(second);
    const { branches } = play.live.view;
    const retake = branches[1];
    if (retake === undefined) throw new Error('no retake');
    const at = (index: number) => samplingPlace(branches, retake, index)?.settings.temperature;
    expect([at(0), at(second.from)]).toEqual([0, 1]);
    expect(samplingPlace(branches, retake, 999)).toBeNull();
  });
  it('knows no draw of a forced token', async () => {
    const { play } = await ready();
    await play.generate();
    await play.wait({ text: 'Wait,' }, 'answer');
    const { branch, tokens } = play.view;
    if (branch === null) throw new Error('no branch');
    const forced = tokens.findIndex((token) => token.forced === 'marker');
    const drawnAt = (index: number) => samplingPlace(play.live.view.branches, branch, index)?.drawn;
    expect(drawnAt(0)).toEqual({ logprob: tokens[0]?.logprob, probability: 1 });
    expect(tokens[forced]?.sampledProb === null ? drawnAt(forced) : null).toBeNull();
  });
  it('says the settings in a few words', () => {
    expect(settingsWords({ temperature: 0, topP: 0.9, topK: 4 })).toBe('greedy');
    expect(settingsWords({ temperature: 0.7, topP: 0.9, topK: 4 })).toBe('T 0.7, top-k 4, top-p 0.9');
  });
});
