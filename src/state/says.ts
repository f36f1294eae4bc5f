/** What just happened, in a sentence for the status line. Pure. */
import type { EndCause, PTrueReading } from '#core/trace/events.ts';
import type { RunOutcome, RunRequest } from '#runner/request.ts';
import type { BranchSummary } from './branch-summary.ts';
import type { Mark } from './marks.ts';
import { subjectInShort } from './ptrue-subject.ts';

const CAUSES: Readonly<Record<EndCause, string>> = {
  'stop-token': 'The answer is finished',
  budget: 'Paused at the token budget; Generate goes on',
  'step-end': 'One step written',
  aborted: 'Stopped; Generate goes on from here',
  'context-full': 'The model’s context is full; backtrack or take a shorter problem',
  error: 'The run broke off; what is written stays',
};

/** @param summary the branch as it is after the run. */
export function runWords(request: RunRequest, { cause }: RunOutcome, summary: BranchSummary | null): string {
  if (cause === 'read') return ptrueWords(summary?.ptrue?.reading ?? null);
  const label = request.type === 'continue' && request.open !== null ? `${request.open.label}: ` : '';
  return label + outcomeWords(cause, summary?.answer ?? null, summary?.mark ?? null);
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
