/**
 * Mistakes that nobody planted: the wrong answers the model wrote itself, each gone on with after nothing, a control
 * marker or "Wait,". A planted mistake is one that the model would hardly make; of its own ones, those of greedy decoding
 * come from the same reading that the second look takes, those of sampling from chance.
 */
import type { Engine } from '#engine/types.ts';
import { MARKER_NAMES, PROBE_MARKERS, endsRight, ownTurn } from '#probes/blind-spot.ts';
import type { ByMarker, MarkerName } from '#probes/blind-spot.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { complete } from '../complete.ts';
import { ANSWER_TOKENS } from '../run-probe.ts';
import { firstSamples } from './answers.ts';
import type { AnswersAt, WrittenAnswer } from './answers.ts';
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
  options.onProgress?.('mistakes of its own');
  const tasks = answers.flatMap((at) => at.tasks);
  return {
    greedy: await goneOnWith(
      engine,
      tasks.map(({ greedy }) => greedy),
      options,
    ),
    sampled: await goneOnWith(engine, firstSamples(tasks), options),
  };
}

async function goneOnWith(
  engine: Engine,
  answers: readonly WrittenAnswer[],
  { seed, signal }: ReportOptions,
): Promise<ByMarker> {
  const asked = answers
    .filter(({ isRight }) => !isRight)
    .flatMap((answer) => MARKER_NAMES.map((marker) => ({ ...answer, marker })));
  const openings = asked.map(({ task, text, marker }) =>
    ownTurn(task, text.trimEnd().split('\n'), PROBE_MARKERS[marker]),
  );
  const turns = await complete(engine, openings, { seed, tokens: ANSWER_TOKENS }, signal);
  const mended = asked.map(({ task }, i) => endsRight(task, turns[i]?.text ?? ''));
  const share = (marker: MarkerName): Rate => {
    const places = asked.flatMap((one, i) => (one.marker === marker ? [i] : []));
    return rate(places.filter((i) => mended[i]).length, places.length);
  };
  return { none: share('none'), control: share('control'), hmm: share('hmm'), wait: share('wait') };
}
