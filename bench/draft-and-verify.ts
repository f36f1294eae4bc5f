/**
 * What looked-up drafts save or cost: the same problems, one at a time, with draft-and-verify and with one token a pass,
 * side by side in one process, the first of the two in turn, as a Markdown table:
 *   npx tsx bench/draft-and-verify.ts --model organism-wait --n 200
 * Options are those of `st run`. Needs an idle machine: the last two columns are times.
 */
import { parseArguments } from '../src/cli/arguments.ts';
import { run } from '../src/cli/commands/run.ts';
import { readMethodPlan } from '../src/cli/method-plan.ts';
import { engineChoice, openNodeEngine } from '../src/cli/open-node-engine.ts';
import { number, share, withInterval } from '../src/cli/report-figures.ts';
import { createRng } from '#core/rng.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { runItem } from '#runner/method/run-item.ts';
import type { Item } from '#tasks/items/item.ts';
import { bootstrapInterval, rate } from '#scoring/intervals.ts';

interface Written {
  readonly ids: readonly number[];
  readonly milliseconds: number;
  readonly passes: number;
  readonly drafted: number;
  readonly accepted: number;
}
interface Pair {
  readonly drafted: Written;
  readonly plain: Written;
}

const passed = process.argv.slice(2);
const args = parseArguments('run', run, ['draft-and-verify', ...passed]);
const plan = await readMethodPlan(args);
const { engine, model } = await openNodeEngine(engineChoice(args), { signal: new AbortController().signal });

/** @param most tokens of a draft; 0 is greedy decoding by the same loop */
async function write(item: Item, most: number): Promise<Written> {
  const settings = { seed: plan.seed, budget: plan.budget, answerTokens: plan.answerTokens, topK: 1 };
  const method = { method: plan.method, args: { ...plan.args, most } };
  const began = performance.now();
  const { events, counts = {} } = await runItem(engine, method, item, { ...settings, now: () => 0 });
  const milliseconds = performance.now() - began;
  const { branches } = foldTrace(events);
  const { passes = 0, drafted = 0, accepted = 0 } = counts;
  const ids = (branches.at(-1)?.tokens ?? []).map(({ id }) => id);
  return { ids, milliseconds, passes, drafted, accepted };
}

async function pairOf(item: Item, i: number): Promise<Pair> {
  const most = Number(plan.args['most']);
  if (i % 2 === 0) return { drafted: await write(item, most), plain: await write(item, 0) };
  const plain = await write(item, 0);
  return { plain, drafted: await write(item, most) };
}

const [first] = plan.items;
if (first !== undefined) await pairOf(first, 0);
const pairs: Pair[] = [];
for (const [i, item] of plan.items.entries()) {
  pairs.push(await pairOf(item, i));
  if ((i + 1) % 20 === 0) console.error(`${i + 1} of ${plan.items.length}`);
}
await engine.dispose();

const total = (of: (pair: Pair) => number, over: readonly Pair[] = pairs): number =>
  over.reduce((sum, pair) => sum + of(pair), 0);
/** Of sums, with a bootstrap over problems. */
function ratio(over: (pair: Pair) => number, under: (pair: Pair) => number): string {
  const value = (sample: readonly Pair[]): number => total(over, sample) / total(under, sample);
  return withInterval(value(pairs), bootstrapInterval(pairs, value, createRng(plan.seed)));
}

const n = pairs.length;
const same = pairs.filter(({ drafted, plain }) => String(drafted.ids) === String(plain.ids)).length;
const accepted = total(({ drafted }) => drafted.accepted);
const guessed = total(({ drafted }) => drafted.drafted);
const cells = [
  model.card?.id ?? engine.info.model.name,
  'file' in plan.source ? plan.source.file : `${plan.source.family} of difficulty ${plan.source.difficulty}`,
  share(rate(same, n)),
  `${accepted} of ${guessed}${guessed === 0 ? '' : ` (${number(accepted / guessed)})`}`,
  ratio(
    ({ drafted }) => drafted.passes,
    ({ plain }) => plain.passes,
  ),
  ratio(
    ({ drafted }) => drafted.milliseconds,
    ({ plain }) => plain.milliseconds,
  ),
  number(total(({ plain }) => plain.milliseconds) / total(({ plain }) => plain.ids.length)),
];
console.log(`| ${cells.join(' | ')} |`);
