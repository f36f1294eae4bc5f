/**
 * P(True) (arXiv 2207.05221 §3) of written solutions: of answers that the model sampled itself at temperature 1, and of
 * right and planted ones. What it is asked about is what the page asks about (tasks/ptrue-subject.ts). Beside it, on the
 * same samples, how well self-certainty and the mean log-probability of the answer tell right from wrong.
 */
import { createRng } from '#core/rng.ts';
import type { PTrueReading } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import { auroc, aurocInterval, brier, expectedCalibrationError } from '#scoring/calibration.ts';
import type { Judged } from '#scoring/calibration.ts';
import { rate } from '#scoring/intervals.ts';
import type { Interval, Rate } from '#scoring/intervals.ts';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import { MIDDLE_DIFFICULTIES, plantedItems } from '#tasks/evaluation-items.ts';
import { ptrueSubject } from '#tasks/ptrue-subject.ts';
import type { Task } from '#tasks/task.ts';
import { readPTrueOf } from '../read-ptrue.ts';
import { firstSamples } from './answers.ts';
import type { AnswersAt, WrittenAnswer } from './answers.ts';
import type { ReportOptions } from './options.ts';

export interface Ranking {
  /** Null without both right and wrong answers. */
  readonly auroc: number | null;
  readonly aurocInterval: Interval | null;
}
export interface PTrueReport extends Ranking {
  readonly n: number;
  readonly right: Rate;
  readonly ece: number | null;
  readonly brier: number | null;
  /** Null for no answers. */
  readonly meanMass: number | null;
}
export interface JudgementReport {
  readonly difficulties: readonly number[];
  /** Of one sampled answer a problem, where it states a result. */
  readonly ownSamples: PTrueReport;
  /** Of the same answers, higher held for surer. */
  readonly selfCertainty: Ranking;
  readonly meanLogprob: Ranking;
  /** Half of them right solutions, half with a planted mistake. */
  readonly planted: PTrueReport;
}
interface Proposed {
  readonly task: Task;
  readonly text: string;
  readonly isRight: boolean;
}

export async function measureJudgement(
  engine: Engine,
  answers: readonly AnswersAt[],
  options: ReportOptions,
): Promise<JudgementReport> {
  const own = ownSamples(answers, options.n);
  options.onProgress?.('P(True) on its own samples');
  const ownReport = await ptrueReport(engine, own, options);
  options.onProgress?.('P(True) on planted mistakes');
  return {
    difficulties: MIDDLE_DIFFICULTIES,
    ownSamples: ownReport,
    selfCertainty: rankedBy(own, ({ scores }) => scores?.selfCertainty, options.seed),
    meanLogprob: rankedBy(own, ({ scores }) => scores?.meanLogprob, options.seed),
    planted: await ptrueReport(engine, plantedAnswers(options), options),
  };
}

/** n in all, the middle difficulties in equal parts; what states no result cannot be asked about. */
function ownSamples(answers: readonly AnswersAt[], n: number): WrittenAnswer[] {
  const middle: readonly number[] = MIDDLE_DIFFICULTIES;
  return answers
    .filter(({ difficulty }) => middle.includes(difficulty))
    .flatMap(({ tasks }) => firstSamples(tasks.slice(0, Math.ceil(n / middle.length))))
    .slice(0, n)
    .filter(({ task, text }) => task.statedAnswer(text.split('\n')) !== null);
}

/** Every other item right, so that the base rate is a half. */
function plantedAnswers({ seed, n }: ReportOptions): Proposed[] {
  return plantedItems(seed + 2, MIDDLE_DIFFICULTIES, n).map(({ task, planted }, i) => {
    const isRight = i % 2 === 0;
    return { task, text: (isRight ? task.solution : planted.completed).join('\n'), isRight };
  });
}

function rankedBy(
  answers: readonly WrittenAnswer[],
  score: (answer: WrittenAnswer) => number | undefined,
  seed: number,
): Ranking {
  const judged = answers.flatMap((answer): Judged[] => {
    const p = score(answer);
    return p === undefined ? [] : [{ p, correct: answer.isRight }];
  });
  return ranking(judged, seed);
}
function ranking(judged: readonly Judged[], seed: number): Ranking {
  return { auroc: auroc(judged), aurocInterval: aurocInterval(judged, createRng(seed).fork('auroc')) };
}

async function ptrueReport(
  engine: Engine,
  proposed: readonly Proposed[],
  { seed, signal }: ReportOptions,
): Promise<PTrueReport> {
  const readings = await readAll(engine, proposed, signal);
  const judged = readings.map(({ pTrue }, i) => ({ p: pTrue, correct: proposed[i]?.isRight ?? false }));
  const masses = readings.map(({ trueFirst, falseFirst }) => (trueFirst.mass + falseFirst.mass) / 2);
  return {
    n: judged.length,
    right: rate(judged.filter(({ correct }) => correct).length, judged.length),
    ...ranking(judged, seed),
    ece: expectedCalibrationError(judged),
    brier: brier(judged),
    meanMass: masses.length === 0 ? null : masses.reduce((sum, mass) => sum + mass, 0) / masses.length,
  };
}

/** Questions of one batch: each asks two orders. */
const ASKED_AT_ONCE = 8;

async function readAll(
  engine: Engine,
  proposed: readonly Proposed[],
  signal?: AbortSignal,
): Promise<PTrueReading[]> {
  const readings: PTrueReading[] = [];
  for (let from = 0; from < proposed.length; from += ASKED_AT_ONCE) {
    const batch = proposed.slice(from, from + ASKED_AT_ONCE);
    readings.push(...(await Promise.all(batch.map((one) => read(engine, one, signal)))).flat());
  }
  return readings;
}

async function read(engine: Engine, { task, text }: Proposed, signal?: AbortSignal): Promise<PTrueReading[]> {
  const answer = pTrueSubjectOf(text);
  const request = { type: 'ptrue', branch: 0, at: 0, question: task.text, answer } as const;
  const readings: PTrueReading[] = [];
  for await (const event of readPTrueOf(engine, request, { signal, now: () => 0 }))
    if (event.type === 'ptrue') readings.push(event.reading);
  return readings;
}

/** Of a text that states a result: the solution that led to the last one, as on the page. */
export function pTrueSubjectOf(text: string): string {
  return ptrueSubject(splitSteps([...text]), text, true);
}
