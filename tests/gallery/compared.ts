/** Comparisons at rest, over the recorded answers: no engine is started. */
import type { Trace } from '#core/trace/events.ts';
import { CompareAnswer } from '#state/compare-answer.svelte.ts';
import type { Tally } from '#state/compare-tally.ts';
import { answersWords } from '#state/compare-words.ts';
import { Compare } from '#state/compare.svelte.ts';
import type { Play } from '#state/play.svelte.ts';
import { TRACES, ready } from './recorded.ts';

export interface Compared {
  readonly play: Play;
  readonly compare: Compare;
}
const MODELS = [TRACES.compared, TRACES.comparedEarlier].map(({ header }) => header.model.id);
const HASH = `#screen=compare&seed=3&difficulty=3&marker=Wait,&models=${MODELS.join(',')}`;

/** The organism and one of its earlier states, with nothing run. @param hash what the link says besides */
export function comparison(hash = ''): Compared {
  const play = ready(HASH + hash);
  const compare = new Compare(play, () => () => {});
  void compare.enter();
  return { play, compare };
}

/** Both have answered. @param events so many of each answer's events */
export function answered(hash = '', events = Infinity): Compared {
  const { play, compare } = comparison(hash);
  for (const [i, trace] of [TRACES.compared, TRACES.comparedEarlier].entries()) {
    const column = compare.columns[i];
    if (column !== undefined) column.answer = answerOf(compare, trace, events);
  }
  compare.say(answersWords(compare.columns));
  return { play, compare };
}

function answerOf(compare: Compare, { header, events }: Trace, count: number): CompareAnswer {
  const answer = new CompareAnswer(compare.setup.plan, header);
  answer.append(events.slice(0, count));
  return answer;
}

/** The same problems were counted for each. */
export function tallied(compared: Compared, tallies: readonly Tally[]): Compared {
  compared.compare.tallied = compared.compare.setup.plan;
  for (const [i, column] of compared.compare.columns.entries()) column.tally = tallies[i] ?? null;
  return compared;
}

/** While the models are at work. */
export function working(compared: Compared): Compared {
  compared.compare.running = new AbortController();
  return compared;
}
