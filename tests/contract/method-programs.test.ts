/** Program-driven verification: what is asked, what is run, and what follows from it. */
import { afterAll, describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { METHODS } from '#methods/index.ts';
import { callOf, findingOf, programIn } from '#methods/steps/checking-program.ts';
import { startNodeThread } from '#sandbox/node-thread.ts';
import { openSandbox } from '#sandbox/sandbox.ts';
import { attempt } from './method-fixture.ts';
import { script, talker } from './talker.ts';

const sandbox = openSandbox(startNodeThread);
afterAll(() => sandbox.close());
const method = METHODS['program-verify'];
const CHECK = 'function verify(answer) { return answer === 5 || "2 + 2 + 1 is not " + answer; }';
const LONG = { answerTokens: 400, execute: sandbox.run };
const asked = (program: string, revised = 'The answer is 5.', first = 'The answer is 6.') =>
  talker(
    script(
      [/Was the program right/, program],
      [/A check of this answer found/, revised],
      [/line by line/, 'It comes to false. FAIL: it should be 5.'],
      [/Write a JavaScript function/, program],
      [/./, first],
    ),
  );

describe('program-driven verification', () => {
  it('sends a wrong answer back with what the program said, and stops at a pass', async () => {
    const run = await attempt(method, { engine: asked(`\`\`\`js\n${CHECK}\n\`\`\``), ...LONG });
    expect(run.candidates.map(({ answer }) => answer)).toEqual(['6', '5']);
    expect([run.chosen, run.counts]).toEqual([1, { attempts: 2 }]);
    const { branches } = foldTrace(run.events);
    expect(branches.flatMap(({ programs }) => programs.map(({ execution }) => execution.value))).toEqual([
      '2 + 2 + 1 is not 6',
      'true',
    ]);
    expect(branches.map(({ label }) => label)).toEqual(['draft', 'program 1', 'revised 1', 'program 2']);
    expect(branches[2]?.messages?.at(-1)?.content).toContain('found: 2 + 2 + 1 is not 6');
  });

  it('leaves an answer that passes as it is', async () => {
    const run = await attempt(method, {
      engine: asked(CHECK, 'The answer is 1.', 'The answer is 5.'),
      ...LONG,
    });
    expect(run.candidates.map(({ answer }) => answer)).toEqual(['5']);
  });

  it.each([
    ['does not run', 'function verify(answer) { return missing; }', LONG],
    ['is none', 'I would add the numbers.', LONG],
    ['may not run', CHECK, { answerTokens: 400 }],
  ])('lets the model carry out a program that %s', async (_, program, settings) => {
    const run = await attempt(method, { engine: asked(program), ...settings, args: { rounds: 1 } });
    const { branches } = foldTrace(run.events);
    expect(branches.map(({ label }) => label)).toContain('carried out in words');
    expect(branches.at(-1)?.messages?.at(-1)?.content).toContain('found: it should be 5.');
  });

  it('gives the same trace for the same seed', async () => {
    const [one, same] = [1, 1].map(() => attempt(method, { engine: asked(CHECK), ...LONG }));
    expect((await one)?.events).toEqual((await same)?.events);
  });
});

describe('a checking program', () => {
  it('is found in a turn, fenced or not', () => {
    expect(programIn('Here:\n```javascript\nconst verify = (a) => true\n```\nDone.')).toBe(
      'const verify = (a) => true',
    );
    expect(programIn('So: function verify(a) { return true }')).toBe('function verify(a) { return true }');
    expect(programIn('I verify it myself.')).toBeNull();
  });

  it('is handed numbers as numbers', () => {
    expect(callOf('P', '12')).toBe('P\n;verify(12)');
    expect(callOf('P', 'Paris "x"')).toBe('P\n;verify("Paris \\"x\\"")');
  });

  it('says yes, no, or nothing', () => {
    const done = (value: string) => findingOf({ end: 'done', value, printed: '', message: null });
    expect(done('true')?.passes).toBe(true);
    expect(done('false')).toEqual({ passes: false, feedback: 'the check failed.' });
    expect(done('too small')).toEqual({ passes: false, feedback: 'too small' });
    expect(done('undefined')).toBeNull();
    expect(findingOf({ end: 'time', value: null, printed: '', message: null })).toBeNull();
  });
});
