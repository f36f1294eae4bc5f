/** DeepConf online: a sample ends as soon as the model gets too unsure. arXiv 2508.15260 §3.3; methods.md P1. */
import { CONFIDENCE_CANDIDATES, answerConfidence } from '#scoring/group-confidence.ts';
import { percentile } from '#scoring/intervals.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import { defineMethod } from './define.ts';
import type { Answer } from './define.ts';
import { int } from './params.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { confidencesOf, windowParam } from './steps/confidence.ts';
import { samples, temperature } from './steps/sampling.ts';

export const deepconfOnline = defineMethod({
  id: 'deepconf-online',
  title: 'DeepConf, online',
  idea: [
    'Measures on a few whole samples how unsure the model gets, and then ends every further sample that gets less sure than that.',
    'A way that has gone wrong need not be paid for to its end.',
    'The threshold comes from few samples, and a sample that would have recovered is lost.',
  ],
  algorithm: [
    'draw W samples whole; s ← percentile 100 − η of their lowest group confidences',
    'draw the others; end a sample once the mean confidence of its last w tokens falls below s',
    'return the majority of those that ended by themselves with lowest group confidence ≥ s',
  ],
  source: 'arXiv 2508.15260 §3.3; the vote as in the authors’ code',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    n: samples(16),
    warmup: int(4, { min: 1, max: 64, label: 'whole samples first (W)' }),
    keep: int(50, {
      min: 1,
      max: 100,
      label: 'per cent of those above the threshold (η); the paper: 10 or 90',
    }),
    window: windowParam,
    temperature: temperature(),
  },
  async *run(ctx, task, { n, warmup, keep, window, temperature }) {
    const writing = { temperature, candidates: CONFIDENCE_CANDIDATES };
    const lowest = ({ tokens }: Answer): number =>
      answerConfidence(confidencesOf(tokens), 'lowest', window) ?? 0;
    const first = yield* ctx.sample(Math.min(warmup, n), writing);
    const least = percentile(first.map(lowest), 1 - keep / 100);
    const gotUnsure = (written: readonly TokenEvent[]): boolean => isBelow(written, window, least);
    const others = yield* ctx.sample(n - first.length, { ...writing, until: gotUnsure });
    const answers = [...first, ...others];
    const stays = answers.map((answer) => answer.end !== 'step-end' && lowest(answer) >= least);
    const candidates = candidatesOf(task, answers, lowest);
    const vote = samplesOf(candidates).map((one, i) => (stays[i] === true ? one : { ...one, answer: null }));
    const result = votedResult(candidates, majorityVote(vote), stays.filter(Boolean).length);
    const ended = others.filter(({ end }) => end === 'step-end').length;
    return { ...result, reason: `${result.reason}; ${ended} of ${others.length} were ended early` };
  },
});

/** Only once the window is full. */
function isBelow(written: readonly TokenEvent[], window: number, least: number): boolean {
  if (written.length < window) return false;
  const last = confidencesOf(written.slice(-window));
  return last.length === window && (answerConfidence(last, 'mean', window) ?? Infinity) < least;
}
