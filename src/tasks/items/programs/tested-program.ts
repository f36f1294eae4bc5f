/** A program in a model's text, put together with tests so that one run in the sandbox says whether all pass. */
import type { Execution } from '#core/execution.ts';
import { REQUIRE } from './required-modules.ts';

export interface Tested {
  /** What the answer goes on with, up to the opening brace of the function. */
  readonly beginning: string;
  /** The function's name. */
  readonly name: string;
  /** Calls of `console.assert`. */
  readonly tests: string;
}

/**
 * The last fenced block that defines the function; else the text itself, where it defines it; else the beginning with the
 * fenced block, or the text, as what follows it.
 */
export function programOf(written: string, { beginning, name }: Pick<Tested, 'beginning' | 'name'>): string {
  const blocks = [...written.matchAll(/```[^\n`]*\n(.*?)(?:```|$)/gs)].map(([, code = '']) => code);
  const defines = (code: string): boolean => definition(name).test(code);
  const whole = blocks.findLast(defines) ?? (blocks.length === 0 && defines(written) ? written : null);
  return whole ?? `${beginning}${blocks.at(-1) ?? written}`;
}
function definition(name: string): RegExp {
  return new RegExp(`\\b(?:function\\s*\\*?|const|let|var)\\s+${name.replaceAll('$', '\\$')}(?![\\w$])`);
}

/** As in other engines `console.assert` only prints: here it throws, set after the program so that none can undo it. */
const ASSERT =
  ';console.assert = (holds) => { if (!holds) throw new Error("A test fails."); }; console.error = console.warn = console.info = console.log;';
const PASSED = 'all tests pass';

/** Its last expression is a word of its own: text that swallows the tests, such as an open comment, is no pass. */
export function withTests(program: string, { tests }: Pick<Tested, 'tests'>): string {
  const modules = /\brequire\s*\(/.test(program + tests) ? REQUIRE : '';
  return `${modules}${program}\n${ASSERT}\n${tests}\n;${JSON.stringify(PASSED)}`;
}
export function passes({ end, value }: Execution): boolean {
  return end === 'done' && value === PASSED;
}
