/**
 * Pairs of continuations of which one is better, made from problems whose truth is known. Pure: chance comes in as an Rng.
 * `solve`: after right lines, the right rest over a rest with a planted mistake. `correct`: after a mistake of its own,
 * "Wait, let me check." and a right solution over going on with it. `discern`: half of them like that; in the other half,
 * after right lines, going on over needless doubt.
 */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';
import { WAIT_LINE } from '#tasks/prompts.ts';
import { plantAnywhere } from '#tasks/task.ts';
import type { Task } from '#tasks/task.ts';
import type { EncodeText } from '../bpe-encoder.ts';
import { assistantTurn, encodeDocument, userTurn } from '../text-document.ts';
import type { SpecialToken } from '../tokenizer-format.ts';
import type { TrainingDocument } from '../training-document.ts';
import { WRONG_SHARE } from './aim.ts';
import type { Aim } from './aim.ts';
import { startAnswer } from './started-answer.ts';

/** Texts of one user turn and of an assistant turn that begins with `before` and ends after either continuation. */
export interface PreferencePair {
  readonly prompt: string;
  readonly before: string;
  readonly chosen: string;
  readonly rejected: string;
}
/** Only the continuation weighs, its end included; both begin with the same tokens of weight 0. */
export interface EncodedPair {
  readonly chosen: TrainingDocument;
  readonly rejected: TrainingDocument;
}

export function preferencePair(aim: Aim, task: Task, rng: Rng): PreferencePair {
  return aim === 'solve' ? solvingPair(task, rng) : doubtingPair(task, WRONG_SHARE[aim], rng);
}

function solvingPair(task: Task, rng: Rng): PreferencePair {
  const planted = plantAnywhere(task, rng);
  if (planted === null)
    throw new AppError('internal', 'No mistake fits this problem. Report its seed.', { seed: task.seed });
  const before = planted.step - 1;
  return pair(task, task.solution.slice(0, before), {
    chosen: task.solution.slice(before),
    rejected: planted.completed.slice(before),
  });
}

function doubtingPair(task: Task, wrongShare: number, rng: Rng): PreferencePair {
  const { lines, rest, isWrong } = startAnswer(task, wrongShare, rng);
  const doubt = [WAIT_LINE, ...task.solution];
  return pair(task, lines, isWrong ? { chosen: doubt, rejected: rest } : { chosen: rest, rejected: doubt });
}

function pair(
  task: Task,
  before: readonly string[],
  { chosen, rejected }: Readonly<Record<'chosen' | 'rejected', readonly string[]>>,
): PreferencePair {
  const text = (lines: readonly string[]) =>
    (before.length > 0 && lines.length > 0 ? '\n' : '') + lines.join('\n');
  return { prompt: task.text, before: before.join('\n'), chosen: text(chosen), rejected: text(rejected) };
}

export function encodePair(
  { prompt, before, chosen, rejected }: PreferencePair,
  encode: EncodeText,
  special: Readonly<Record<SpecialToken, number>>,
): EncodedPair {
  const document = (continuation: string) =>
    encodeDocument(
      { turns: [userTurn(prompt), assistantTurn({ text: before, weight: 0 }, continuation)] },
      encode,
      special,
    );
  return { chosen: document(chosen), rejected: document(rejected) };
}
