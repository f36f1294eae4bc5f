import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { ready } from './line-host-fixture.ts';
import { OWN_MARKER_LENGTH, ownMarkerIssue } from './own-marker.svelte.ts';

describe('Wait with a text of one’s own', () => {
  it('is written as typed, and stays typed', async () => {
    const { play, host } = await ready();
    await play.generate();
    play.ownMarker.text = '  Is that so? ';
    await play.waitOwn('answer');
    expect(host.asked[1]).toMatchObject({
      open: { reason: 'wait', label: '“  Is that so? ” after the answer' },
      forced: [{ kind: 'marker', content: '  Is that so? ' }],
    });
    expect(play.ownMarker.text).toBe('  Is that so? ');
  });
  it('is kept when the lever refuses or the run fails', async () => {
    const { play, host } = await ready();
    play.ownMarker.text = 'Look again.';
    await play.waitOwn('answer');
    expect(play.said).toContain('There is no answer yet');
    await play.generate();
    host.fails = new AppError('out-of-memory', 'Too much. Choose a smaller model.');
    await play.waitOwn('answer');
    expect(play.ownMarker.text).toBe('Look again.');
  });
  it('is refused when it is blank or too long, and long labels are cut', async () => {
    const { play, host } = await ready();
    await play.generate();
    play.ownMarker.text = ' ';
    await play.waitOwn('answer');
    expect(play.said).toContain('nothing to write');
    expect(ownMarkerIssue('x'.repeat(OWN_MARKER_LENGTH + 1))).toContain('Shorten it');
    expect(host.asked).toHaveLength(1);
    play.ownMarker.text = 'x'.repeat(OWN_MARKER_LENGTH);
    await play.waitOwn('answer');
    expect(play.view.branch?.label).toBe(`“${'x'.repeat(40)}…” after the answer`);
  });
});
