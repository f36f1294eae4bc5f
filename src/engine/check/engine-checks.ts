/**
 * What must hold of an engine on a real model, wherever it runs: the page ?check=web-llm runs these in a reader's browser,
 * and tests/e2e/hub-organism.spec.ts runs that page. A check throws what it found, or resolves to a figure for people.
 */
import { AppError } from '#core/app-error.ts';
import { yieldToEvents } from '#engine/schedule/yield-to-events.ts';
import type { Next } from '#engine/types.ts';
import { agree, demand, difference, off, readFromHere } from './bench.ts';
import type { Bench } from './bench.ts';
import { FULL, after, keyOf, writeGreedily } from './reference.ts';

export interface EngineCheck {
  readonly name: string;
  run(bench: Bench): Promise<string>;
}

export const ENGINE_CHECKS: readonly EngineCheck[] = [
  { name: 'prompts of any length give the logits of a fresh reading', run: anyLength },
  { name: 'statistics are those of the logits', run: statistics },
  { name: 'going on reads one token', run: goesOn },
  { name: 'going back and forking equal reading again', run: forks },
  { name: 'a batch gives what single questions give', run: batch },
  { name: 'given tokens are scored in one pass as they would be one by one', run: scores },
  { name: 'a prompt longer than a chunk gives the same logits', run: long },
  { name: 'greedy decoding writes the same text after unloading and loading', run: greedy },
  { name: '“Wait,” in mid-answer equals reading all of it', run: wait },
  { name: 'P(True) is read the same in both orders', run: ptrue },
  { name: 'a long prompt can be stopped, and the next question is answered', run: stops },
  { name: 'hidden states are refused with a reason', run: hidden },
];

async function anyLength(bench: Bench): Promise<string> {
  return off(await agree(bench, bench.reference.script.prompts));
}

/** Counted again here, in float64, straight from the logits. */
async function statistics({ engine, reference }: Bench): Promise<string> {
  const row = await after(engine, reference.script.base);
  const logits = Array.from(row.logits ?? []);
  const max = logits.reduce((most, z) => Math.max(most, z), -Infinity);
  const total = logits.reduce((sum, z) => sum + Math.exp(z - max), 0);
  const lse = max + Math.log(total);
  const entropy = logits.reduce((sum, z) => sum - Math.exp(z - lse) * (z - lse), 0);
  demand(logits.length === engine.info.model.vocabSize, `${logits.length} logits for the vocabulary`);
  demand(Math.abs(row.lse - lse) < 1e-4, `log-sum-exp ${row.lse}, counted ${lse}`);
  demand(Math.abs(row.entropy - entropy) < 1e-4, `entropy ${row.entropy}, counted ${entropy}`);
  const best = logits.indexOf(max);
  demand(row.top[0]?.id === best, `token ${row.top[0]?.id} is said to be the best, and ${best} is`);
  return `entropy ${entropy.toFixed(3)} nats over ${logits.length} tokens`;
}

async function goesOn(bench: Bench): Promise<string> {
  const { engine, reference } = bench;
  await agree(bench, [reference.script.base]);
  const read = readFromHere(engine);
  await after(engine, [...reference.script.base, 1]);
  demand(read() === 1, `${read()} tokens were read for one`);
  return '1 token read';
}

async function forks(bench: Bench): Promise<string> {
  const { engine, reference } = bench;
  const read = readFromHere(engine);
  const largest = await agree(bench, [...reference.script.forks, reference.script.base]);
  return `${off(largest)}; ${read()} tokens read for ${reference.script.forks.length} forks`;
}

async function batch({ engine, reference, tolerance }: Bench): Promise<string> {
  const { forks: asked } = reference.script;
  const together = await engine.next(asked, FULL);
  const largest = asked.reduce((most, tokens, i) => {
    const [row, known] = [together[i], reference.rows.get(keyOf(tokens))];
    return Math.max(most, row && known ? difference(row, known) : Infinity);
  }, 0);
  demand(largest <= tolerance, `a logit is ${largest.toPrecision(3)} off`);
  return off(largest);
}

async function scores({ engine, reference, tolerance }: Bench): Promise<string> {
  const { scored } = reference.script;
  const rows = await engine.score(scored, 20, { logits: true });
  demand(rows.length === scored.length - 20, `${rows.length} rows`);
  let largest = 0;
  for (const length of [20, 21, 149]) {
    const [row, known] = [rows[length - 20], reference.rows.get(keyOf(scored.slice(0, length)))];
    largest = Math.max(largest, row && known ? difference(row, known) : Infinity);
    demand(row?.id === scored[length], 'a row is of another token');
  }
  demand(largest <= tolerance, `a logit is ${largest.toPrecision(3)} off`);
  return off(largest);
}

async function long(bench: Bench): Promise<string> {
  const { long: tokens } = bench.reference.script;
  return `${tokens.length} tokens; ${off(await agree(bench, [tokens]))}`;
}

/** Where two candidates are as near as the tolerance, either may win. */
async function greedy({ engine, reference, tolerance }: Bench): Promise<string> {
  const { script, answer } = reference;
  const text = await writeGreedily(engine, script.chat);
  const at = text.findIndex((id, i) => id !== answer[i]);
  if (at < 0) return JSON.stringify(engine.tokenizer.decode(text));
  const { top } = await after(engine, [...script.chat, ...text.slice(0, at)]);
  const margin = (top[0]?.logprob ?? 0) - (top[1]?.logprob ?? -Infinity);
  demand(margin <= 2 * tolerance, `token ${at + 1} differs, with a margin of ${margin.toPrecision(3)}`);
  return `the same up to token ${at + 1}, where two candidates are equally good`;
}

async function wait(bench: Bench): Promise<string> {
  return off(await agree(bench, [bench.reference.interrupted]));
}

/** Share of the first option among the two letters. */
function firstOption(row: Next, letters: readonly (number | undefined)[]): number {
  const [a = NaN, b = NaN] = letters.map((id) => row.logits?.[id ?? -1]);
  return 1 / (1 + Math.exp(b - a));
}

async function ptrue(bench: Bench): Promise<string> {
  const { engine, reference, tolerance } = bench;
  await agree(bench, reference.script.ptrue);
  const letters = ['A', 'B'].map((letter) => engine.tokenizer.encode(letter)[0]);
  const shares: number[] = [];
  for (const tokens of reference.script.ptrue) {
    const mine = firstOption(await after(engine, tokens), letters);
    const known = firstOption(reference.rows.get(keyOf(tokens)) as Next, letters);
    demand(Math.abs(mine - known) <= tolerance, `P(A) ${mine.toFixed(4)}, read afresh ${known.toFixed(4)}`);
    shares.push(mine);
  }
  const [trueFirst = NaN, falseFirst = NaN] = shares;
  return `P(True) ${((trueFirst + 1 - falseFirst) / 2).toFixed(3)} in both orders`;
}

async function stops(bench: Bench): Promise<string> {
  const { engine, reference } = bench;
  // Another beginning than anything that was asked.
  const tokens = reference.script.long.map((id) => id + 1).reverse();
  const controller = new AbortController();
  const read = readFromHere(engine);
  let end = '';
  const asked = engine.next([tokens], {}, controller.signal).then(
    () => (end = 'it ran to its end'),
    (thrown: unknown) => (end = AppError.from(thrown).code),
  );
  // In the middle: before its first chunk is read, stopping would show nothing.
  while (read() === 0 && end === '') await yieldToEvents();
  controller.abort();
  await asked;
  demand(end === 'aborted', end);
  const count = read();
  demand(count < tokens.length, `all ${count} tokens were read`);
  await agree(bench, reference.script.prompts.slice(0, 2));
  return `${count} of ${tokens.length} tokens were read`;
}

async function hidden({ engine }: Bench): Promise<string> {
  if (engine.info.lacks?.includes('hidden') !== true) return 'this engine has them';
  const end = await engine.next([[1, 2]], { hidden: true }).then(
    () => 'it gave something',
    (thrown: unknown) => AppError.from(thrown).code,
  );
  demand(end === 'backend-unavailable', end);
  return 'refused';
}
