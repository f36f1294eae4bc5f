import { describe, expect, it } from 'vitest';
import { LEVERS } from './levers.ts';
import { LEVER_WORDS } from './lever-words.ts';
import { KEY_GROUPS, isUndo, pageKey } from './keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('keys', () => {
  it('pulls levers, in either case', () => {
    expect(pageKey(press('w'), 'page')).toBe('wait');
    expect(pageKey(press('P'), 'control')).toBe('ptrue');
    expect(pageKey(press('ArrowRight'), 'page')).toBe('step');
    expect(pageKey(press('Enter'), 'page')).toBe('generate');
  });
  it('leaves typing alone, but for Esc', () => {
    expect(pageKey(press('w'), 'text')).toBeNull();
    expect(pageKey(press('?'), 'text')).toBeNull();
    expect(pageKey(press('Escape'), 'text')).toBe('stop');
  });
  it('leaves Enter and arrows to buttons and tokens, and shortcuts to the browser', () => {
    expect(pageKey(press('Enter'), 'control')).toBeNull();
    expect(pageKey(press('ArrowRight'), 'control')).toBeNull();
    expect(pageKey(press('t', { ctrlKey: true }), 'page')).toBeNull();
  });
  it('undoes with Ctrl or Cmd, but never in a text field or a dialog', () => {
    expect(isUndo(press('z', { ctrlKey: true }), 'page')).toBe(true);
    expect(isUndo(press('z', { metaKey: true }), 'control')).toBe(true);
    expect(isUndo(press('z', { ctrlKey: true }), 'text')).toBe(false);
    expect(isUndo(press('z', { ctrlKey: true }), 'dialog')).toBe(false);
    expect(isUndo(press('Z', { ctrlKey: true }), 'page')).toBe(false);
    expect(isUndo(press('z'), 'page')).toBe(false);
  });
  it('leaves an open menu every key: Esc closes it and stops nothing', () => {
    expect(pageKey(press('Escape'), 'dialog')).toBeNull();
    expect(pageKey(press('g'), 'dialog')).toBeNull();
  });
  it('has a key of its own for every lever, listed in the help', () => {
    const listed = KEY_GROUPS.flatMap(({ rows }) => rows).flatMap(({ lever }) =>
      lever === null ? [] : [lever],
    );
    expect([...listed].sort()).toEqual([...LEVERS].sort());
    expect(new Set(LEVERS.map((lever) => LEVER_WORDS[lever].key)).size).toBe(LEVERS.length);
  });
});
