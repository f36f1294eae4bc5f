/** Methods on problems that code judges: what they are told of it, what is an oracle's, and what the report says. */
import { describe, expect, it } from 'vitest';
import type { Engine } from '#engine/types.ts';
import { methodText } from '#cli/method-text.ts';
import type { MethodDocument } from '#cli/method-document.ts';
import { METHODS } from '#methods/index.ts';
import { methodReport } from '#runner/method/method-report.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { fileItems } from '#tasks/items/file-items.ts';
import type { Item } from '#tasks/items/item.ts';
import { attempt, sum } from './method-fixture.ts';
import { script, talker } from './talker.ts';

/** In the form of IFEval, made up. */
const ROW = {
  key: 1,
  prompt: 'Describe tea. Use no comma and the word warm.',
  instruction_id_list: ['punctuation:no_comma', 'keywords:existence', 'language:response_language'],
  kwargs: [{}, { keywords: ['warm'] }, { language: 'en' }],
};
const itemOf = (row: unknown): Item => fileItems(JSON.stringify(row))[0] as Item;
const tea = itemOf(ROW);
/** What asks for an answer again, of a model that finds fault with everything. */
const REVISING: readonly string[] = [
  ...['critique-revise', 'if-or-else', 'second-look', 'self-refine', 'ask-refine-trust'],
  ...['instruct-of-reflection', 'self-contrast', 'checklist-refine', 'decompose-critique-refine'],
  ...['mct-self-refine', 'llama-berry'],
];
const requestsOf = ({ events }: ItemRun): string[] =>
  events.flatMap((event) => (event.type === 'prompt' ? [event.messages.at(-1)?.content ?? ''] : []));
function forcedIn({ events }: ItemRun, { tokenizer }: Pick<Engine, 'tokenizer'>): string {
  const written = events.flatMap((event) => (event.type === 'tokens' ? event.tokens : []));
  return tokenizer.decode(written.filter(({ forced }) => forced !== null).map(({ id }) => id));
}
const saidOf = ({ events }: ItemRun): string[] =>
  events.flatMap((event) => (event.type === 'check' ? [event.said] : []));

function reported(run: ItemRun): string {
  const engine = { passes: 1, computedTokens: 1 };
  const document: MethodDocument = {
    method: { id: 'a-method', args: {} },
    model: { id: 'tiny', sha256: '' },
    ...{ engine: 'scripted', items: { family: 'sum', difficulty: 1 }, n: 1, seed: 1, answerTokens: 300 },
    budget: { tokens: null, calls: null, seconds: null },
    report: methodReport({ runs: [run], pool: null, seed: 1, engine, seconds: 0 }),
    work: { ...engine, seconds: 0 },
    runs: [run],
  };
  return methodText(document);
}

describe('a problem in the form of IFEval', () => {
  it('is put as it stands, says what is asked for, and names what is not checked', () => {
    expect(tea.messages).toEqual([{ role: 'user', content: ROW.prompt }]);
    expect(tea.gold).toBe('Use no comma. Use the words “warm”.');
    expect(tea.facts).toEqual({ form: 'IFEval', line: 1, 'not checked': 'language:response_language' });
    expect([tea.openEnded, tea.unjudged]).toEqual([true, undefined]);
    expect(tea.answerOf('  Tea, and more\n')).toBe('Tea, and more');
    expect(tea.answerOf(' \n')).toBeNull();
  });
  it.each([
    ['Tea is warm.', true, 2],
    ['Tea, warm.', false, 1],
    ['Tea, cold.', false, 0],
    [' ', false, 0],
  ])('is judged by all of a text: %j', async (text, right, met) => {
    const judgement = await tea.judge?.(text);
    expect([judgement?.right, judgement?.conditions?.filter((one) => one.met).length]).toEqual([right, met]);
  });
  it('of which nothing can be checked is not judged at all', async () => {
    const { instruction_id_list: ids, kwargs } = ROW;
    const language = itemOf({ ...ROW, instruction_id_list: ids.slice(2), kwargs: kwargs.slice(2) });
    expect(language.unjudged).toBe(true);
    expect(await language.judge?.('Tea.')).toEqual({ right: false, conditions: [] });
  });
  it('is refused where an instruction lacks what it needs', () => {
    expect(() => itemOf({ ...ROW, kwargs: [{}, {}, {}] })).toThrow(/keywords:existence/);
  });
});

describe('DeCRIM with the exact critic', () => {
  const method = METHODS['decompose-critique-refine'];
  const args = { critic: 'exact' };

  it('refines what code finds not met, asks the model nothing of it, and is an oracle’s', async () => {
    const engine = talker(
      script([/not met:\n- Use no comma\.\nRevise/, 'Tea is warm.'], [/./, 'Tea, so warm.']),
    );
    const run = await attempt(method, { engine, args, item: tea, answerTokens: 300 });
    expect(run.candidates.map(({ answer, right, conditions }) => [answer, right, conditions])).toEqual([
      ['Tea, so warm.', false, { met: 1, of: 2 }],
      ['Tea is warm.', true, { met: 2, of: 2 }],
    ]);
    expect([run.oracle, run.chosen, run.draft]).toEqual([true, 1, 0]);
    expect(requestsOf(run)).toHaveLength(1);
    expect(requestsOf(run)[0]).toMatch(/Write the whole response and nothing else\.$/);
    expect(saidOf(run)).toEqual([
      '1 of 2 conditions are met; not: Use no comma.',
      '2 of 2 conditions are met',
    ]);
    const text = reported(run);
    expect(text).toContain('ORACLE: the reference answer was asked');
    expect(text).toMatch(
      /conditions met: 0\.50 \[.*\] in the draft, 1\.00 \[.*\] in the end; after − before 0\.50 \[.*2 conditions of 1 problems/,
    );
  });
  it('keeps a draft that meets everything, and one of a problem that no code checks', async () => {
    const meets = await attempt(method, { engine: talker(() => 'Tea is warm.'), args, item: tea });
    expect([meets.candidates.length, meets.oracle, meets.reason]).toEqual([1, true, 'Tea is warm. stays']);
    const plain = await attempt(method, { engine: talker(() => 'The answer is 6.'), args });
    expect([plain.candidates.length, plain.oracle]).toEqual([1, false]);
    expect(plain.reason).toMatch(/^no code checks a condition/);
  });
  it('is no oracle’s with the self critic, whose conditions are the model’s', async () => {
    const lines = [
      [/List every/, '- no comma'],
      [/Answer Yes or No/, 'Answer: Yes'],
      [/./, 'Tea, hot.'],
    ] as const;
    const run = await attempt(method, { engine: talker(script(...lines)), item: tea, answerTokens: 300 });
    expect([run.oracle, run.candidates.length, saidOf(run)]).toEqual([false, 1, []]);
    expect(run.candidates[0]?.conditions).toEqual({ met: 0, of: 2 });
  });
});

describe('every method on a problem whose answer is the whole text', () => {
  const says = script(
    [/Answer Yes or No|better/, 'Answer: No'],
    [/List|checklist|questions|conditions|ways/i, '- Use no comma.\n- Say that it is warm.'],
    [/Rate|score/i, 'Rating: [[3]]'],
    [/./, 'Tea, so cold.'],
  );
  it.each(Object.values(METHODS))('$id asks for no closing line', async (method) => {
    const engine = talker(says);
    const run = await attempt(method, { engine, item: tea, answerTokens: 40 });
    for (const text of [...requestsOf(run), forcedIn(run, engine)])
      expect(text).not.toContain('The answer is');
    const asksAnew = requestsOf(run).some((asked) =>
      asked.endsWith('Write the whole response and nothing else.'),
    );
    expect(asksAnew).toBe(REVISING.includes(method.id));
  });

  it.each([
    [tea, ''],
    [sum(), 'The answer is'],
  ])('LeaP closes what is unfinished only where an answer is to be stated', async (item, closed) => {
    const engine = talker(says);
    const run = await attempt(METHODS.leap, { engine, item, args: { turns: 1, every: 5 } });
    expect(forcedIn(run, engine)).toBe(closed.repeat(4));
  });
});

describe('a checklist beside a direct score', () => {
  const method = METHODS['checklist-best-of-n'];
  const [GOOD, BAD] = ['Tea is warm.', 'Tea, cold.'];
  const lines = (score: string) =>
    [
      [/Write a checklist/, '- Is it warm?'],
      [/Solution:\nTea is warm.*Answer Yes or No/s, 'Answer: Yes'],
      [/Answer Yes or No/, 'Answer: No'],
      [/Rate how well/, `Rating: [[${score}]]`],
    ] as const;
  const run = (score: string, args = {}) => {
    const said = script(...lines(score));
    const engine = talker((asked) => said(asked) || [GOOD, BAD]);
    return attempt(method, { engine, item: tea, args: { n: 6, ...args }, answerTokens: 300, topK: 20 });
  };

  it.each(['1', '7', '10'])('reads the score %s, of one token or two', async (score) => {
    const { candidates } = await run(score);
    for (const { ratings } of candidates)
      expect(ratings?.['direct score of 1 to 10']).toBeCloseTo(Number(score), 1);
  });
  it('reports how both agree with what code says', async () => {
    const one = await run('7');
    expect(new Set(one.candidates.map(({ answer }) => answer))).toEqual(new Set([GOOD, BAD]));
    for (const { right, ratings } of one.candidates)
      expect(ratings?.['pass rate of the checklist']).toBe(right ? 1 : 0);
    const text = reported(one);
    expect(text).toMatch(/pass rate of the checklist: AUROC 1\.00 \[.*Spearman .* 1\.00 \[.*n = 6/);
    expect(text).toMatch(/direct score of 1 to 10: AUROC 0\.50 \[.*minus the first −0\.50/);
  });
  it('does not ask for the score where it is not wanted', async () => {
    const one = await run('7', { direct: 'no' });
    expect(requestsOf(one).some((asked) => asked.includes('Rate how well'))).toBe(false);
    expect(Object.keys(one.candidates[0]?.ratings ?? {})).toEqual(['pass rate of the checklist']);
  });
});

describe('methods that vote', () => {
  it('take a whole text by chance and say so in short, and rank it as any other', async () => {
    const long = [1, 2, 3].map(
      (k) => `Tea number ${k} is a warm drink that many people like to have at noon.`,
    );
    const engine = () => talker(() => long);
    const vote = await attempt(METHODS['self-consistency'], {
      engine: engine(),
      item: tea,
      args: { n: 3 },
      answerTokens: 300,
    });
    expect(vote.openEnded).toBe(true);
    expect(vote.reason.length).toBeLessThan(200);
    expect(vote.reason).toMatch(/“Tea number \d is a warm drink that many p…”/);
    const best = await attempt(METHODS['best-of-n-logprob'], {
      engine: engine(),
      item: tea,
      args: { n: 3 },
      answerTokens: 300,
    });
    expect(best.candidates[best.chosen ?? -1]?.right).toBe(true);
  });
});
