/**
 * P(True) (arXiv 2207.05221 §3) of whole written solutions: of answers the model sampled itself at temperature 1, and
 * of right and planted ones. Reported: AUROC with bootstrap interval, ECE, Brier, the mass on the two labels.
 */
import { createRng } from '#core/rng.ts';
import type { Engine } from '#engine/types.ts';
import { auroc, aurocInterval, brier, expectedCalibrationError } from '#scoring/calibration.ts';
import type { Judged } from '#scoring/calibration.ts';
import { rate } from '#scoring/intervals.ts';
import type { Interval, Rate } from '#scoring/intervals.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import { solution } from '#tasks/problem.ts';
import type { Problem } from '#tasks/problem.ts';
import { problemMessages, proposedAnswer } from '#tasks/prompts.ts';
import { readPTrueOf } from '../read-ptrue.ts';
import { complete } from './complete.ts';
import { freshProblems, plantedItems } from './items.ts';
import { MIDDLE_DIFFICULTIES } from './options.ts';
import type { ReportOptions } from './options.ts';

export interface PTrueReport {
  readonly n: number;
  readonly right: Rate;
  readonly auroc: number | null;
  readonly aurocInterval: Interval | null;
  readonly ece: number | null;
  readonly brier: number | null;
  readonly meanMass: number;
}
interface Answered {
  readonly problem: Problem;
  readonly answer: string;
  readonly correct: boolean;
}

export async function measurePTrue(
  engine: Engine,
  options: ReportOptions,
): Promise<{ ownSamples: PTrueReport; planted: PTrueReport }> {
  options.onProgress?.('P(True) on its own samples');
  const ownSamples = await report(engine, await ownAnswers(engine, options), options);
  options.onProgress?.('P(True) on planted mistakes');
  return { ownSamples, planted: await report(engine, plantedAnswers(options), options) };
}

async function ownAnswers(engine: Engine, { seed, n, signal }: ReportOptions): Promise<Answered[]> {
  const each = Math.ceil(n / MIDDLE_DIFFICULTIES.length);
  const problems = MIDDLE_DIFFICULTIES.flatMap((difficulty) =>
    freshProblems(seed + 1, difficulty, each),
  ).slice(0, n);
  const openings = problems.map((problem) => ({ messages: problemMessages(problem), forced: '' }));
  const texts = await complete(engine, openings, { temperature: 1, seed, tokens: 160 }, signal);
  return problems.map((problem, i) => {
    const lines = (texts[i] as string).split('\n');
    return { problem, answer: proposedAnswer(lines), correct: finalAnswer(lines) === problem.answer };
  });
}

/** Every other item right, so that the base rate is a half. */
function plantedAnswers({ seed, n }: ReportOptions): Answered[] {
  return plantedItems(seed + 2, MIDDLE_DIFFICULTIES, n).map(({ problem, planted }, i) => {
    const correct = i % 2 === 0;
    return { problem, answer: proposedAnswer(correct ? solution(problem) : planted.completed), correct };
  });
}

async function report(
  engine: Engine,
  answers: readonly Answered[],
  options: ReportOptions,
): Promise<PTrueReport> {
  const judged: Judged[] = [];
  let mass = 0;
  for (const { problem, answer, correct } of answers.filter(({ answer }) => answer.trim() !== '')) {
    const events = readPTrueOf(
      engine,
      { type: 'ptrue', branch: 0, at: 0, question: problem.text, answer },
      { signal: options.signal, now: () => 0 },
    );
    for await (const event of events) {
      if (event.type !== 'ptrue') continue;
      judged.push({ p: event.reading.pTrue, correct });
      mass += (event.reading.trueFirst.mass + event.reading.falseFirst.mass) / 2;
    }
  }
  return {
    n: judged.length,
    right: rate(judged.filter(({ correct }) => correct).length, judged.length),
    auroc: auroc(judged),
    aurocInterval: aurocInterval(judged, createRng(options.seed).fork('auroc')),
    ece: expectedCalibrationError(judged),
    brier: brier(judged),
    meanMass: mass / judged.length,
  };
}
