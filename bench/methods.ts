/**
 * All methods on the same problems, beside greedy decoding and what their tokens buy as samples, as a Markdown table:
 *   npx tsx bench/methods.ts --n 500 --difficulty 4 > bench/results/methods-organism.md
 * Options are those of `st run`; `--methods "a; b x=1; …"` names other lines, and `--keep FOLDER` keeps what is finished,
 * so that a long table can be gone on with. One pool of samples serves every line.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from '../src/cli/arguments.ts';
import { run } from '../src/cli/commands/run.ts';
import { readMethodPlan } from '../src/cli/method-plan.ts';
import type { MethodPlan } from '../src/cli/method-plan.ts';
import { engineChoice, openNodeEngine } from '../src/cli/open-node-engine.ts';
import { difference, number, share, withInterval } from '../src/cli/report-figures.ts';
import { METHODS } from '#methods/index.ts';
import { drawBaselines } from '#runner/method/baselines.ts';
import type { ItemSettings } from '#runner/method/item-state.ts';
import { methodReport } from '#runner/method/method-report.ts';
import type { MethodReport } from '#runner/method/method-report.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { runMethod } from '#runner/method/run-method.ts';
import { startNodeThread } from '#sandbox/node-thread.ts';
import { openSandbox } from '#sandbox/sandbox.ts';
import { beatsSelfConsistency } from '#scoring/methods/compared-method.ts';
import type { BaselinePool, Compared } from '#scoring/methods/compared-method.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';

/** Beside each method as it is: other settings worth a line. */
const VARIANTS: Readonly<Partial<Record<keyof typeof METHODS, readonly string[]>>> = {
  'self-consistency': ['n=4'],
  'wait-after-answer': ['marker=So'],
  backtrack: ['location=self-found', 'location=gold', 'location=noisy-gold'],
};
/** What a tiny organism can follow. */
const LINES = Object.values(METHODS)
  .filter(({ needs }) => needs === 'any')
  .flatMap(({ id }) => [id, ...(VARIANTS[id as keyof typeof METHODS] ?? []).map((args) => `${id} ${args}`)]);

const passed = process.argv.slice(2);
const wantedLines = taken('methods');
const lines = wantedLines?.split(/;\s*/) ?? LINES;
const named = wantedLines === null ? [] : ['--methods', `"${wantedLines}"`];
const folder = taken('keep');
if (folder !== null) mkdirSync(folder, { recursive: true });

/** An option of this program: out of what is passed on to `st run`. */
function taken(name: string): string | null {
  const at = passed.indexOf(`--${name}`);
  return at < 0 ? null : (passed.splice(at, 2)[1] ?? null);
}

async function planOf(line: string): Promise<MethodPlan> {
  const [id = '', ...params] = line.split(' ');
  const given = params.flatMap((param) => ['--param', param]);
  return readMethodPlan(parseArguments('run', run, [id, ...passed, ...given]));
}

function pathOf(name: string): string | null {
  return folder === null ? null : join(folder, `${name.replace(/[^\w=.-]/g, '_')}.json`);
}
function kept<T>(name: string): T | null {
  const path = pathOf(name);
  return path !== null && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null;
}
function keep<T>(name: string, value: T): T {
  const path = pathOf(name);
  if (path !== null) writeFileSync(path, JSON.stringify(value));
  return value;
}

const args = parseArguments('run', run, ['greedy', ...passed]);
const opened = await openNodeEngine(engineChoice(args), { signal: new AbortController().signal });
const sandbox = openSandbox(startNodeThread);

function settingsOf({ seed, budget, answerTokens }: MethodPlan): ItemSettings {
  return { seed, budget, answerTokens, topK: 1, execute: sandbox.run, now: () => 0 };
}
async function runsOf(line: string, plan: MethodPlan): Promise<ItemRun[]> {
  const before = kept<ItemRun[]>(line);
  if (before !== null) return before;
  const runs: ItemRun[] = [];
  for await (const one of runMethod(opened.engine, plan, settingsOf(plan))) runs.push({ ...one, events: [] });
  return keep(line, inOrder(plan.items, runs));
}
function meanTokens(runs: readonly ItemRun[]): number {
  return runs.reduce((sum, { cost }) => sum + cost.generated, 0) / runs.length;
}

const done: { readonly line: string; readonly runs: readonly ItemRun[] }[] = [];
for (const line of lines) {
  done.push({ line, runs: await runsOf(line, await planOf(line)) });
  console.error(`${line}: done`);
}
const plan = await planOf('greedy');
const wanted = Math.max(...done.map(({ runs }) => meanTokens(runs)));
const request = { items: plan.items, temperature: 1, tokens: wanted, inFlight: plan.inFlight };
const pool =
  kept<BaselinePool>('pool') ?? keep('pool', await drawBaselines(opened.engine, request, settingsOf(plan)));
sandbox.close();
await opened.engine.dispose();

function row(line: string, runs: readonly ItemRun[]): string {
  const engine = { passes: 0, computedTokens: 0 };
  const report = methodReport({ runs, pool, seed: plan.seed, engine, seconds: 0 });
  const { accuracy, tokens, unanswered, oracle, baselines } = report;
  const cells = [
    oracle ? `${line} (**oracle**)` : line,
    share(accuracy),
    tokens === null ? '–' : withInterval(tokens.mean, tokens.interval),
    ...flipCells(report),
    String(unanswered),
    against(baselines?.selfConsistency ?? undefined, baselines?.short),
    beating(beatsSelfConsistency(baselines ?? null)),
    against(baselines?.bestOfN, baselines?.short),
  ];
  return `| ${cells.join(' | ')} |`;
}
function flipCells({ flips, correction }: MethodReport): string[] {
  if (flips === null || correction === null) return Array<string>(5).fill('–');
  const { broken, repaired, confidence, critique, gain, rss } = correction;
  const ratios = [confidence, critique].map(({ rate, interval }) => withInterval(rate, interval));
  return [
    share(broken),
    share(repaired),
    `${correction.wrongSame} / ${correction.wrongOther}`,
    difference(gain),
    [...ratios, withInterval(flips.rss, rss)].join(' / '),
  ];
}
function beating(beats: boolean | null): string {
  return beats === null ? '–' : beats ? 'yes' : 'not shown';
}
function against(baseline: Compared | undefined, short = false): string {
  if (baseline === undefined || baseline.methodMinusThis === null) return '–';
  const { k, accuracy, tokens, methodMinusThis: than } = baseline;
  const few = short ? ' (fewer tokens)' : '';
  return `k = ${k}, ${number(accuracy.rate)} at ${number(tokens)}${few}; ${difference(than)}`;
}

const { model: facts } = opened.engine.info;
const source =
  'file' in plan.source ? plan.source.file : `${plan.source.family} of difficulty ${plan.source.difficulty}`;
console.log(
  [
    `# Methods on ${opened.model.card?.id ?? facts.name}`,
    '',
    `${source}, n = ${plan.items.length}, seed ${plan.seed}, sha256 ${facts.sha256.slice(0, 12)}…, ${opened.engine.info.backend}. 95 % intervals: Wilson for shares, bootstrap over problems for means and differences. Flips are against the draft where a method revises one, else against the greedy answer. The columns at equal tokens spend the method's tokens on samples at temperature 1 instead: the k nearest in tokens, their accuracy, and the method minus that; a method beats self-consistency where the interval of the difference lies above 0. Made by \`npx tsx bench/methods.ts ${[...passed, ...named].join(' ')}\`.`,
    '',
    '| method | ends right | tokens a problem | R→W | W→R | W→W unchanged / to another | after − before | CL / CS / RSS | unanswered | self-consistency at equal tokens; difference | beats it | Best-of-N at equal tokens; difference |',
    '|---|---|---|---|---|---|---|---|--:|---|---|---|',
    ...done.map(({ line, runs }) => row(line, runs)),
  ].join('\n'),
);
