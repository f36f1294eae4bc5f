/** All that a report says of an organism, measured here and nowhere else. */
import type { Engine } from '#engine/types.ts';
import { accuracyRows } from './accuracy.ts';
import type { AccuracyRow } from './accuracy.ts';
import { writeAnswers } from './answers.ts';
import { measureCorrection } from './correction.ts';
import type { CorrectionReport } from './correction.ts';
import type { ReportOptions } from './options.ts';
import { measureOwnMistakes } from './own-mistakes.ts';
import type { OwnMistakesReport } from './own-mistakes.ts';
import { measurePTrue } from './ptrue.ts';
import type { PTrueReport } from './ptrue.ts';

export interface OrganismReport {
  readonly model: { readonly sha256: string; readonly parameters: number; readonly bytes: number };
  readonly engine: string;
  readonly seed: number;
  readonly n: number;
  readonly accuracy: readonly AccuracyRow[];
  readonly correction: CorrectionReport;
  readonly ownMistakes: OwnMistakesReport;
  readonly ptrue: { readonly ownSamples: PTrueReport; readonly planted: PTrueReport };
}

export async function organismReport(engine: Engine, options: ReportOptions): Promise<OrganismReport> {
  const { model, backend } = engine.info;
  const answers = await writeAnswers(engine, options);
  const ownMistakes = await measureOwnMistakes(engine, answers, options);
  const correction = await measureCorrection(engine, options);
  const ptrue = await measurePTrue(engine, options);
  const { sha256, parameters, bytes } = model;
  return {
    model: { sha256, parameters, bytes },
    engine: backend,
    seed: options.seed,
    n: options.n,
    accuracy: accuracyRows(answers),
    correction,
    ownMistakes,
    ptrue,
  };
}
