/**
 * What auto-correct does to the shipped organism's answers: the same generated problems with the same seeds, once as they
 * are and once under each policy, as a Markdown table:
 *   npx tsx bench/auto-correct.ts [problems] [temperature] [difficulty]
 * Each line is `st generate --seed S --difficulty 4 --temperature T` with the options that it names. Seeds begin at 1001:
 * the default thresholds were chosen with those from 1 to 200 in sight.
 */
import { openNodeEngine } from '../src/cli/open-node-engine.ts';
import { carryOutPlan } from '../src/cli/carry-out-plan.ts';
import { generate } from '../src/cli/commands/generate.ts';
import { parseArguments } from '../src/cli/arguments.ts';
import { readPlan } from '../src/cli/generate-plan.ts';
import { reportBranch } from '../src/cli/answer-report.ts';
import { Session } from '../src/cli/session.ts';
import type { Engine } from '#engine/types.ts';
import { wilson } from '#scoring/intervals.ts';

const [problems = '100', temperature = '0.7', difficulty = '4'] = process.argv.slice(2);
const FIRST_SEED = 1001;
const POLICIES = [
  '',
  '--auto entropy --remedy backtrack',
  '--auto entropy --remedy wait',
  '--auto entropy --remedy wait --marker So',
  '--auto certainty --remedy backtrack',
  '--auto certainty --remedy wait',
  '--auto ptrue --remedy backtrack',
  '--auto ptrue --remedy wait',
];

interface Outcome {
  readonly isRight: boolean;
  readonly generated: number;
  readonly interventions: number;
}

async function outcome(engine: Engine, seed: number, policy: string): Promise<Outcome> {
  const words = `--seed ${seed} --difficulty ${difficulty} --temperature ${temperature} ${policy}`;
  const plan = readPlan(parseArguments('generate', generate, words.trim().split(' ')));
  const session = new Session(engine, { now: () => 0 });
  await carryOutPlan(session, plan);
  const { branches, result } = session;
  return {
    isRight: result !== null && reportBranch(result, plan.problem).correct === true,
    generated: branches.reduce((sum, { cost }) => sum + cost.generated, 0),
    interventions: branches.length - 1,
  };
}

function row(policy: string, outcomes: readonly Outcome[], plain: readonly Outcome[]): string {
  const n = outcomes.length;
  const right = outcomes.filter(({ isRight }) => isRight).length;
  const { low, high } = wilson(right, n) ?? { low: NaN, high: NaN };
  const mended = outcomes.filter(({ isRight }, i) => isRight && plain[i]?.isRight === false).length;
  const broken = outcomes.filter(({ isRight }, i) => !isRight && plain[i]?.isRight === true).length;
  const mean = (of: (one: Outcome) => number): string =>
    (outcomes.reduce((sum, one) => sum + of(one), 0) / n).toFixed(1);
  const share = `${(right / n).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] (${right} of ${n})`;
  const counts = `${mended} | ${broken} | ${mean((one) => one.interventions)} | ${mean((one) => one.generated)}`;
  return `| ${policy || 'no policy'} | ${share} | ${counts} |`;
}

const { engine } = await openNodeEngine(
  { model: null, threads: 1, wasm: false },
  { signal: new AbortController().signal },
);
console.log(`Difficulty ${difficulty}, temperature ${temperature}, ${problems} seeds from ${FIRST_SEED}\n`);
console.log('| policy | right in the end | mended | broken | interventions | tokens |');
console.log('|---|---|--:|--:|--:|--:|');
let plain: readonly Outcome[] = [];
for (const policy of POLICIES) {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < Number(problems); i++) outcomes.push(await outcome(engine, FIRST_SEED + i, policy));
  if (policy === '') plain = outcomes;
  console.log(row(policy, outcomes, plain));
}
await engine.dispose();
