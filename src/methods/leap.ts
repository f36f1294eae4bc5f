/** LeaP: paths that are written side by side tell each other where they stand. arXiv 2505.07787; methods.md 12.15. */
import { majorityVote } from '#scoring/votes/majority.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced, Writing } from './define.ts';
import { choice, int } from './params.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { ROUTINGS, routePeers } from './steps/route-peers.ts';
import { samples, temperature } from './steps/sampling.ts';
import { stepText } from './steps/step-again.ts';
import { stepsOf } from './steps/steps-of.ts';

const OPENERS = ['In short, so far:', 'Where I stand:', 'What I have up to here:', 'To sum this up:'];
const COMPARE = 'Do they come to something else than I do?';
const ANSWER = 'The answer is';

export const leap = defineMethod({
  id: 'leap',
  title: 'LeaP: learning from peers',
  idea: [
    'Writes several answers side by side; every T tokens each sums up where it stands and is shown the summaries of some others before it goes on.',
    'A path with a bad beginning rarely frees itself, and what others found is a way out.',
    'Summaries and shown text cost tokens in every turn, agreement can spread a mistake, and small models that were not tuned for it ignore or copy their peers.',
  ],
  algorithm: [
    'write n paths for T tokens each',
    'for each turn: every unfinished path drops its last unfinished paragraph, writes a summary (≤ S tokens) after an opener drawn by chance',
    '  each gets the summaries of k others by Levenshtein ratio, least like first (dispersed), most like (clustered) or half of each, and a line that asks for differences; then goes on for T tokens',
    'after the last turn “The answer is” is written into what is unfinished; return the majority',
  ],
  source: 'arXiv 2505.07787; github.com/tongxuluo/LeaP (settings)',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'instructions',
  requires: ['rewind'],
  params: {
    paths: samples(4),
    every: int(64, { min: 4, max: 4096, label: 'tokens between exchanges (T); the paper’s script: 2048' }),
    turns: int(5, { min: 1, max: 16, label: 'turns' }),
    peers: int(2, { min: 0, max: 16, label: 'peers that a path is shown (k); 0: independent paths' }),
    summary: int(256, { min: 4, max: 1024, label: 'most tokens of a summary (S)' }),
    routing: choice('dispersed', ROUTINGS, {
      label: 'whose summaries: the least like, the most like, half of each',
    }),
    temperature: temperature(0.6),
  },
  async *run(ctx, task, { paths: n, every, turns, temperature, ...exchange }) {
    const style = {
      temperature,
      topP: 0.95,
      sampler: () => ({ temperature, topP: 0.95, topK: 0, minP: 0.05 }),
    };
    let paths = yield* ctx.sample(n, { ...style, tokens: every, label: 'path' });
    for (let turn = 2; turn <= turns && paths.some(isOpen) && ctx.over === null; turn++) {
      const shared = yield* ctx.span(`exchange ${turn - 1}`, exchanged(ctx, paths, { ...exchange, style }));
      const go = shared.map((writing) => ({ ...writing, tokens: every, label: `turn ${turn}` }));
      if (ctx.over === null) paths = replaced(paths, yield* ctx.together(go));
    }
    if (ctx.over === null)
      paths = replaced(
        paths,
        yield* ctx.together(paths.filter((path) => isOpen(path) && !task.openEnded).map(answerAt(style))),
      );
    const candidates = candidatesOf(task, paths);
    return votedResult(candidates, majorityVote(samplesOf(candidates)), n);
  },
});

/** Ended by the limit of its turn. */
function isOpen({ end }: Answer): boolean {
  return end === 'budget';
}
/** The open ones, each by what came of it. */
function replaced(paths: readonly Answer[], written: readonly Answer[]): readonly Answer[] {
  const next = [...written];
  return paths.map((path) => (isOpen(path) ? (next.shift() ?? path) : path));
}
function answerAt(style: Writing) {
  return (path: Answer): Writing => ({ ...style, from: path, force: ANSWER, until: 'step', label: 'answer' });
}

interface Exchange {
  readonly peers: number;
  readonly summary: number;
  readonly routing: (typeof ROUTINGS)[number];
  readonly style: Writing;
}
/** How each open path goes on. */
async function* exchanged(
  ctx: MethodContext,
  paths: readonly Answer[],
  { peers, summary, routing, style }: Exchange,
): Traced<Writing[]> {
  const open = paths.filter(isOpen);
  if (peers === 0 || open.length < 2) return open.map((from) => ({ ...style, from }));
  const asked = open.map((from): Writing => {
    const force = ctx.rng.pick(OPENERS);
    return {
      ...style,
      from,
      at: wholeParagraphs(from),
      force,
      until: 'step',
      tokens: summary,
      label: 'summary',
    };
  });
  const summaries = yield* ctx.together(asked);
  const texts = summaries.map((one) => stepText(one).trim());
  return summaries.map((from, i) => {
    const shown = routePeers(texts, i, { routing, peers }).map((k) => `- ${texts[k] ?? ''}`);
    return { ...style, from, force: ['Others say:', ...shown, COMPARE, ''].join('\n') };
  });
}

/** Tokens up to the end of the last paragraph that is complete. */
function wholeParagraphs(path: Answer): number {
  const last = stepsOf(path).at(-1);
  return last === undefined || last.text.endsWith('\n') ? path.length : last.start;
}
