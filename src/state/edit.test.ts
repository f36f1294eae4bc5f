import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { editIssue, editedText, stepPlace, tokenPlace } from './edits.ts';
import type { EditPlace } from './edits.ts';
import { ready } from './line-host-fixture.ts';
import type { Play } from './play.svelte.ts';

function places(play: Play, index: number): { token: EditPlace; step: EditPlace } {
  const { branch, rows } = play.view;
  const token = branch === null ? null : tokenPlace(branch, index);
  const step = branch === null ? null : stepPlace(branch, rows, index);
  if (token === null || step === null) throw new Error('no such token');
  return { token, step };
}

const at = (kind: 'token' | 'step', text: string): EditPlace => ({
  kind,
  branch: 0,
  from: 3,
  text,
  name: 'x',
});

describe('what is written over', () => {
  it('keeps the space before a token and the line break after a step, unless others are typed', () => {
    expect(editedText(at('token', ' 18'), '81')).toBe(' 81');
    expect(editedText(at('token', ' 18'), '  81')).toBe('  81');
    expect(editedText(at('step', 'Step 1: 9 + 9 = 18.\n'), 'Step 1: 9 * 9 = 81. ')).toBe(
      'Step 1: 9 * 9 = 81.\n',
    );
    expect(editedText(at('token', '\n'), 'and')).toBe('and');
  });
  it('refuses what is empty or the same', () => {
    expect(editIssue(at('token', ' 18'), '  ')).toContain('nothing to write');
    expect(editIssue(at('token', ' 18'), '18')).toContain('stands here already');
    expect(editIssue(at('token', ''), 'Wait')).toBeNull();
  });
});

describe('Edit and go on', () => {
  it('goes on from a token with other text', async () => {
    const { play, host } = await ready();
    await play.generate();
    play.view.selectToken(1);
    const { token } = places(play, 1);
    await play.edit(token, 'Step 2: 1 + 1 = 2.');
    expect(host.asked[1]).toMatchObject({
      branch: 1,
      open: { parent: 0, at: 1, reason: 'edit' },
      forced: [{ kind: 'edited', content: 'Step 2: 1 + 1 = 2.' }],
    });
    expect(play.view.branch?.label).toMatch(/^“Step 2: 1 \+ 1 = 2.” written instead of “/);
  });
  it('rewrites a step on a line of its own', async () => {
    const { play, host } = await ready();
    await play.generate();
    play.view.selectToken(1);
    const { step } = places(play, 1);
    await play.edit(step, 'Step 2: 1 + 1 = 2.');
    expect(host.asked[1]).toMatchObject({
      open: { at: step.from, label: 'step 2 rewritten' },
      forced: [{ kind: 'edited', content: 'Step 2: 1 + 1 = 2.\n' }],
    });
    expect(play.view.rows[1]).toMatchObject({ forced: 'edited', text: 'Step 2: 1 + 1 = 2.' });
  });
  it('keeps what was typed when it is refused or the run fails, until a branch has come of it', async () => {
    const { play, host } = await ready();
    await play.generate();
    play.view.selectToken(0);
    const { token, step } = places(play, 0);
    const { header } = play.live;
    play.edits.type(header, token, ' ');
    await play.edit(token, ' ');
    expect(play.said).toContain('nothing to write');
    expect(host.asked).toHaveLength(1);
    play.edits.type(header, token, 'So');
    host.fails = new AppError('out-of-memory', 'Too much. Choose a smaller model.');
    await play.edit(token, 'So');
    expect(play.edits.at(header, token)).toBe('So');
    expect(play.edits.at(header, step)).toBe(step.text.trim());
    host.fails = null;
    await play.edit(token, 'So');
    expect(play.view.summaries).toHaveLength(2);
    expect(play.edits.at(header, token)).toBe(token.text.trim());
  });
  it('says what is missing', async () => {
    const { play } = await ready();
    expect(play.reasons.edit).toContain('There is no answer yet');
    await play.generate();
    expect(play.reasons.edit).toContain('Select a token first');
  });
});
