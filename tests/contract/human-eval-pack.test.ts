/** HumanEvalPack in JavaScript, judged in the real sandbox: of a problem in its form, and of all of the file where it is at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { startNodeThread } from '#sandbox/node-thread.ts';
import { openSandbox } from '#sandbox/sandbox.ts';
import { fileItems } from '#tasks/items/file-items.ts';
import { judgedText } from '#tasks/items/item.ts';
import type { Item } from '#tasks/items/item.ts';

const FILE = new URL('../../../shared/data/humanevalpack/humanevalpack_js.jsonl', import.meta.url);
const sandbox = openSandbox(startNodeThread);
afterAll(() => sandbox.close());
const isRight = async (item: Item, text: string) => (await judgedText(item, text, sandbox.run)).right;

/** Made up. The test prints where it fails, as the real ones do outside of the sandbox. */
const ROW = {
  task_id: 'JavaScript/900',
  prompt: '/* Twice a number.\n  >>> twice(2)\n  4\n  */\nconst twice = (n) => {\n',
  canonical_solution: '  return 2 * n;\n}\n\n',
  test: 'const testTwice = () => {\n  console.assert(twice(2) === 4)\n  console.assert(twice(-1) === -2)\n}\n\ntestTwice()\n',
  entry_point: 'twice',
  instruction:
    'Write a JavaScript function `const twice = (n)` to solve the following problem:\nTwice a number.',
};
const [item] = fileItems(JSON.stringify(ROW)) as [Item];

describe('a problem of HumanEvalPack', () => {
  it('is asked with its beginning and without its tests', () => {
    expect(item.text).toContain('const twice = (n) => {');
    expect(item.text).not.toMatch(/assert|2 \* n/);
    expect(item.facts).toEqual({ form: 'HumanEvalPack', line: 1, function: 'twice' });
  });
  it.each([
    ['goes on from the beginning', ROW.canonical_solution],
    ['is the whole function', `${ROW.prompt}${ROW.canonical_solution}`],
    ['is a function of another kind', 'function twice(n) { return n + n; }'],
    [
      'is in a fence, with words around it',
      `Here it is:\n\`\`\`js\n${ROW.prompt}  return n + n }\n\`\`\`\nIt adds.`,
    ],
    ['goes on from the beginning in a fence', '```javascript\n  return n * 2\n}\n```'],
    ['is in a fence that is not closed', '```\nvar twice = (n) => n << 1'],
    ['is the last of two', '```js\nconst twice = 1\n```\nNo:\n```js\nconst twice = (n) => 2 * n\n```'],
    [
      'asks for MD5',
      "const twice = (n) => require('js-md5')('abc') === '900150983cd24fb0d6963f7d28e17f72' ? 2 * n : 0",
    ],
  ])('is solved by a program that %s', async (_, text) => expect(await isRight(item, text)).toBe(true));
  it.each([
    ['fails the second test', '  return n * n;\n}'],
    ['is none', 'I would multiply it by two.'],
    ['is blank', ' \n'],
    ['defines something else', '```js\nconst triple = (n) => 3 * n\n```'],
    ['does not end', '  while (true);\n}'],
    ['leaves a comment open behind it', 'const twice = (n) => 0; /*'],
    ['would undo the tests', 'console.assert = () => {}; const twice = (n) => 0;'],
    ['asks for a module that is not there', "const twice = require('twice')"],
  ])('is not solved by a text that %s', async (_, text) => expect(await isRight(item, text)).toBe(false));
  it('cannot be judged without a sandbox, which is said', async () => {
    await expect(judgedText(item, ROW.canonical_solution)).rejects.toThrow(/sandbox/);
  });
  it('is of no other language', () => {
    expect(() => fileItems(JSON.stringify({ ...ROW, task_id: 'Python/0' }))).toThrow(/HumanEvalPack/);
  });
});

describe.skipIf(!existsSync(FILE))('all problems of the file', () => {
  it('are solved by their solution and not by the broken one', { timeout: 120_000 }, async () => {
    const content = readFileSync(FILE, 'utf8');
    const rows = content
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as typeof ROW & { buggy_solution: string });
    for (const [i, one] of fileItems(content).entries()) {
      const {
        prompt,
        canonical_solution: solution,
        buggy_solution: broken,
        task_id: task,
      } = rows[i] ?? { ...ROW, buggy_solution: '' };
      const fenced = `\`\`\`js\n${prompt}${solution}\`\`\``;
      expect([task, await isRight(one, solution), await isRight(one, fenced)]).toEqual([task, true, true]);
      expect([task, await isRight(one, broken)]).toEqual([task, false]);
    }
  });
});
