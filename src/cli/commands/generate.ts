/** `st generate`: writes an answer step by step and pulls the levers asked for. */
import type { Trace, TraceCost } from '#core/trace/events.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import type { Problem } from '#tasks/problem.ts';
import { reportBranch } from '../answer-report.ts';
import { carryOutPlan, messagesOf } from '../carry-out-plan.ts';
import { autoLog } from '../auto-plan.ts';
import type { Command, Io } from '../command.ts';
import { GENERATE_OPTIONS, readPlan } from '../generate-plan.ts';
import type { Plan } from '../generate-plan.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';
import type { OpenModel } from '../open-node-engine.ts';
import { printBranch } from '../print-answer.ts';
import { Session } from '../session.ts';
import { traceHeader } from '../trace-header.ts';
import { reportVotes } from '../vote-report.ts';

export const generate: Command = {
  summary: 'Lets a model solve a problem step by step, backtrack, or think again.',
  operands: '',
  options: { ...ENGINE_OPTIONS, ...GENERATE_OPTIONS },
  async run(args, io) {
    const plan = readPlan(args);
    const opened = await openNodeEngine(engineChoice(args), io);
    const now = args.has('json') ? () => 0 : () => performance.now();
    const session = new Session(opened.engine, { signal: io.signal, now });
    io.note(`${where(opened)} is writing. Ctrl-C stops it and prints what is there.`);
    try {
      await carryOutPlan(session, plan);
    } finally {
      if (session.branches.length > 0) print(session, { plan, opened, json: args.has('json') }, io);
      await opened.engine.dispose();
    }
  },
};

interface Made {
  readonly plan: Plan;
  readonly opened: OpenModel;
  readonly json: boolean;
}

function print(session: Session, made: Made, io: Io): void {
  if (made.json) io.out(`${canonicalJson(document(session, made))}\n`);
  else io.out(forPeople(session, made));
}

function document(session: Session, { plan, opened }: Made): unknown {
  const {
    trace: problem,
    seed,
    settings,
    tokens,
    samples,
    marker,
    backtrackTo,
    waitAfterStep,
    wait,
    plant,
    auto,
  } = plan;
  const planted =
    plant === null
      ? null
      : { turn: plant.turn, lines: plant.lines, kind: plant.planted.kind, step: plant.planted.step };
  const args = {
    settings: { ...settings },
    tokens,
    samples,
    marker,
    backtrackTo,
    waitAfterStep,
    wait,
    plant: planted,
    auto: auto === null ? null : { ...auto, remedy: { ...auto.remedy } },
  };
  const header = traceHeader(opened, { problem, method: { id: 'generate', args }, seed });
  const trace: Trace = { header, events: session.events };
  const branches = reports(session, plan.problem);
  const last = branches[session.result?.id ?? -1];
  const votes = samples > 1 ? reportVotes(branches) : null;
  return {
    trace,
    branches,
    votes,
    answer: votes?.majority ?? last?.answer ?? null,
    correct: votes === null ? (last?.correct ?? null) : null,
  };
}

function reports(session: Session, problem: Problem | null) {
  return session.branches.map((branch) => reportBranch(branch, problem));
}

function forPeople(session: Session, { plan, opened }: Made): string {
  const branches = reports(session, plan.problem);
  const asked = messagesOf(plan)
    .map(({ content }) => content)
    .join('\n');
  const shown = session.branches.map((branch, i) =>
    printBranch(branch, branches[i] as (typeof branches)[number]),
  );
  const votes = plan.samples > 1 ? votesLine(branches) : '';
  const log = autoLog(session.events);
  const speed = speedLine(session);
  return `${asked}\n(${where(opened)}, seed ${plan.seed}; numbers: mean self-certainty in nats, raw, V ${opened.engine.info.model.vocabSize})\n\n${shown.join('\n')}${votes}${log}${speed}`;
}

function votesLine(branches: ReturnType<typeof reports>): string {
  const { majority, borda, bordaPower, bestOfN, ties } = reportVotes(branches);
  const tie = ties.length > 1 ? ` (tie: ${ties.join(', ')})` : '';
  return `\nmajority ${majority ?? '–'}${tie}, Borda p ${bordaPower} ${borda ?? '–'}, best of ${branches.length} ${bestOfN ?? '–'}\n`;
}

function where({ engine }: OpenModel): string {
  const { model, backend, threads } = engine.info;
  return `${model.name} (${backend}, ${threads} thread${threads === 1 ? '' : 's'})`;
}

function speedLine({ branches }: Session): string {
  const sum = (of: (cost: TraceCost) => number): number =>
    branches.reduce((total, { cost }) => total + of(cost), 0);
  const [tokens, milliseconds] = [sum((cost) => cost.generated), sum((cost) => cost.milliseconds)];
  return milliseconds > 0 ? `\n${tokens} tokens in ${(milliseconds / 1000).toFixed(1)} s\n` : '';
}
