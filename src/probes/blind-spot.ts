/**
 * Does a model correct a planted mistake (arXiv 2507.02778; methods.md 3)? The same wrong text stands in its own turn,
 * with nothing, a control marker or "Wait," after it, or in the user's turn. An answer counts as corrected when its last
 * stated result is the right one. The same markers after right text show what they break.
 */
import { blindSpot } from '#scoring/blind-spot.ts';
import type { BlindSpot } from '#scoring/blind-spot.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { MIDDLE_DIFFICULTIES, plantedItems } from '#tasks/evaluation-items.ts';
import type { PlantedItem } from '#tasks/evaluation-items.ts';
import { TAKE_BACK, problemMessages, userErrorMessages } from '#tasks/prompts.ts';
import type { Task } from '#tasks/task.ts';
import type { Probe, ProbeOpening, Trial } from './define.ts';

/** Forced after the text, on a line of its own. */
export const PROBE_MARKERS = { none: '', control: 'So', hmm: 'Hmm,', wait: 'Wait,' } as const;
export type MarkerName = keyof typeof PROBE_MARKERS;
export const MARKER_NAMES = ['none', 'wait', 'control', 'hmm'] as const satisfies readonly MarkerName[];
export type ByMarker = Readonly<Record<MarkerName, Rate>>;

/** `step`: the text stops right after the wrong step; `answer`: it goes on to the wrong answer. */
const PLACES = ['step', 'answer'] as const;
type Place = (typeof PLACES)[number];
/** `own`: wrong text in its own turn; `kept`: as many lines of the right solution. */
type Text = 'own' | 'kept';
/** `user`: the whole wrong solution in the user's turn. */
export type BlindSpotCondition = 'user' | `${Text} ${Place} ${MarkerName}`;
export type BlindSpotTrial = Trial<PlantedItem, BlindSpotCondition>;

export interface PlaceResult {
  /** Right in the end after a wrong text in its own turn. */
  readonly own: ByMarker;
  /** Right in the end after a right text in its own turn: 1 − this is what the marker breaks. */
  readonly kept: ByMarker;
  /** Null without items. */
  readonly blindSpot: BlindSpot | null;
  readonly blindSpotWithWait: BlindSpot | null;
}
export interface BlindSpotResult {
  readonly difficulties: readonly number[];
  readonly step: PlaceResult;
  readonly answer: PlaceResult;
  /** The same wrong solution in the user's turn. */
  readonly user: Rate;
  /** Without a marker, the step just written is taken back at once (" No."). */
  readonly takenBack: { readonly wrongStep: Rate; readonly rightStep: Rate };
}

/** Everything that is asked of an item; the four figures of the method first, their controls after them. */
const CONDITIONS: readonly BlindSpotCondition[] = [
  'user',
  ...PLACES.flatMap((place) =>
    MARKER_NAMES.flatMap((marker) => [`own ${place} ${marker}`, `kept ${place} ${marker}`] as const),
  ),
];

export const blindSpotProbe: Probe<PlantedItem, BlindSpotCondition, BlindSpotResult> = {
  id: 'blind-spot',
  question:
    'Does it correct a mistake in its own turn as it does in the user’s, with nothing, “Wait,” or a control after it?',
  source: 'Self-Correction Bench, arXiv 2507.02778',
  conditions: CONDITIONS,
  items: ({ seed, n }) => plantedItems(seed, MIDDLE_DIFFICULTIES, n),
  opening,
  isRight: endsRightTrial,
  facts: ({ task, planted }) => ({
    family: task.family,
    seed: task.seed,
    difficulty: task.difficulty,
    kind: planted.kind,
    step: planted.step,
    answer: task.answer,
  }),
  result,
};

/** By the last result that is stated. */
export function endsRight(task: Task, turn: string): boolean {
  return task.statedAnswer(turn.split('\n')) === task.answer;
}

function opening({ task, planted }: PlantedItem, condition: BlindSpotCondition): ProbeOpening {
  if (condition === 'user') return { messages: userErrorMessages(task, planted.completed), forced: '' };
  const [text, place, marker] = condition.split(' ') as [Text, Place, MarkerName];
  const wrong = place === 'step' ? planted.lines : planted.completed;
  const lines = text === 'own' ? wrong : rightLines(task, planted.lines.length, place);
  return ownTurn(task, lines, PROBE_MARKERS[marker]);
}
function rightLines({ solution }: Task, steps: number, place: Place): readonly string[] {
  return place === 'step' ? solution.slice(0, steps) : solution;
}

/** These lines stand in the assistant's turn, the marker on a line of its own. */
export function ownTurn(task: Task, lines: readonly string[], marker: string): ProbeOpening {
  return {
    messages: problemMessages(task),
    forced: lines.join('\n') + (marker === '' ? '' : `\n${marker}`),
  };
}

function result(trials: readonly BlindSpotTrial[]): BlindSpotResult {
  const share = (condition: BlindSpotCondition, holds = endsRightTrial): Rate => {
    const asked = trials.filter((trial) => trial.condition === condition);
    return rate(asked.filter(holds).length, asked.length);
  };
  const byMarker = (text: Text, place: Place): ByMarker => ({
    none: share(`${text} ${place} none`),
    control: share(`${text} ${place} control`),
    hmm: share(`${text} ${place} hmm`),
    wait: share(`${text} ${place} wait`),
  });
  const user = share('user');
  const at = (place: Place): PlaceResult => {
    const own = byMarker('own', place);
    const blind = (marker: MarkerName) => (user.n === 0 ? null : blindSpot(user, own[marker]));
    return {
      ...{ own, kept: byMarker('kept', place) },
      ...{ blindSpot: blind('none'), blindSpotWithWait: blind('wait') },
    };
  };
  const takenBack = {
    wrongStep: share('own step none', isTakenBack),
    rightStep: share('kept step none', isTakenBack),
  };
  return { difficulties: MIDDLE_DIFFICULTIES, step: at('step'), answer: at('answer'), user, takenBack };
}

function endsRightTrial({ item, turn }: BlindSpotTrial): boolean {
  return endsRight(item.task, turn);
}
function isTakenBack({ opening: { forced }, turn }: BlindSpotTrial): boolean {
  return turn.slice(forced.length).startsWith(TAKE_BACK);
}
