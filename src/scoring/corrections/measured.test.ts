import { describe, expect, it } from 'vitest';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import dev from '../../../tests/fixtures/corrections/dev.json' with { type: 'json' };
import heldOut from '../../../tests/fixtures/corrections/held-out.json' with { type: 'json' };
import { findCorrections } from './find-corrections.ts';

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

function count(traces: readonly Trace[]): Counts & { misses: string[] } {
  const counts = { found: 0, labelled: 0, right: 0, misses: [] as string[] };
  for (const trace of traces) {
    const steps = splitSteps(words(trace.text));
    const wanted = labelled(steps, trace);
    const found = findCorrections(steps).map(({ from, of }) => `${from} of ${of}`);
    counts.found += found.length;
    counts.labelled += wanted.length;
    counts.right += found.filter((pair) => wanted.includes(pair)).length;
    if (found.toSorted().join() !== wanted.toSorted().join())
      counts.misses.push(`${trace.style}, ${trace.title}: found [${found}] labelled [${wanted}]`);
  }
  return counts;
}

const shares = ({ found, labelled: all, right }: Counts) => ({
  precision: right / found,
  recall: right / all,
});

describe('against traces labelled by hand', () => {
  it.each([
    ['dev', dev as readonly Trace[]],
    ['held-out', heldOut as readonly Trace[]],
  ])('%s', (name, traces) => {
    for (const style of ['organism', 'free']) {
      const counts = count(traces.filter((trace) => trace.style === style));
      console.log(name, style, counts, shares(counts));
    }
  });
});
