/**
 * Does it correct a planted mistake (arXiv 2507.02778; methods.md 3)? The same wrong text stands in its own turn, with
 * nothing, a control marker or "Wait," after it, or in the user's turn. An answer counts as corrected when its last
 * stated result is the right one. The same markers after right text show what they break.
 */
import type { Engine } from '#engine/types.ts';
import type { Message } from '#core/messages.ts';
import { blindSpot } from '#scoring/blind-spot.ts';
import type { BlindSpot } from '#scoring/blind-spot.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { solution } from '#tasks/problem.ts';
import type { Problem } from '#tasks/problem.ts';
import { problemMessages, userErrorMessages } from '#tasks/prompts.ts';
import { isRight } from './answers.ts';
import { complete } from './complete.ts';
import { plantedItems } from './items.ts';
import type { PlantedItem } from './items.ts';
import { MIDDLE_DIFFICULTIES } from './options.ts';
import type { ReportOptions } from './options.ts';

/** Forced after the text, on a line of its own. */
export const REPORT_MARKERS = { none: '', control: 'So', hmm: 'Hmm,', wait: 'Wait,' } as const;
type MarkerName = keyof typeof REPORT_MARKERS;
export type ByMarker = Readonly<Record<MarkerName, Rate>>;
type Place = 'step' | 'answer';

export interface PlaceReport {
  /** Right in the end after a wrong text in its own turn. */
  readonly own: ByMarker;
  /** Right in the end after a right text in its own turn: 1 − this is what the marker breaks. */
  readonly kept: ByMarker;
  readonly blindSpot: BlindSpot | null;
  readonly blindSpotWithWait: BlindSpot | null;
}
export interface CorrectionReport {
  readonly difficulties: readonly number[];
  /** The text stops right after the wrong step. */
  readonly step: PlaceReport;
  /** The text goes on to the wrong answer. */
  readonly answer: PlaceReport;
  /** The same wrong solution in the user's turn. */
  readonly user: Rate;
}

export async function measureCorrection(engine: Engine, options: ReportOptions): Promise<CorrectionReport> {
  const items = plantedItems(options.seed, MIDDLE_DIFFICULTIES, options.n);
  const problems = items.map(({ problem }) => problem);
  options.onProgress?.("planted in the user's turn");
  const user = await rightInTheEnd(engine, problems, (i) => inUserTurn(items[i] as PlantedItem), options);
  const place = async (at: Place): Promise<PlaceReport> => {
    options.onProgress?.(`planted in its own turn, up to the ${at}`);
    const own = await byMarker((marker) =>
      rightInTheEnd(engine, problems, (i) => wrongTurn(items[i] as PlantedItem, at, marker), options),
    );
    const kept = await byMarker((marker) =>
      rightInTheEnd(engine, problems, (i) => rightTurn(items[i] as PlantedItem, at, marker), options),
    );
    return {
      own,
      kept,
      blindSpot: blindSpotOf(user, own.none),
      blindSpotWithWait: blindSpotOf(user, own.wait),
    };
  };
  return {
    difficulties: MIDDLE_DIFFICULTIES,
    step: await place('step'),
    answer: await place('answer'),
    user,
  };
}

interface Turn {
  readonly messages: readonly Message[];
  readonly forced: string;
}

function inUserTurn({ problem, planted }: PlantedItem): Turn {
  return { messages: userErrorMessages(problem, planted.completed), forced: '' };
}
function wrongTurn({ problem, planted }: PlantedItem, at: Place, marker: string): Turn {
  return ownTurn(problem, at === 'step' ? planted.lines : planted.completed, marker);
}
/** As many lines as the wrong text has, from the right solution. */
function rightTurn({ problem, planted }: PlantedItem, at: Place, marker: string): Turn {
  const lines = solution(problem);
  return ownTurn(problem, at === 'step' ? lines.slice(0, planted.lines.length) : lines, marker);
}
export function ownTurn(problem: Problem, lines: readonly string[], marker: string): Turn {
  return {
    messages: problemMessages(problem),
    forced: lines.join('\n') + (marker === '' ? '' : `\n${marker}`),
  };
}

export async function rightInTheEnd(
  engine: Engine,
  problems: readonly Problem[],
  turn: (i: number) => Turn,
  { seed, signal }: ReportOptions,
): Promise<Rate> {
  const texts = await complete(
    engine,
    problems.map((_, i) => turn(i)),
    { temperature: 0, seed, tokens: 160 },
    signal,
  );
  const right = problems.filter((problem, i) => isRight(problem, texts[i] as string));
  return rate(right.length, problems.length);
}

export async function byMarker(measure: (marker: string) => Promise<Rate>): Promise<ByMarker> {
  return {
    none: await measure(REPORT_MARKERS.none),
    control: await measure(REPORT_MARKERS.control),
    hmm: await measure(REPORT_MARKERS.hmm),
    wait: await measure(REPORT_MARKERS.wait),
  };
}

/** Null where the rate is undefined. */
function blindSpotOf(user: Rate, own: Rate): BlindSpot | null {
  return user.n === 0
    ? null
    : blindSpot({ successes: user.successes, n: user.n }, { successes: own.successes, n: own.n });
}
