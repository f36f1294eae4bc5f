/** All that a report says of an organism, measured here and nowhere else. */
import type { Engine } from '#engine/types.ts';
import { blindSpotProbe } from '#probes/blind-spot.ts';
import type { BlindSpotResult } from '#probes/blind-spot.ts';
import { runProbe } from '../run-probe.ts';
import { accuracyRows } from './accuracy.ts';
import type { AccuracyRow } from './accuracy.ts';
import { writeAnswers } from './answers.ts';
import type { ReportOptions } from './options.ts';
import { measureOwnMistakes } from './own-mistakes.ts';
import type { OwnMistakesReport } from './own-mistakes.ts';
import { measureJudgement } from './ptrue.ts';
import type { JudgementReport } from './ptrue.ts';

export interface OrganismReport {
  readonly model: { readonly sha256: string; readonly parameters: number; readonly bytes: number };
  readonly engine: string;
  readonly seed: number;
  readonly n: number;
  readonly accuracy: readonly AccuracyRow[];
  /** What `st probe blind-spot` prints for the same seed and n. */
  readonly correction: BlindSpotResult;
  readonly ownMistakes: OwnMistakesReport;
  readonly judgement: JudgementReport;
}

/** The probe comes first, on an engine that has answered nothing yet, so that its figures are those of the probe alone. */
export async function organismReport(engine: Engine, options: ReportOptions): Promise<OrganismReport> {
  const { seed, n, signal, onProgress } = options;
  const onItems = (done: number): void => onProgress?.(`planted mistakes, ${done} of ${n}`);
  const trials = await runProbe(engine, blindSpotProbe, blindSpotProbe.conditions, {
    ...{ seed, n, onItems },
    ...(signal ? { signal } : {}),
  });
  const answers = await writeAnswers(engine, options);
  const ownMistakes = await measureOwnMistakes(engine, answers, options);
  const judgement = await measureJudgement(engine, answers, options);
  const { sha256, parameters, bytes } = engine.info.model;
  return {
    model: { sha256, parameters, bytes },
    engine: engine.info.backend,
    ...{ seed, n },
    accuracy: accuracyRows(answers, seed),
    correction: blindSpotProbe.result(trials),
    ...{ ownMistakes, judgement },
  };
}
