/** A plan as runner requests, one lever after the other; each lever acts on the branch before it. */
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { BranchReason, SamplingSettings } from '#core/trace/events.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { backtrackTarget, stepNumbered } from '#runner/backtrack-target.ts';
import type { AutoRequest, ContinueRequest, ForcedPiece } from '#runner/request.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import { ownTurnText } from '#tasks/planted-turns.ts';
import { userErrorMessages } from '#tasks/prompts.ts';
import { retakeSettings } from './auto-plan.ts';
import type { Plan } from './generate-plan.ts';
import type { Session } from './session.ts';

export async function carryOutPlan(session: Session, plan: Plan): Promise<void> {
  if (plan.samples > 1) await session.run(sampleRequest(plan));
  else if (watchesFirst(plan)) return void (await session.run(autoRequest(plan, plan.auto, null)));
  else await session.run(firstRequest(plan));
  if (plan.backtrackTo !== null)
    await lever(session, (branch) => backtrack(plan, branch, plan.backtrackTo ?? 1));
  if (plan.waitAfterStep !== null)
    await lever(session, (branch) => waitAfterStep(plan, branch, plan.waitAfterStep ?? 1));
  if (plan.wait) await lever(session, (branch) => wait(plan, branch.textLength, 'after the answer'));
  const branch = session.branches.at(-1);
  if (plan.auto !== null && branch !== undefined && !session.stopped)
    await session.run(autoRequest(plan, plan.auto, branch));
}

/** With no other lever the policy watches the first answer while it is written. */
function watchesFirst(plan: Plan): plan is Plan & { readonly auto: AutoPolicy } {
  const { auto, plant, backtrackTo, waitAfterStep, wait } = plan;
  return auto !== null && plant === null && backtrackTo === null && waitAfterStep === null && !wait;
}

/** @param branch what stands already; null begins a first answer. */
function autoRequest(plan: Plan, policy: AutoPolicy, branch: BranchView | null): AutoRequest {
  const { text, problem, settings, seed, topK } = plan;
  const id = branch?.id ?? 0;
  return {
    type: 'auto',
    branch: id,
    open: branch === null ? firstRequest(plan).open : null,
    standing: { tokens: branch?.tokens ?? [], end: branch?.end ?? null },
    nextBranch: id + 1,
    messages: messagesOf(plan),
    question: { text, generated: problem !== null },
    userTurn: branch?.userTurn ?? null,
    settings,
    retake: retakeSettings(settings),
    seed: branch?.seed ?? seed,
    topK,
    policy,
  };
}

async function lever(session: Session, requestOn: (branch: BranchView) => BranchRequest): Promise<void> {
  const branch = session.branches.at(-1);
  if (branch === undefined || session.stopped) return;
  const { at, reason, label, forced, settings, seed, plan } = requestOn(branch);
  const { userTurn } = branch;
  await session.run({
    ...common(plan),
    branch: session.branches.length,
    open: { parent: branch.id, at, reason, label, userTurn },
    kept: idsBefore(branch, at),
    forced,
    settings,
    seed,
  });
}

interface BranchRequest {
  readonly plan: Plan;
  readonly at: number;
  readonly reason: BranchReason;
  readonly label: string;
  readonly forced: readonly ForcedPiece[];
  readonly settings: SamplingSettings;
  readonly seed: number;
}

export function messagesOf({ text, problem, plant }: Plan): readonly Message[] {
  if (problem !== null && plant?.turn === 'user') return userErrorMessages(problem, plant.lines);
  return [{ role: 'user', content: text }];
}

function common(plan: Plan) {
  const { topK, tokens } = plan;
  return { type: 'continue', messages: messagesOf(plan), limit: { until: 'end', tokens }, topK } as const;
}

function firstRequest(plan: Plan): ContinueRequest {
  const { plant, settings, seed } = plan;
  const lines = plant?.lines ?? [];
  const isWhole = plant !== null && lines.length === plant.planted.completed.length;
  const planted =
    plant?.turn === 'own' ? [{ kind: 'planted', content: ownTurnText(lines, isWhole) } as const] : [];
  const label =
    plant === null
      ? settingsLabel(settings, seed)
      : `planted in the ${plant.turn} turn: ${plant.planted.kind}, step ${plant.planted.step}`;
  return {
    ...common(plan),
    branch: 0,
    open: {
      parent: null,
      at: 0,
      reason: plant === null ? 'answer' : 'plant',
      label,
      userTurn: plant?.turn === 'user' ? lines.join('\n') : null,
    },
    kept: [],
    forced: planted,
    settings,
    seed,
  };
}

function sampleRequest(plan: Plan) {
  const { samples, settings, seed, tokens, topK } = plan;
  const where = { firstBranch: 0, count: samples, open: { parent: null, at: 0 }, kept: [] };
  return { type: 'sample', ...where, messages: messagesOf(plan), settings, seed, tokens, topK } as const;
}

function backtrack(plan: Plan, branch: BranchView, which: number | 'least-certain'): BranchRequest {
  const { at, label } = backtrackTarget(branch.tokens, which);
  const settings = retakeSettings(plan.settings);
  const seed = plan.seed + branch.id + 1;
  return { plan, at, reason: 'backtrack', label: `backtracked to ${label}`, forced: [], settings, seed };
}

function waitAfterStep(plan: Plan, branch: BranchView, number: number): BranchRequest {
  const { step } = stepNumbered(branch.tokens, number);
  return wait(plan, Math.min(step.end, branch.textLength), `after step ${number}`);
}

function wait(plan: Plan, at: number, where: string): BranchRequest {
  const { settings, seed, marker } = plan;
  const label = `${marker === '' ? 'no marker' : `“${marker}”`} ${where}`;
  return { plan, at, reason: 'wait', label, forced: [{ kind: 'marker', content: marker }], settings, seed };
}

function idsBefore(branch: BranchView, at: number): Tokens {
  return branch.tokens.slice(0, at).map(({ id }) => id);
}

function settingsLabel({ temperature }: SamplingSettings, seed: number): string {
  return temperature === 0 ? 'greedy' : `T ${temperature}, seed ${seed}`;
}
