/**
 * Mistakes that nobody planted: the wrong answers the model wrote itself, each gone on with after nothing, a control
 * marker or "Wait,". A planted mistake is one that the model would hardly make; of its own ones, those of greedy decoding
 * come from the same reading that the second look takes, those of sampling from chance.
 */
import type { Engine } from '#engine/types.ts';
import type { AnswersAt, WrittenAnswer } from './answers.ts';
import { byMarker, ownTurn, rightInTheEnd } from './correction.ts';
import type { ByMarker } from './correction.ts';
import type { ReportOptions } from './options.ts';

export interface OwnMistakesReport {
  /** Right in the end after a wrong greedy answer. */
  readonly greedy: ByMarker;
  /** Right in the end after a wrong answer sampled at temperature 1. */
  readonly sampled: ByMarker;
}

/** Of the wrong answers of all difficulties; n differs between the two. */
export async function measureOwnMistakes(
  engine: Engine,
  answers: readonly AnswersAt[],
  options: ReportOptions,
): Promise<OwnMistakesReport> {
  const after = (written: readonly WrittenAnswer[]): Promise<ByMarker> => {
    const wrong = written.filter(({ isRight }) => !isRight);
    const problems = wrong.map(({ problem }) => problem);
    return byMarker((marker) =>
      rightInTheEnd(engine, problems, (i) => turnOf(wrong[i] as WrittenAnswer, marker), options),
    );
  };
  options.onProgress?.('mistakes of its own');
  return {
    greedy: await after(answers.flatMap(({ greedy }) => greedy)),
    sampled: await after(answers.flatMap(({ sampled }) => sampled)),
  };
}

function turnOf({ problem, text }: WrittenAnswer, marker: string) {
  return ownTurn(problem, text.trimEnd().split('\n'), marker);
}
