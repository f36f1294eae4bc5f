/** One branch as an auto-correcting run follows it: what is written of it, and what of that is judged. */
import type { Tokens } from '#core/ids.ts';
import type { EndCause, TokenEvent, TraceEvent } from '#core/trace/events.ts';
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import { tokenPieces } from './token-pieces.ts';

/** What is judged as one: a step, or under P(True) the whole answer. */
export interface Unit {
  /** "step 2", "line 3", "the answer". */
  readonly name: string;
  readonly start: number;
  /** Token index, end exclusive; the stop token is not in it. */
  readonly end: number;
  readonly text: string;
}

export class AutoLine {
  readonly branch: number;
  readonly seed: number;
  #tokens: readonly TokenEvent[];
  #end: EndCause | null;
  /** Everything before this token has been judged. */
  judged = 0;

  constructor(branch: number, seed: number, tokens: readonly TokenEvent[], end: EndCause | null = null) {
    this.branch = branch;
    this.seed = seed;
    this.#tokens = tokens;
    this.#end = end;
  }
  get tokens(): readonly TokenEvent[] {
    return this.#tokens;
  }
  get ids(): Tokens {
    return this.#tokens.map(({ id }) => id);
  }
  get end(): EndCause | null {
    return this.#end;
  }
  /** The model ended it, or nothing more has room. */
  get isOver(): boolean {
    return this.#end === 'stop-token' || this.#end === 'context-full';
  }
  /** Length without the stop token that may close it. */
  get textLength(): number {
    const last = this.#tokens.at(-1);
    return last?.special === true && last.forced === null ? this.#tokens.length - 1 : this.#tokens.length;
  }
  get steps(): readonly StepRange[] {
    return splitSteps(tokenPieces(this.#tokens));
  }

  /** What a run wrote of this branch. */
  take(event: TraceEvent): void {
    if (event.type === 'tokens') this.#tokens = [...this.#tokens, ...event.tokens];
    if (event.type === 'end') this.#end = event.cause;
  }

  /** The first step that is whole and not judged; null while it is still to be written. */
  nextStep(): Unit | null {
    const steps = this.steps.filter(({ text }) => text.trim() !== '');
    const step = steps.find(({ start }) => start >= this.judged);
    if (step === undefined) return null;
    const isWhole = step !== steps.at(-1) || this.isOver || this.#end === 'step-end';
    const { start, end, text } = step;
    return isWhole
      ? { name: nameOf(step), start, end: Math.min(end, this.textLength), text: text.trim() }
      : null;
  }

  /** The whole answer, once it is written and not judged. */
  nextAnswer(): Unit | null {
    const end = this.textLength;
    if (!this.isOver || this.judged >= end) return null;
    return { name: 'the answer', start: 0, end, text: tokenPieces(this.#tokens).join('').trim() };
  }

  /** Where the model's own tokens of a stretch begin that may be taken back: nothing forced ever is. */
  ownFrom(start: number, end: number): number {
    const forced = this.#tokens.slice(start, end).findLastIndex((token) => token.forced !== null);
    return start + forced + 1;
  }
}

function nameOf({ kind, number, index }: StepRange): string {
  if (number !== null) return `step ${number}`;
  return kind === 'answer' ? 'the answer' : `line ${index + 1}`;
}
