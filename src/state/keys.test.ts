import { describe, expect, it } from 'vitest';
import { LEVERS } from './levers.ts';
import { HELP_ROWS, LEVER_KEYS, pageKey } from './keys.ts';

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
  it('lists in the help every key that a lever shows', () => {
    const listed = new Set(HELP_ROWS.flatMap((row) => row.keys));
    expect(LEVERS.map((lever) => LEVER_KEYS[lever]).filter((key) => !listed.has(key))).toEqual([]);
  });
});
