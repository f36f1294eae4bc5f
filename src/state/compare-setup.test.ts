import { describe, expect, it } from 'vitest';
import { CompareSetup } from './compare-setup.svelte.ts';
import { ready } from './line-host-fixture.ts';

async function opened(marker: string) {
  const { play } = await ready(`#screen=compare&marker=${encodeURIComponent(marker)}`);
  const setup = new CompareSetup(play);
  const follow = (next: string): void => {
    play.followLink(`#screen=compare&marker=${encodeURIComponent(next)}`);
    setup.followLink();
  };
  const seen = () => ({ isOwn: setup.isOwnMarker, text: setup.ownText, link: play.link.marker });
  return { setup, follow, seen };
}

describe('a marker of one’s own', () => {
  it('stays one while it is typed, also where it is none yet or one of the menu’s', async () => {
    const { setup, seen } = await opened('Hold on.');
    expect(seen()).toEqual({ isOwn: true, text: 'Hold on.', link: 'Hold on.' });
    setup.typeMarker('');
    expect(seen()).toEqual({ isOwn: true, text: '', link: '' });
    expect(setup.issue).toContain('There is nothing to write');
    for (const text of ['S', 'So', 'Sor', 'Sorry']) {
      setup.typeMarker(text);
      expect(seen()).toEqual({ isOwn: true, text, link: text });
    }
    expect(setup.issue).toBeNull();
  });
  it('is put away by one of the menu, and comes back as it was typed', async () => {
    const { setup, seen } = await opened('Hold on.');
    setup.setMarker('So');
    expect(seen()).toMatchObject({ isOwn: false, link: 'So' });
    setup.askOwnMarker();
    expect(seen()).toEqual({ isOwn: true, text: 'Hold on.', link: 'Hold on.' });
    setup.typeMarker('');
    setup.setMarker('');
    expect([seen().isOwn, setup.issue]).toEqual([false, null]);
  });
  it('gives way to what the address brings', async () => {
    const { setup, follow, seen } = await opened('');
    setup.typeMarker('Hm');
    follow('Hold on.');
    expect(seen()).toEqual({ isOwn: true, text: 'Hold on.', link: 'Hold on.' });
    setup.typeMarker('');
    follow('So');
    expect(seen()).toMatchObject({ isOwn: false, link: 'So' });
    follow('');
    expect([seen().isOwn, setup.issue]).toEqual([false, null]);
  });
});
