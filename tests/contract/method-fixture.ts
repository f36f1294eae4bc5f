/**
 * What methods are tried on: a scripted engine that writes short solutions by chance, right and wrong ones, and a problem
 * that knows which they are.
 */
import type { Tokens } from '#core/ids.ts';
import { createRng } from '#core/rng.ts';
import { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import { END, scriptedTokenizer } from '#engine/backends/scripted/scripted-tokenizer.ts';
import type { Method } from '#methods/define.ts';
import { runItem } from '#runner/method/run-item.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import type { ItemSettings } from '#runner/method/item-state.ts';
import type { ParamArguments } from '#methods/params.ts';
import { extractAnswer } from '#scoring/answers/extract-answer.ts';
import type { Item } from '#tasks/items/item.ts';

const FIRST = ['Step 1: 2 + 2 = 4.\n', 'Step 1: 2 + 2 = 5.\n'];
const SECOND = ['Step 2: 4 + 1 = 5.\n', 'Step 2: 5 + 1 = 6.\n'];
const LAST = ['The answer is 5.', 'The answer is 6.'];
const PIECES = [...FIRST, ...SECOND, ...LAST, 'Wait,', ' Wait,'];
const TOKENIZER = scriptedTokenizer(PIECES);
const ids = (texts: readonly string[]): Tokens => texts.map((text) => TOKENIZER.encode(text)[0] ?? END);
const [first, second, last] = [ids(FIRST), ids(SECOND), ids(LAST)];

/** What may follow a token: the next line, the end after an answer, a letter after the bracket of P(True). */
function following(before: number | undefined): Tokens {
  if (before === undefined) return first;
  if (first.includes(before)) return second;
  if (second.includes(before)) return last;
  if (last.includes(before)) return [END];
  if (before === '('.charCodeAt(0)) return ['A', 'B'].map((letter) => letter.charCodeAt(0));
  return first;
}

/** @param lean how much likelier the right lines are, nats; negative: the wrong ones */
export function solver(seed = 1, lean = 0): ScriptedEngine {
  return new ScriptedEngine({
    pieces: PIECES,
    row: (tokens, vocabSize) => {
      const rng = createRng(seed).fork(tokens.join(' '));
      const row = new Float32Array(vocabSize);
      following(tokens.at(-1)).forEach((id, i) => (row[id] = 12 + rng.next() + (i === 0 ? lean : 0)));
      return row;
    },
  });
}

export function sum(id = '2 + 2 + 1'): Item {
  const text = 'What is 2 + 2 + 1?';
  const wrong = [FIRST[1], SECOND[1], LAST[1]].map((line) => line?.trim());
  return {
    id,
    text,
    messages: [{ role: 'user', content: text }],
    generated: true,
    answerOf: (written) => extractAnswer(written, { guess: false })?.value ?? null,
    gold: '5',
    firstWrongLine: (lines) => {
      const at = lines.findIndex((line) => wrong.includes(line.replace(/^Wait,\s*/, '')));
      return at < 0 ? null : at;
    },
    facts: { family: 'sum' },
    problem: { text, generated: null },
  };
}

export const SETTINGS: ItemSettings = {
  seed: 1,
  budget: { tokens: null, calls: null, seconds: null },
  answerTokens: 24,
  topK: 2,
  now: () => 0,
};
export function attempt(
  method: Method,
  { engine = solver(), args = {}, item = sum(), ...more }: Partial<ItemSettings> & Attempt = {},
): Promise<ItemRun> {
  return runItem(engine, { method, args }, item, { ...SETTINGS, ...more });
}
interface Attempt {
  readonly item?: Item;
  readonly engine?: ScriptedEngine;
  readonly args?: ParamArguments;
}
export function generatedIn({ events }: ItemRun): number {
  return events
    .flatMap((event) => (event.type === 'tokens' ? event.tokens : []))
    .filter(({ forced }) => forced === null).length;
}
