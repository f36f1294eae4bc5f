import { describe, expect, it } from 'vitest';
import { MARKERS } from '#scoring/steps/markers.ts';
import { ready } from './line-host-fixture.ts';

describe('Wait with all markers', () => {
  it('writes every marker and control from the same place of the same branch', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2');
    await play.generate();
    const end = play.view.branch?.textLength;
    await play.waitAll('answer');
    const opened = host.asked.slice(1).map((request) => request.type === 'continue' && request.open);
    expect(opened).toHaveLength(MARKERS.length);
    for (const open of opened) expect(open).toMatchObject({ parent: 0, at: end, reason: 'wait' });
    expect(play.view.summaries).toHaveLength(1 + MARKERS.length);
    expect(play.said).toContain(`All ${MARKERS.length} markers and controls tried`);
  });
  it('stops between two of them', async () => {
    const { play, host } = await ready();
    await play.generate();
    host.onRun = (index) => {
      if (index === 2) play.stop();
    };
    await play.waitAll('answer');
    expect(host.asked).toHaveLength(3);
    expect(play.said).not.toContain('tried');
    expect(play.running).toBeNull();
  });
  it('says why there is nowhere to write', async () => {
    const { play, host } = await ready();
    await play.waitAll('answer');
    expect(play.said).toContain('There is no answer yet');
    expect(host.asked).toHaveLength(0);
  });
});
