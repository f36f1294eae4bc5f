/** `st run`: a method of self-correction on many problems, compared at equal tokens. */
import { AppError } from '#core/app-error.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import { drawBaselines } from '#runner/method/baselines.ts';
import type { ItemSettings } from '#runner/method/item-state.ts';
import { methodReport } from '#runner/method/method-report.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { startNodeThread } from '#sandbox/node-thread.ts';
import { openSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { runMethod } from '#runner/method/run-method.ts';
import type { BaselinePool } from '#scoring/methods/compared-method.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';
import type { Arguments } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { questionOf, readFinished } from '../method-document.ts';
import type { WorkOfSittings, MethodDocument, MethodQuestion } from '../method-document.ts';
import { METHOD_OPTIONS, readMethodPlan } from '../method-plan.ts';
import type { MethodPlan } from '../method-plan.ts';
import { methodText } from '../method-text.ts';
import { findModel } from '../model-files.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';
import type { OpenModel } from '../open-node-engine.ts';
import { RUN_FILE_OPTIONS, RunFiles } from '../run-files.ts';

export const run: Command = {
  summary: 'Runs a method of self-correction on many problems and compares it at equal tokens.',
  operands: 'METHOD',
  options: {
    ...ENGINE_OPTIONS,
    ...METHOD_OPTIONS,
    ...RUN_FILE_OPTIONS,
    resume: {
      value: 'FILE',
      help: 'what an earlier run --json of the same options printed: does what is left',
    },
    json: { help: 'one JSON document; the same command gives the same bytes' },
  },
  async run(args, io) {
    const plan = await readMethodPlan(args);
    checkModel(plan, args);
    const opened = await openNodeEngine(engineChoice(args), io);
    const sandbox = openSandbox(startNodeThread);
    try {
      const document = await carryOut(plan, { opened, sandbox, args, io });
      io.out(args.has('json') ? `${canonicalJson(document)}\n` : methodText(document));
    } finally {
      sandbox.close();
      await opened.engine.dispose();
    }
  },
};

interface Surroundings {
  readonly opened: OpenModel;
  readonly sandbox: Sandbox;
  readonly args: Arguments;
  readonly io: Io;
}

async function carryOut(plan: MethodPlan, around: Surroundings): Promise<MethodDocument> {
  const { opened, sandbox, args, io } = around;
  const question = questionOf(plan, opened);
  const resumed = args.text('resume');
  const before = resumed === null ? null : await readFinished(resumed, question);
  const settings = { ...settingsOf(plan, args, io), execute: sandbox.run };
  const started = { ...opened.engine.cost(), time: settings.now() };
  const runs = (before?.runs ?? []).map((one): ItemRun => ({ ...one, events: [] }));
  const files = await RunFiles.open(args);
  try {
    await finish(plan, runs, { ...around, settings, files });
  } finally {
    await files.close();
  }
  if (files.told !== null) io.note(files.told);
  const work = workSince(started, { opened, now: settings.now, before: before?.work ?? null });
  const finished = inOrder(plan.items, runs);
  const pool = await poolFor(plan, finished, { ...around, settings });
  return documentOf(question, { finished, pool, work });
}

function settingsOf(plan: MethodPlan, args: Arguments, { signal }: Io): ItemSettings {
  const { seed, budget, answerTokens } = plan;
  const stands = args.has('json') && budget.seconds === null;
  return { seed, budget, answerTokens, topK: 1, signal, now: stands ? () => 0 : () => performance.now() };
}

interface Running extends Surroundings {
  readonly settings: ItemSettings;
}

/** Adds what is left to `runs`, as far as it comes. */
async function finish(
  plan: MethodPlan,
  runs: ItemRun[],
  { opened, files, io, settings }: Running & { readonly files: RunFiles },
): Promise<void> {
  const n = plan.items.length;
  const items = new Map(plan.items.map((item) => [item.id, item]));
  const tell = (): void => io.note(`${plan.method.id}: ${runs.length} of ${n} problems…`);
  tell();
  const request = { ...plan, done: new Set(runs.map(({ item }) => item)) };
  for await (const one of runMethod(opened.engine, request, settings)) {
    if (one.cause === 'aborted') continue;
    const item = items.get(one.item);
    if (item !== undefined) await files.write(one, item, { ...plan, opened });
    runs.push({ ...one, events: [] });
    if (runs.length % Math.ceil(n / 10) === 0) tell();
  }
}

function workSince(
  started: { readonly passes: number; readonly computedTokens: number; readonly time: number },
  { opened, now, before }: { opened: OpenModel; now: () => number; before: WorkOfSittings | null },
): WorkOfSittings {
  const { passes, computedTokens } = opened.engine.cost();
  return {
    passes: passes - started.passes + (before?.passes ?? 0),
    computedTokens: computedTokens - started.computedTokens + (before?.computedTokens ?? 0),
    seconds: (now() - started.time) / 1000 + (before?.seconds ?? 0),
  };
}

/** Null where they are not wanted, nothing is finished, or the run was stopped. */
async function poolFor(
  plan: MethodPlan,
  finished: readonly ItemRun[],
  { opened, io, settings }: Running,
): Promise<BaselinePool | null> {
  if (!plan.baselines || finished.length < plan.items.length || io.signal.aborted) return null;
  io.note('baselines at equal tokens…');
  const tokens = finished.reduce((sum, { cost }) => sum + cost.generated, 0) / finished.length;
  const { items, inFlight } = plan;
  return drawBaselines(
    opened.engine,
    { items, temperature: temperatureOf(plan), tokens, inFlight },
    settings,
  );
}

/** That of the method where it samples, else 1. */
function temperatureOf({ args }: MethodPlan): number {
  const own = args['temperature'];
  return typeof own === 'number' && own > 0 ? own : 1;
}

function documentOf(
  question: MethodQuestion,
  { finished, pool, work }: { finished: readonly ItemRun[]; pool: BaselinePool | null; work: WorkOfSittings },
): MethodDocument {
  const report = methodReport({
    runs: finished,
    pool,
    seed: question.seed,
    engine: work,
    seconds: work.seconds,
  });
  return { ...question, report, work, runs: finished.map(({ events: _, ...one }) => one) };
}

function checkModel({ method, args: own }: MethodPlan, args: Arguments): void {
  const { card } = findModel(args.text('model'));
  if (method.needsWith(own) === 'any' || card?.organism !== true) return;
  const what = method.needs === 'any' ? `${method.title} with these parameters` : method.title;
  throw new AppError(
    'bad-input',
    `${what} needs a model that follows instructions, and ${card.name} does not. Give --model smollm2-135m or a file of your own.`,
  );
}
