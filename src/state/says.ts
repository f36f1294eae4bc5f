/** What just happened, in a sentence for the status line. Pure. */
import type { EndCause, PTrueReading } from '#core/trace/events.ts';
import type { ContinueRequest, PTrueRequest, RunOutcome } from '#runner/request.ts';
import type { BranchSummary } from './branch-summary.ts';
import type { Mark } from './marks.ts';
import { subjectInShort } from './ptrue-subject.ts';
import type { ReplayCuts } from './replay-cuts.ts';
import { VOTE_RULES } from './sample-vote.ts';
import type { VoteRule, VoteTable } from './sample-vote.ts';

const CAUSES: Readonly<Record<EndCause, string>> = {
  'stop-token': 'The answer is finished',
  budget: 'Paused at the token budget; Generate goes on',
  'step-end': 'One step written',
  aborted: 'Stopped; Generate goes on from here',
  'context-full': 'The model’s context is full; backtrack or take a shorter problem',
  error: 'The run broke off; what is written stays',
};

/** @param summary the branch as it is after the run. */
export function runWords(
  request: ContinueRequest | PTrueRequest,
  { cause }: RunOutcome,
  summary: BranchSummary | null,
): string {
  if (cause === 'read') return ptrueWords(summary?.branch.ptrue.at(-1)?.reading ?? null);
  const label = request.type === 'continue' && request.open !== null ? `${request.open.label}: ` : '';
  return label + outcomeWords(cause, summary?.answer ?? null, summary?.mark ?? null);
}

const RULE_WORDS: Readonly<Record<VoteRule, string>> = {
  majority: 'majority',
  borda: 'Borda',
  ptrue: 'P(True)-weighted',
};

/** @param vote of all samples as they stand after the run. */
export function sampleWords({ cause }: RunOutcome, vote: VoteTable | null): string {
  const stopped = cause === 'aborted' ? 'Stopped. ' : '';
  return stopped + (vote === null ? 'No sample was begun.' : voteWords(vote));
}

/** "8 samples: majority 91, Borda 91. 1 without an answer." */
export function voteWords(vote: VoteTable): string {
  const results = VOTE_RULES.flatMap((rule) => {
    const leaders = vote.rows.filter(({ cells }) => cells[rule]?.leads != null).map(({ answer }) => answer);
    if (leaders.length === 0) return [];
    const tied = leaders.length > 1 ? 'tied between ' : '';
    return [`${RULE_WORDS[rule]} ${tied}${leaders.join(' and ')}`];
  });
  const none = vote.unanswered === 0 ? '' : ` ${vote.unanswered} without an answer.`;
  return `${vote.n} samples: ${results.length === 0 ? 'no votes' : results.join(', ')}.${none}`;
}

/** Of several branches of one place: how many there are, and where a checker knows, how many are right. */
export function allWords(summaries: readonly BranchSummary[]): string {
  const right = summaries.filter(({ mark }) => mark?.verdict === 'right').length;
  const isChecked = summaries.some(({ mark }) => mark !== null);
  const answered = summaries.filter(({ answer }) => answer !== null).length;
  return `All ${summaries.length} markers and controls tried: ${answered} gave an answer${isChecked ? `, ${right} of them right` : ''}.`;
}

/** "Replay: 431 tokens, 2 branches." */
export function replayWords({ length, births }: Pick<ReplayCuts, 'length' | 'births'>): string {
  const tokens = length === 1 ? '1 token' : `${length.toLocaleString('en')} tokens`;
  return `Replay: ${tokens}, ${births.length === 1 ? '1 branch' : `${births.length} branches`}. Esc leaves it.`;
}

/** "P(True) after each of 3 steps: 0.52, 0.48, 0.50." */
export function stepPTrueWords(readings: readonly (PTrueReading | null)[]): string {
  const values = readings.map((reading) => reading?.pTrue.toFixed(2) ?? '–');
  return `P(True) after each of ${values.length} steps: ${values.join(', ')}.`;
}

function outcomeWords(cause: EndCause, answer: string | null, mark: Mark | null): string {
  if (cause !== 'stop-token') return `${CAUSES[cause]}.`;
  if (answer === null) return `${CAUSES[cause]}, without a final answer.`;
  return `${CAUSES[cause]}: ${answer}${mark === null ? '' : ` (${mark.words})`}.`;
}

function ptrueWords(reading: PTrueReading | null): string {
  if (reading === null) return 'P(True) was not read.';
  const { pTrue, trueFirst, falseFirst } = reading;
  return `P(True) of ${subjectInShort(reading.answer)} is ${pTrue.toFixed(2)}: ${trueFirst.pTrue.toFixed(2)} with True first, ${falseFirst.pTrue.toFixed(2)} with False first.`;
}
