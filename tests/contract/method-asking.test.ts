/** Methods that ask a model for more than an answer: picks, rewritten problems and steps. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { attempt, solver, sum } from './method-fixture.ts';
import { script, talker } from './talker.ts';

const LONG = { answerTokens: 400 };
const answersOf = ({ candidates }: ItemRun) => candidates.map(({ answer }) => answer);
const spansOf = ({ events }: ItemRun): string[] =>
  events.flatMap((event) => (event.type === 'span' ? [event.name] : []));
function textOf({ events, candidates }: ItemRun, index: number): string {
  const branch = foldTrace(events).branches[candidates[index]?.branch ?? -1];
  return (branch?.tokens ?? []).map(({ bytes, special }) => (special ? '' : bytes)).join('');
}

describe('proactive refinement', () => {
  const method = METHODS['proactive-refinement'];

  it('takes another version of a step only where a token was unsure, and keeps the surest', async () => {
    const sure = await attempt(method, { engine: solver(1, 12), args: { threshold: 0.3 } });
    expect([spansOf(sure), sure.reason]).toEqual([[], '0 steps were refined']);
    const unsure = await attempt(method, { args: { threshold: 0.3, samples: 6 } });
    expect(spansOf(unsure)).toEqual(['refinement 1', 'refinement 2', 'refinement 3']);
    expect(textOf(unsure, 0)).toMatch(/^Step 1: [^\n]+\nStep 2: [^\n]+\nThe answer is \d\.$/);
    const once = await attempt(method, { args: { threshold: 0.3, most: 1 } });
    expect(spansOf(once)).toEqual(['refinement 1']);
    expect([sure, unsure, once].map(({ counts }) => counts?.['refinements'])).toEqual([0, 3, 1]);
  });

  it('needs a model that follows instructions only where it asks for tags', () => {
    const { needs } = method;
    expect([needs, method.needsWith({}), method.needsWith({ trigger: 'tag' })]).toEqual([
      'any',
      'any',
      'instructions',
    ]);
    expect(METHODS['self-refine'].needsWith({})).toBe('instructions');
  });

  it('rewrites the step before a tag by what the tag says, and leaves no tag behind', async () => {
    const asked: string[] = [];
    const engine = talker((question, written) => {
      if (question.includes('To reconsider:')) {
        asked.push(question);
        return 'Step 1: 2 + 2 = 4.';
      }
      return written.includes('= 4.')
        ? 'Step 1: 2 + 2 = 4.\nThe answer is 5.'
        : 'Step 1: 2 + 2 = 5.\n<refine>the sum</refine>\nThe answer is 6.';
    });
    const run = await attempt(method, { engine, args: { trigger: 'tag' }, ...LONG });
    expect(asked[0]).toMatch(/Step: Step 1: 2 \+ 2 = 5\.\nTo reconsider: the sum\n/);
    expect(textOf(run, 0)).toBe('Step 1: 2 + 2 = 4.\nThe answer is 5.');
  });
});

describe('universal self-consistency', () => {
  const method = METHODS['universal-self-consistency'];
  const picking = (said: string) =>
    attempt(method, {
      engine: talker(script([/Response 3:/, said], [/./, 'The answer is 5.'])),
      args: { n: 3 },
      ...LONG,
    });

  it('takes the response that is named last, and the first that answers where none is', async () => {
    const picked = await picking('Response 1 is alone. Response 2');
    expect([picked.chosen, picked.candidates.length]).toEqual([1, 3]);
    for (const said of ['All agree.', 'Response 9']) {
      const { chosen, reason } = await picking(said);
      expect([chosen, reason]).toEqual([0, 'it picked none, the first with an answer counts']);
    }
  });

  it('says so when the samples leave no room for the pick', async () => {
    const { reason } = await attempt(method, { engine: solver(), args: { n: 40 } });
    expect(reason).toMatch(/left no room/);
  });
});

describe('Self-Polish', () => {
  const method = METHODS['self-polish'];
  const REWRITING = /Write the new problem only/;

  it('puts the rewritten problem in the form of the original, and stops when two answers agree', async () => {
    const engine = talker(
      script(
        [REWRITING, 'Add 2, 2 and 1.'],
        [/^Add 2, 2 and 1\.$/, 'The answer is 5.'],
        [/./, 'The answer is 6.'],
      ),
    );
    const run = await attempt(method, { engine, ...LONG });
    expect([answersOf(run), run.chosen]).toEqual([['6', '5', '5'], 2]);
  });

  it('stops when two answers in a row are two ways to write the same', async () => {
    const engine = talker(
      script(
        [REWRITING, 'Add 2, 2 and 1.'],
        [/^Add/, 'The answer is 0.3333333.'],
        [/./, 'The answer is 1/3.'],
      ),
    );
    expect(answersOf(await attempt(method, { engine, ...LONG }))).toEqual(['1/3', '0.3333333']);
  });

  it('ends at a rewriting that loses a number, where numbers are to be kept', async () => {
    const engine = talker(
      script([REWRITING, 'Add 2 and 2.'], [/Add/, 'The answer is 4.'], [/./, 'The answer is 5.']),
    );
    expect(answersOf(await attempt(method, { engine, args: { numbers: 'kept' }, ...LONG }))).toEqual(['5']);
    expect(answersOf(await attempt(method, { engine, ...LONG }))).toEqual(['5', '4', '4']);
  });

  it('picks as it is told when no two in a row agree', async () => {
    const engine = talker((asked) => {
      const round = Number(/Again (\d)/.exec(asked)?.[1] ?? 0);
      return REWRITING.test(asked)
        ? `${sum().text} Again ${round + 1}.`
        : `The answer is ${5 + (round % 2)}.`;
    });
    for (const [pick, chosen] of [
      ['original', 0],
      ['first', 1],
      ['last', 2],
      ['vote', 0],
    ] as const) {
      const run = await attempt(method, { engine, args: { pick, rounds: 2 }, ...LONG });
      expect([answersOf(run), run.chosen]).toEqual([['5', '6', '5'], chosen]);
      expect(run.standing).toEqual([0, Math.min(1, chosen), chosen]);
    }
  });
});
