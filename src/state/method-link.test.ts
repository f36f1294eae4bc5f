import { describe, expect, it } from 'vitest';
import { ALL_METHODS, readMethods, withDefaults, writeMethods } from './method-choice.ts';
import { LONGEST_TEXT } from './method-link.ts';
import { LINK_DEFAULTS, formatLink, parseLink } from './url.ts';

const texts = ALL_METHODS.flatMap((method) =>
  Object.entries(method.params).flatMap(([name, param]) =>
    param.kind === 'text' ? [{ method, name, max: param.max }] : [],
  ),
);

describe('the longest text of a method', () => {
  it('is known to the address', () => {
    expect(Math.max(...texts.map(({ max }) => max))).toBe(LONGEST_TEXT);
  });
  it.each(texts)(
    'stands in the address whole, in any script: $name of $method.id',
    ({ method, name, max }) => {
      const { args } = withDefaults(method);
      for (const text of ['漢'.repeat(max), '🙂'.repeat(max / 2), 'a=b;c,'.repeat(max / 6)]) {
        const methods = writeMethods([{ method, args: { ...args, [name]: text } }]);
        const { state, problems } = parseLink(formatLink({ ...LINK_DEFAULTS, screen: 'methods', methods }));
        expect(problems).toEqual([]);
        expect(readMethods(state.methods).chosen[0]?.args[name]).toBe(text);
      }
    },
  );
});
