/**
 * What looked-up drafts save or cost: the same problems, one at a time, with drafts of up to so many tokens and with none,
 * side by side in one process, each of them first in turn, as a Markdown table:
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

/** Most tokens of a draft; 0 is greedy decoding by the same loop. */
const DRAFTS = [0, 2, 3, 4, 8] as const;

interface Written {
  readonly ids: readonly number[];
  readonly milliseconds: number;
  readonly passes: number;
  readonly drafted: number;
  readonly accepted: number;
}
type ByDraft = ReadonlyMap<number, Written>;

const passed = process.argv.slice(2);
const args = parseArguments('run', run, ['draft-and-verify', ...passed]);
const plan = await readMethodPlan(args);
const { engine, model } = await openNodeEngine(engineChoice(args), { signal: new AbortController().signal });

async function write(item: Item, most: number): Promise<Written> {
  const settings = { seed: plan.seed, budget: plan.budget, answerTokens: plan.answerTokens, topK: 1 };
  const method = { method: plan.method, args: { ...plan.args, most } };
  const began = performance.now();
  const { events, counts = {} } = await runItem(engine, method, item, { ...settings, now: () => 0 });
  const milliseconds = performance.now() - began;
  const { passes = 0, drafted = 0, accepted = 0 } = counts;
  const ids = (foldTrace(events).branches.at(-1)?.tokens ?? []).map(({ id }) => id);
  return { ids, milliseconds, passes, drafted, accepted };
}

async function writeAll(item: Item, first: number): Promise<ByDraft> {
  const written = new Map<number, Written>();
  for (const [i] of DRAFTS.entries()) {
    const most = DRAFTS[(first + i) % DRAFTS.length] ?? 0;
    written.set(most, await write(item, most));
  }
  return written;
}

const problems: ByDraft[] = [];
for (const [i, item] of plan.items.entries()) {
  // What is run for the first time is slower.
  if (i === 0) await writeAll(item, 0);
  problems.push(await writeAll(item, i));
  if ((i + 1) % 20 === 0) console.error(`${i + 1} of ${plan.items.length}`);
}
await engine.dispose();

const NOTHING: Written = { ids: [], milliseconds: 0, passes: 0, drafted: 0, accepted: 0 };
const of = (problem: ByDraft, most: number): Written => problem.get(most) ?? NOTHING;
type Key = 'milliseconds' | 'passes' | 'drafted' | 'accepted';
function total(over: readonly ByDraft[], most: number, key: Key): number {
  return over.reduce((sum, problem) => sum + of(problem, most)[key], 0);
}
/** With drafts ÷ without, of sums, with a bootstrap over problems. */
function ratio(most: number, key: Key): string {
  const value = (sample: readonly ByDraft[]): number => total(sample, most, key) / total(sample, 0, key);
  return withInterval(value(problems), bootstrapInterval(problems, value, createRng(plan.seed)));
}
function row(most: number): string {
  const same = problems.filter((one) => String(of(one, most).ids) === String(of(one, 0).ids)).length;
  const [accepted, drafted] = (['accepted', 'drafted'] as const).map((key) => total(problems, most, key));
  const cells = [
    String(most),
    share(rate(same, problems.length)),
    share(rate(accepted ?? 0, drafted ?? 0)),
    ratio(most, 'passes'),
    ratio(most, 'milliseconds'),
  ];
  return `| ${cells.join(' | ')} |`;
}

const source =
  'file' in plan.source ? plan.source.file : `${plan.source.family} of difficulty ${plan.source.difficulty}`;
const tokens = problems.reduce((sum, problem) => sum + of(problem, 0).ids.length, 0);
console.log(
  [
    `## ${model.card?.id ?? engine.info.model.name}`,
    '',
    `${source}, n = ${problems.length}, seed ${plan.seed}, ${engine.info.backend}; ${tokens} tokens, ${number(total(problems, 0, 'milliseconds') / tokens)} ms a token without drafts. Made by \`npx tsx bench/draft-and-verify.ts ${passed.join(' ')}\`.`,
    '',
    '| most tokens of a draft | same tokens | drafted tokens that were right | passes, with ÷ without | time, with ÷ without |',
    '| --: | --- | --- | --- | --- |',
    ...DRAFTS.filter((most) => most > 0).map(row),
  ].join('\n'),
);
