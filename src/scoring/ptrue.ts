/**
 * P(True): the probability a model gives to "the proposed answer is true", read from two option labels.
 *   s_o = LSE over surface forms v of option o of log P(v | prompt);  P(True) = e^{sT} / (e^{sT} + e^{sF});
 *   mass = e^{sT} + e^{sF}, the share of the distribution that follows the format at all.
 * Both option orders are read and averaged, since small models lean to one letter; the gap tells how much.
 * Source: Kadavath et al., Language Models (Mostly) Know What They Know, arXiv 2207.05221 §3; methods.md 2.2.
 * P(True) is in [0, 1], higher = the model holds the answer for right. Must not read masked or tempered probabilities.
 */
import type { Tokens } from '#core/ids.ts';
import type { PTrueOrder, PTrueReading } from '#core/trace/events.ts';
import { ptruePrompt, type PTruePrompt } from './ptrue-prompt.ts';

/** Below this share of the distribution on either option the reading is not to be trusted: "format not followed". */
export const FORMAT_MASS = 0.5;

type Label = 'A' | 'B';
type Word = 'True' | 'False';

/** How a model may write one option. The cue ends with "(", so the bare letter comes first. */
export function surfaceForms(label: Label, word: Word): readonly string[] {
  const lower = word.toLowerCase();
  return [
    ...[label, ` ${label}`, `(${label}`, ` (${label}`, `(${label})`, ` (${label})`],
    ...[word, ` ${word}`, lower, ` ${lower}`],
  ];
}

function startsWith(tokens: Tokens, prefix: Tokens): boolean {
  return prefix.length <= tokens.length && prefix.every((id, i) => tokens[i] === id);
}

/**
 * Distinct token strings of an option, none the beginning of another: P("A") already holds P("A)"), and equal ids
 * written in two ways are one event. Empty encodings are dropped.
 */
export function pooledForms(forms: readonly string[], encode: (text: string) => Tokens): Tokens[] {
  const shortFirst = forms
    .map(encode)
    .filter((ids) => ids.length > 0)
    .sort((a, b) => a.length - b.length);
  const pooled: Tokens[] = [];
  for (const ids of shortFirst) if (!pooled.some((kept) => startsWith(ids, kept))) pooled.push(ids);
  return pooled;
}

/** Log of the summed probabilities; −∞ for none. */
function logSumExp(values: readonly number[]): number {
  const top = Math.max(...values);
  if (top === -Infinity) return -Infinity;
  return top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
}

export interface LabelReader {
  /** Without special tokens. */
  encode(text: string): Tokens;
  /** Natural log-probability that the model goes on from the cue with exactly these tokens; null = not known. */
  logprobOf(tokens: Tokens): number | null;
}

function optionScore(label: Label, word: Word, reader: LabelReader): number | null {
  const known = pooledForms(surfaceForms(label, word), (text) => reader.encode(text))
    .map((tokens) => reader.logprobOf(tokens))
    .filter((logprob) => logprob !== null);
  return known.length === 0 ? null : logSumExp(known);
}

/** One order. Null when no form of one of the options is known: a missing option is not an option of probability 0. */
function readPTrueOrder(
  prompt: Pick<PTruePrompt, 'trueLabel' | 'falseLabel'>,
  reader: LabelReader,
): PTrueOrder | null {
  const scoreTrue = optionScore(prompt.trueLabel, 'True', reader);
  const scoreFalse = optionScore(prompt.falseLabel, 'False', reader);
  if (scoreTrue === null || scoreFalse === null) return null;
  const mass = Math.exp(scoreTrue) + Math.exp(scoreFalse);
  if (mass === 0) return null;
  return { pTrue: 1 / (1 + Math.exp(scoreFalse - scoreTrue)), mass };
}

/** Both orders, asked in the words of `ptruePrompt`; each reader stands after the cue of its own order. */
export function readPTrue(
  question: string,
  answer: string,
  readers: { readonly trueFirst: LabelReader; readonly falseFirst: LabelReader },
): PTrueReading | null {
  const trueFirst = readPTrueOrder(ptruePrompt(question, answer, 'true-first'), readers.trueFirst);
  const falseFirst = readPTrueOrder(ptruePrompt(question, answer, 'false-first'), readers.falseFirst);
  if (trueFirst === null || falseFirst === null) return null;
  return { question, answer, pTrue: (trueFirst.pTrue + falseFirst.pTrue) / 2, trueFirst, falseFirst };
}

/** |P(True) in one order − in the other|, [0, 1]: 0 = the order of the options does not matter. */
export function orderGap(reading: Pick<PTrueReading, 'trueFirst' | 'falseFirst'>): number {
  return Math.abs(reading.trueFirst.pTrue - reading.falseFirst.pTrue);
}

/** False when in either order less than half of the probability lies on the two options. */
export function followsFormat(reading: Pick<PTrueReading, 'trueFirst' | 'falseFirst'>): boolean {
  return Math.min(reading.trueFirst.mass, reading.falseFirst.mass) >= FORMAT_MASS;
}

/** Divides the log-odds by T > 0: over-confident chat models need T above 1 (the paper's RLHF policy 2.5). */
export function tempered(pTrue: number, temperature: number): number {
  if (pTrue <= 0 || pTrue >= 1) return pTrue;
  return 1 / (1 + Math.exp((Math.log1p(-pTrue) - Math.log(pTrue)) / temperature));
}

/** The reading after `tempered` in each order; masses are of the raw distribution and stay. */
export function temperedReading(reading: PTrueReading, temperature: number): PTrueReading {
  const of = (order: PTrueOrder): PTrueOrder => ({ ...order, pTrue: tempered(order.pTrue, temperature) });
  const trueFirst = of(reading.trueFirst);
  const falseFirst = of(reading.falseFirst);
  return { ...reading, trueFirst, falseFirst, pTrue: (trueFirst.pTrue + falseFirst.pTrue) / 2 };
}
