import { describe, expect, it } from 'vitest';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import dev from '../fixtures/corrections/dev.json' with { type: 'json' };
import heldOut from '../fixtures/corrections/held-out.json' with { type: 'json' };
import { findCorrections } from '#scoring/corrections/find-corrections.ts';

interface Trace {
  readonly style: string;
  readonly title: string;
  readonly text: string;
  /** Quotes from the correcting step and from the corrected one; "…#2" is the second place where it stands. */
  readonly corrections: readonly (readonly string[])[];
}
interface Counts {
  found: number;
  labelled: number;
  right: number;
}

const words = (text: string): string[] => text.match(/\s|[^\s\w]|\w+/g) ?? [];

/** Without "#": the last place for the correcting step, the first for the corrected one. */
function stepOfQuote(steps: readonly StepRange[], quote: string, last: boolean): number {
  const text = steps.map((step) => step.text).join('');
  const [, words = quote, place] = /^(.*)#(\d)$/s.exec(quote) ?? [];
  let at = last ? text.lastIndexOf(words) : text.indexOf(words);
  if (place !== undefined)
    for (let n = 0, from = -1; n < Number(place); n++) from = at = text.indexOf(words, from + 1);
  if (at < 0) throw new Error(`The label ${JSON.stringify(quote)} stands nowhere in its text.`);
  let end = 0;
  return steps.findIndex((step) => (end += step.text.length) > at);
}

function labelled(steps: readonly StepRange[], { corrections, title }: Trace): string[] {
  return corrections.map(([from = '', of = '']) => {
    const pair = [stepOfQuote(steps, from, true), stepOfQuote(steps, of, false)] as const;
    if (pair[0] <= pair[1]) throw new Error(`A label of “${title}” does not go back: ${from} | ${of}`);
    return pair.join(' of ');
  });
}

function count(traces: readonly Trace[]): Counts {
  const counts: Counts = { found: 0, labelled: 0, right: 0 };
  for (const trace of traces) {
    const steps = splitSteps(words(trace.text));
    const wanted = labelled(steps, trace);
    const found = findCorrections(steps).map(({ from, of }) => `${from} of ${of}`);
    counts.found += found.length;
    counts.labelled += wanted.length;
    counts.right += found.filter((pair) => wanted.includes(pair)).length;
  }
  return counts;
}

const precision = ({ found, right }: Counts): number => right / found;
const recall = (counts: Counts): number => counts.right / counts.labelled;
const inWords = (counts: Counts): string =>
  `precision ${precision(counts).toFixed(2)} (${counts.right} of ${counts.found}), recall ${recall(counts).toFixed(2)} (${counts.right} of ${counts.labelled})`;

/**
 * The rules were made with `dev` in view. `held-out` was written before they were last changed, was measured once and
 * is never tuned on: a trace that a rule was changed for moves to `dev`. Traces and labels are our own, so this says
 * how the rules generalise to other words, not how real models write. Measured: dev 1.00 and 1.00; held-out 0.85 and
 * 0.68, of it organism style 1.00 and 1.00, free text 0.77 and 0.56. The floors lie a little below.
 */
describe('corrections against traces labelled by hand', () => {
  it.each<[string, readonly Trace[], number, number]>([
    ['dev', dev, 0.98, 0.98],
    ['held-out', heldOut, 0.83, 0.65],
  ])('%s', (name, traces, leastPrecision, leastRecall) => {
    for (const style of ['organism', 'free'])
      console.log(`${name}, ${style}: ${inWords(count(traces.filter((trace) => trace.style === style)))}`);
    const all = count(traces);
    console.log(`${name}, all ${traces.length} traces: ${inWords(all)}`);
    expect(precision(all)).toBeGreaterThanOrEqual(leastPrecision);
    expect(recall(all)).toBeGreaterThanOrEqual(leastRecall);
  });
  it('the traces are many enough, and enough of them hold no correction', () => {
    for (const [traces, least] of [
      [[...dev, ...heldOut], 100],
      [heldOut, 40],
    ] as const) {
      expect(traces.length).toBeGreaterThanOrEqual(least);
      const none = traces.filter(({ corrections }) => corrections.length === 0);
      expect(none.length / traces.length).toBeGreaterThanOrEqual(0.4);
    }
  });
});
