/**
 * What a policy does about a step or an answer that was just measured, and why, in words for the log. Three guards end
 * every run: so many remedies for one step, so many in all, so many tokens. Pure.
 */
import type { PolicyAction, PolicySignal } from '#core/trace/events.ts';
import { fails } from './measure.ts';

export interface AutoPolicy {
  readonly signal: PolicySignal;
  /** Nats, or a probability for P(True). What lies below it fails; of entropy, what lies above it. */
  readonly threshold: number;
  readonly remedy: Remedy;
  /** Most remedies for one step; under P(True), for the answer. */
  readonly retries: number;
  /** Most remedies of a whole run. */
  readonly interventions: number;
  /** Most tokens that a run generates, whatever comes of them. */
  readonly budget: number;
}
/** Take it back and sample it again, or write a marker after it; an empty marker is the control that writes nothing. */
export type Remedy = { readonly kind: 'backtrack' } | { readonly kind: 'inject'; readonly marker: string };

export interface Measured {
  /** "step 2", "the answer". */
  readonly name: string;
  readonly value: number;
  /** Where a retake begins when that is not its own start: "step 1: least certain, 3.1"; null otherwise. */
  readonly from: string | null;
  /** No earlier try of it is surer. */
  readonly surest: boolean;
  /** Its text is that of an earlier try. */
  readonly repeated: boolean;
  /** Remedies that it has had. */
  readonly remedies: number;
  /** Remedies of the run. */
  readonly interventions: number;
  /** Tokens that the run generated. */
  readonly spent: number;
}
/** `give-up`: this try is taken back in favour of a surer one that stands, and nothing is written. */
export type Deed = 'accept' | 'retake' | 'inject' | 'give-up' | 'stop';
export interface Decision {
  readonly deed: Deed;
  readonly why: string;
}

/** Measured on organism-wait; for other models they are only a place to begin. */
export const DEFAULT_THRESHOLDS: Readonly<Record<PolicySignal, number>> = {
  certainty: 15.5,
  entropy: 0.5,
  ptrue: 0.5,
};
export const POLICY_DEFAULTS = { retries: 2, interventions: 6, budget: 400 } as const;
/** Closes the reason of a try that came out like an earlier one. */
export const SAME_TEXT = 'the same text came again';
/** How the trace calls it. */
export const ACTION_OF: Readonly<Record<Deed, PolicyAction>> = {
  accept: 'accept',
  retake: 'backtrack',
  inject: 'inject',
  'give-up': 'backtrack',
  stop: 'stop',
};

export function decide(policy: AutoPolicy, measured: Measured): Decision {
  const isLow = fails(policy.signal, measured.value, policy.threshold);
  const { deed, words } = isLow ? treat(policy, measured) : { deed: 'accept' as const, words: '' };
  const again = measured.repeated ? `; ${SAME_TEXT}` : '';
  return { deed, why: `${finding(policy, measured)}${words}${again}` };
}

/** Of an earlier try to which the run goes back. */
export function surestWhy(
  policy: AutoPolicy,
  measured: Pick<Measured, 'name' | 'value'>,
  tries: number,
): string {
  return `${finding(policy, measured)}: stays, the surest of ${tries} tries`;
}

/** "step 2: self-certainty 3.10 nats, below 4" */
function finding(
  { signal, threshold }: AutoPolicy,
  { name, value }: Pick<Measured, 'name' | 'value'>,
): string {
  const isNot = fails(signal, value, threshold) ? '' : 'not ';
  return `${name}: ${measuredWords(signal, value)}, ${isNot}${signal === 'entropy' ? 'above' : 'below'} ${threshold}`;
}

function treat(policy: AutoPolicy, measured: Measured): { deed: Deed; words: string } {
  const { remedy, retries, budget } = policy;
  const { from, remedies, surest, spent } = measured;
  const limit = limitReached(policy, measured);
  if (limit !== null && !surest)
    return { deed: 'give-up', words: `, ${limit}, no surer than an earlier try: taken back` };
  if (limit !== null && spent >= budget) return { deed: 'stop', words: `, ${limit}: stops` };
  if (limit !== null) return { deed: 'accept', words: `, ${limit}: stays` };
  const count = `${remedies + 1} of ${retries}`;
  if (remedy.kind === 'inject') return { deed: 'inject', words: `: ${markerWords(remedy.marker)}, ${count}` };
  return { deed: 'retake', words: `: taken back${from === null ? '' : ` to ${from}`}, try ${count}` };
}

/** Why nothing more can be done about it, or null. */
function limitReached(
  { remedy, retries, interventions, budget }: AutoPolicy,
  now: Pick<Measured, 'remedies' | 'interventions' | 'spent'>,
): string | null {
  const tries = remedy.kind === 'inject' ? 'markers' : 'tries';
  if (now.remedies >= retries) return `after ${retries} of ${retries} ${tries}`;
  if (now.interventions >= interventions) return `all ${interventions} interventions are used`;
  return now.spent >= budget ? spentWords(budget) : null;
}

/** Also for the decision that ends a run in the middle of a step. */
export function spentWords(budget: number): string {
  return `the budget of ${budget} tokens is spent`;
}

export function measuredWords(signal: PolicySignal, value: number): string {
  switch (signal) {
    case 'certainty':
      return `self-certainty ${value.toFixed(2)} nats`;
    case 'entropy':
      return `highest entropy ${value.toFixed(2)} nats`;
    case 'ptrue':
      return `P(True) ${value.toFixed(2)}`;
  }
}

function markerWords(marker: string): string {
  return marker === '' ? 'goes on in a new branch without a marker' : `“${marker}” written after it`;
}
