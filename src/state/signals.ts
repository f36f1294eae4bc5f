/**
 * The four signals a token can be coloured or underlined by, and their seven bins from sure (0) to unsure (6).
 * Three have fixed edges. Self-certainty has no scale of its own across models (methods 1.2), so its edges are spread
 * evenly over the values that the shown trace really has.
 */
import { countsInAverages } from '#core/trace/branch-view.ts';
import type { TokenEvent } from '#core/trace/events.ts';

export const SIGNALS = ['probability', 'entropy', 'margin', 'self-certainty'] as const;
export type SignalId = (typeof SIGNALS)[number];
export const BINS = 7;
/** What the bar under a token can mean. */
export const UNDERLINES = ['none', ...SIGNALS] as const;
export type UnderlineId = (typeof UNDERLINES)[number];
/** Thicknesses that can be told apart, no bar included: two bins of colour to one, and the surest by itself. */
export const BARS = 4;

export interface SignalScale {
  readonly signal: SignalId;
  /** Six edges between seven bins, in order from sure to unsure; none while there is nothing to spread them over. */
  readonly edges: readonly number[];
}
interface SignalFacts {
  readonly title: string;
  readonly unit: string;
  /** True when a large value means sure. */
  readonly highIsSure: boolean;
  readonly digits: number;
  readonly value: (token: TokenEvent) => number;
}

export const SIGNAL_FACTS: Readonly<Record<SignalId, SignalFacts>> = {
  probability: {
    title: 'Probability',
    unit: '',
    highIsSure: true,
    digits: 2,
    value: (token) => Math.exp(token.logprob),
  },
  entropy: { title: 'Entropy', unit: 'nats', highIsSure: false, digits: 2, value: (token) => token.entropy },
  margin: { title: 'Margin', unit: '', highIsSure: true, digits: 2, value: (token) => token.margin },
  'self-certainty': {
    title: 'Self-certainty',
    unit: 'nats',
    highIsSure: true,
    digits: 1,
    value: (token) => token.selfCertainty,
  },
};
const FIXED_EDGES: Readonly<Record<Exclude<SignalId, 'self-certainty'>, readonly number[]>> = {
  probability: [0.99, 0.95, 0.8, 0.6, 0.4, 0.2],
  entropy: [0.05, 0.2, 0.5, 1, 1.5, 2.5],
  margin: [0.98, 0.9, 0.7, 0.5, 0.3, 0.1],
};

/** Always the same objects, so that a token that is drawn by one is not drawn anew. */
const FIXED_SCALES: Readonly<Record<keyof typeof FIXED_EDGES, SignalScale>> = {
  probability: { signal: 'probability', edges: FIXED_EDGES.probability },
  entropy: { signal: 'entropy', edges: FIXED_EDGES.entropy },
  margin: { signal: 'margin', edges: FIXED_EDGES.margin },
};

/** `tokens`: everything that is on screen in that scale; only self-certainty looks at it. */
export function scaleFor(signal: SignalId, tokens: readonly TokenEvent[]): SignalScale {
  if (signal !== 'self-certainty') return FIXED_SCALES[signal];
  const values = tokens.filter(countsInAverages).map((token) => token.selfCertainty);
  if (values.length === 0) return { signal, edges: [] };
  const low = Math.floor(Math.min(...values));
  const high = Math.max(low + 1, ...values.map(Math.ceil));
  const edges = Array.from({ length: BINS - 1 }, (_, i) => high - ((high - low) * (i + 1)) / BINS);
  return { signal, edges };
}

/** 0 (sure) to 6 (unsure); a value on an edge belongs to the surer side. */
export function binOf(scale: SignalScale, value: number): number {
  if (scale.edges.length === 0) return 0;
  const { highIsSure } = SIGNAL_FACTS[scale.signal];
  const passed = scale.edges.findIndex((edge) => (highIsSure ? value >= edge : value <= edge));
  return passed === -1 ? BINS - 1 : passed;
}

export function tokenBin(scale: SignalScale, token: TokenEvent): number {
  return binOf(scale, SIGNAL_FACTS[scale.signal].value(token));
}

/** 0 (sure, no bar) to 3 (unsure, the thickest). */
export function tokenBar(scale: SignalScale, token: TokenEvent): number {
  return Math.ceil(tokenBin(scale, token) / 2);
}

/** Three edges between the four thicknesses, from sure to unsure; none where the scale has none. */
export function barEdges({ edges }: SignalScale): number[] {
  return edges.filter((_, i) => i % 2 === 0);
}
