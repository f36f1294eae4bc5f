/** Which levers can act just now, and if not, why: no dead controls. Pure. */
import type { BranchView } from '#core/trace/branch-view.ts';

export const LEVERS = [
  'generate',
  'step',
  'token',
  'wait',
  'backtrack',
  'fork',
  'ptrue',
  'plant',
  'sample',
  'auto',
  'stop',
] as const;
export type LeverId = (typeof LEVERS)[number];
/** The levers of the bar, and buttons elsewhere that act on the run. */
export const ACTIONS = [...LEVERS, 'edit', 'readings', 'replay'] as const;
export type ActionId = (typeof ACTIONS)[number];
/** Levers that open a menu first. */
export type MenuId = Extract<LeverId, 'wait' | 'backtrack' | 'ptrue' | 'plant' | 'sample' | 'auto'>;
/** Null: it can act. */
export type LeverReasons = Readonly<Record<ActionId, string | null>>;

export interface LeverSituation {
  readonly modelReady: boolean;
  /** What to do about the model that is not ready. */
  readonly modelAdvice: string;
  readonly running: boolean;
  /** Why the model is busy on another screen, ending with what to do; null while it is not. */
  readonly elsewhere: string | null;
  /** The trace on screen is a recorded run: Generate makes one here. */
  readonly recorded: boolean;
  /** It is being replayed: not all of it stands there just now. */
  readonly replaying: boolean;
  /** The trace on screen comes from another model than the loaded one, which cannot go on with its tokens. */
  readonly foreign: boolean;
  /** The same model wrote it on another engine, which the trace names. */
  readonly otherEngine: boolean;
  /** The checker knows the problem in the left panel. */
  readonly checked: boolean;
  /** Null when the problem can be asked. */
  readonly problemIssue: string | null;
  readonly branch: BranchView | null;
  /** The problem was changed since the answer on screen: Generate starts anew. */
  readonly problemChanged: boolean;
  readonly temperature: number;
  readonly hasGreedyAnswer: boolean;
  readonly steps: number;
  readonly tokenSelected: boolean;
  readonly answer: string | null;
  /** Samples with an answer whose P(True) was not asked; null where nothing was sampled. */
  readonly unread: number | null;
}

const RUNNING = 'The model is writing. Stop it first.';
const OTHER_ENGINE =
  'This answer was written on another engine, and its run says so. Press Generate for one of this engine, or change back in the model menu.';
const FOREIGN =
  'Another model wrote this run. Press Generate for an answer of the loaded one, then pull this lever on it.';
/** For whatever would need the true answer. */
export const NO_CHECKER =
  'There is no checker for a problem you wrote yourself, so nobody knows which lines are right. Press New for a generated problem.';
export const NO_FINAL_ANSWER = 'No final answer is written yet. Ask about a step, or let the model go on.';
export const NO_WHOLE_STEP =
  'No step is written to its end yet, so there is nothing to ask about. Press Step.';
const NO_TOKEN = 'Select a token first: click it, or Tab into the answer.';
export const REPLAYING = 'This is a replay, and not all of the run stands here. Leave it first: press Esc.';
const NOTHING_YET = 'There is no answer yet. Press Generate first.';
const ENDED =
  'The model has ended this answer. Use Wait, Backtrack, or a token’s alternatives to go on from it.';

export function leverReasons(now: LeverSituation): LeverReasons {
  const busy = now.modelReady ? (now.running ? RUNNING : now.elsewhere) : now.modelAdvice;
  const joins = now.replaying && !now.recorded ? REPLAYING : null;
  const acts = (more: string | null): string | null => busy ?? joins ?? more;
  const onAnswer = (more: string | null): string | null =>
    now.branch === null ? NOTHING_YET : now.foreign ? FOREIGN : now.otherEngine ? OTHER_ENGINE : more;
  const withAnswer = (more: string | null): string | null => acts(now.replaying ? REPLAYING : onAnswer(more));
  return {
    generate: acts(generateReason(now)),
    step: acts(writeReason(now)),
    token: acts(writeReason(now)),
    wait: withAnswer(now.branch?.textLength === 0 ? NOTHING_YET : null),
    backtrack: withAnswer(now.steps === 0 ? 'There is no step to go back to yet.' : null),
    fork: withAnswer(now.tokenSelected ? null : NO_TOKEN),
    edit: withAnswer(now.tokenSelected ? null : NO_TOKEN),
    ptrue: withAnswer(now.answer === null && now.steps === 0 ? NO_WHOLE_STEP : null),
    plant: acts(now.problemIssue ?? (now.checked ? null : NO_CHECKER)),
    sample: acts(now.problemIssue),
    auto: acts(autoReason(now)),
    readings: withAnswer(readingsReason(now)),
    replay: now.running ? RUNNING : now.branch === null ? NOTHING_YET : null,
    stop: now.running ? null : 'Nothing is running.',
  };
}

/** It watches the answer on screen, or begins one. */
function autoReason(now: LeverSituation): string | null {
  if (now.branch === null || now.problemChanged) return now.problemIssue;
  return now.foreign ? FOREIGN : now.otherEngine ? OTHER_ENGINE : now.replaying ? REPLAYING : null;
}

function readingsReason({ unread }: LeverSituation): string | null {
  if (unread === null) return 'There are no samples yet. Press Sample first.';
  return unread === 0 ? 'P(True) of every sample with an answer was asked already.' : null;
}

function writesAfresh(now: LeverSituation): boolean {
  return now.branch === null || now.problemChanged || now.recorded || now.foreign || now.otherEngine;
}

function generateReason(now: LeverSituation): string | null {
  if (writesAfresh(now) || hasEnded(now.branch)) {
    if (now.problemIssue !== null) return now.problemIssue;
    const same = !writesAfresh(now) && now.temperature === 0 && now.hasGreedyAnswer;
    if (same)
      return 'Greedy decoding would write the same answer again. Set a temperature above 0, or use Wait.';
  }
  return null;
}

function writeReason(now: LeverSituation): string | null {
  if (writesAfresh(now)) return now.problemIssue;
  return hasEnded(now.branch) ? ENDED : null;
}

/** Its own end of turn, or no room for another token. */
export function hasEnded(branch: BranchView | null): boolean {
  return branch?.end === 'stop-token' || branch?.end === 'context-full';
}
