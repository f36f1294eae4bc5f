import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isStopKey } from './focus-place.ts';

/** As much of an element as is asked. */
class Inside {
  readonly #selector: string;
  constructor(selector: string) {
    this.#selector = selector;
  }
  closest(selectors: string): this | null {
    return selectors.includes(this.#selector) ? this : null;
  }
}
beforeEach(() => vi.stubGlobal('Element', Inside));
afterEach(() => vi.unstubAllGlobals());

const pressed = (key: string, target: Inside, defaultPrevented = false): KeyboardEvent =>
  ({ key, target, defaultPrevented }) as unknown as KeyboardEvent;

describe('the key that stops', () => {
  it('is Esc anywhere but in a menu or a dialog, which it closes', () => {
    expect(isStopKey(pressed('Escape', new Inside('button')))).toBe(true);
    expect(isStopKey(pressed('Escape', new Inside('[role="dialog"]')))).toBe(false);
    expect(isStopKey(pressed('Escape', new Inside('button'), true))).toBe(false);
    expect(isStopKey(pressed('s', new Inside('button')))).toBe(false);
  });
});
