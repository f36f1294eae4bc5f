/** What tuning is judged by, before and after: shares on the same fresh problems, from seeds that no training draws. */
import type { Engine } from '#engine/types.ts';
import { endsRight } from '#probes/blind-spot.ts';
import { complete } from '#runner/complete.ts';
import type { ReportOptions } from '#runner/report/options.ts';
import { ANSWER_TOKENS } from '#runner/run-probe.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { freshTasks, plantedItems } from '#tasks/evaluation-items.ts';
import { WAIT_LINE, problemMessages } from '#tasks/prompts.ts';
import type { Task } from '#tasks/task.ts';

export interface TunedFigures {
  /** Problems solved, sampled at temperature 1. */
  readonly solved: Rate;
  /** Right in the end though its own turn begins with a mistake; greedy, no marker. */
  readonly corrected: Rate;
  /** Right in the end after a right beginning of the same length. */
  readonly kept: Rate;
  /** Right beginnings after which it wrote "Wait, let me check." all the same. */
  readonly doubted: Rate;
}
/** A problem and the lines with which the model's own turn begins. */
interface Begun {
  readonly task: Task;
  readonly lines: readonly string[];
}
interface Answered {
  readonly isRight: boolean;
  readonly isDoubted: boolean;
}

export async function measureTuned(
  engine: Engine,
  difficulties: readonly number[],
  options: ReportOptions,
): Promise<TunedFigures> {
  const items = plantedItems(options.seed, difficulties, options.n);
  const wrong = items.map(({ task, planted }): Begun => ({ task, lines: planted.lines }));
  const right = wrong.map(({ task, lines }): Begun => {
    return { task, lines: task.solution.slice(0, lines.length) };
  });
  const fresh = mixedTasks(difficulties, options).map((task): Begun => ({ task, lines: [] }));
  const solved = await answer(engine, fresh, 1, options);
  const corrected = await answer(engine, wrong, 0, options);
  const kept = await answer(engine, right, 0, options);
  return {
    solved: shareOf(solved, 'isRight'),
    corrected: shareOf(corrected, 'isRight'),
    kept: shareOf(kept, 'isRight'),
    doubted: shareOf(kept, 'isDoubted'),
  };
}

/** Difficulties in turn. */
function mixedTasks(difficulties: readonly number[], { seed, n }: ReportOptions): Task[] {
  const byDifficulty = difficulties.map((difficulty) => freshTasks(seed, difficulty, n));
  return Array.from({ length: n }, (_, i) => byDifficulty[i % difficulties.length]?.[i]).filter(
    (task) => task !== undefined,
  );
}

async function answer(
  engine: Engine,
  begun: readonly Begun[],
  temperature: number,
  { seed, signal }: ReportOptions,
): Promise<Answered[]> {
  const openings = begun.map(({ task, lines }) => {
    return { messages: problemMessages(task), forced: lines.join('\n'), temperature };
  });
  const turns = await complete(engine, openings, { seed, tokens: ANSWER_TOKENS }, signal);
  return begun.map(({ task }, i) => {
    const text = turns[i]?.text ?? '';
    return { isRight: endsRight(task, text), isDoubted: text.includes(WAIT_LINE) };
  });
}

function shareOf(answers: readonly Answered[], what: keyof Answered): Rate {
  return rate(answers.filter((one) => one[what]).length, answers.length);
}
