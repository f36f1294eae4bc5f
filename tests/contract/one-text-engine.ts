/**
 * Scripted engines as web-llm's declared interface is: they keep one text. Whatever does not go on from it is read from its
 * start, which is counted. And one whose answers are long and by chance, so that texts that are written side by side differ.
 */
import type { Tokens } from '#core/ids.ts';
import { createRng } from '#core/rng.ts';
import { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import { END, scriptedTokenizer } from '#engine/backends/scripted/scripted-tokenizer.ts';
import type { EngineInfo } from '#engine/types.ts';

export function lacking(engine: ScriptedEngine): ScriptedEngine {
  const info: EngineInfo = { ...engine.info, lacks: ['hidden', 'rewind'] };
  return Object.assign(engine, { info });
}

/** @returns how often a text was read from its start, after the first */
export function countRestarts(engine: ScriptedEngine): () => number {
  const { next, score } = engine;
  let held: Tokens = [];
  let restarts = -1;
  const read = (tokens: Tokens, from: number): void => {
    const goesOn = held.length <= from && held.length > 0 && held.every((id, i) => id === tokens[i]);
    if (!goesOn) restarts += 1;
    held = tokens;
  };
  engine.next = (sequences, want, signal) => {
    const distinct = new Map(sequences.map((tokens) => [tokens.join(), tokens]));
    for (const tokens of distinct.values()) read(tokens, tokens.length - 1);
    return next.call(engine, sequences, want, signal);
  };
  engine.score = (tokens, from, want, signal) => {
    read(tokens.slice(0, -1), from - 1);
    return score.call(engine, tokens, from, want, signal);
  };
  return () => Math.max(0, restarts);
}

const STEPS = 10;
/** “Step 3: 2 + 1 = 3.”, in five tokens, of which the third is chance. */
const lineOf = (k: number, v: number): readonly string[] => [
  `Step ${k + 1}:`,
  ` ${k} +`,
  ` ${v}`,
  ` = ${k + v}`,
  '.\n',
];
const LINES = Array.from({ length: STEPS }, (_, k) => [0, 1, 2].map((v) => lineOf(k, v)));
const LAST = ['The answer is 5.', 'The answer is 6.'];
const PIECES = [...new Set([...LINES.flat(2), ...LAST, 'Wait,', ' Wait,'])];
const TOKENIZER = scriptedTokenizer(PIECES);
const idOf = (text: string): number => TOKENIZER.encode(text)[0] ?? END;
const LAST_IDS = LAST.map(idOf);
const LINE = /Step (\d+):(?: \d+ \+)?( \d+)?( = \d+)?(\.\n)?$/;
const OPENED = / \+( \d+)?( = \d+)?(\.\n)?$/;

function following(tokens: Tokens): readonly number[] {
  const before = tokens.at(-1) ?? END;
  if (before === '('.charCodeAt(0)) return ['A', 'B'].map((letter) => letter.charCodeAt(0));
  if (LAST_IDS.includes(before)) return [END];
  const text = TOKENIZER.decode(tokens.slice(-5));
  const [, step, number, sum, end] = LINE.exec(text) ?? [];
  if (step === undefined) return [idOf('Step 1:')];
  const k = Number(step) - 1;
  if (end !== undefined) return k + 1 < STEPS ? [idOf(`Step ${k + 2}:`)] : LAST_IDS;
  if (sum !== undefined) return [idOf('.\n')];
  if (number !== undefined) return [idOf(` = ${k + Number(number)}`)];
  return OPENED.test(text) ? [0, 1, 2].map((v) => idOf(` ${v}`)) : [idOf(` ${k} +`)];
}

/** Writes ten lines and an answer, all of them by chance. */
export function longSolver(): ScriptedEngine {
  return new ScriptedEngine({
    pieces: PIECES,
    context: 4096,
    row: (tokens, vocabSize) => {
      const rng = createRng(1).fork(tokens.join(' '));
      const row = new Float32Array(vocabSize);
      for (const id of following(tokens)) row[id] = 12 + rng.next();
      return row;
    },
  });
}
