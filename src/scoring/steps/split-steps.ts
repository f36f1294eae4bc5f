/**
 * Cuts an answer into steps with exact token ranges, so that statistics of tokens become statistics of steps and a
 * backtrack knows at which token to cut. The ranges partition the tokens: none is lost, none counted twice.
 * A token that lies across a boundary belongs to the earlier step. Source of the rules: methods.md (SEG, 6.2).
 * Must not look at token ids: every tokenizer and every model goes through here.
 */
import { ANSWER_OPENING, LIST_LABEL, STEP_LABEL, stepBoundaries } from './boundaries.ts';
import { findMarkers } from './markers.ts';

export type StepKind = 'step' | 'answer' | 'marker' | 'text';
export interface StepRange {
  /** 0-based position among the ranges. */
  readonly index: number;
  /** Token indices, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** `step`: numbered; `answer`: opens with "The answer is"; `marker`: opens with a correction marker; else `text`. */
  readonly kind: StepKind;
  /** The number the model wrote ("Step 2:" → 2); null for other kinds, and of steps that came with the problem. */
  readonly number: number | null;
}

function opens(pattern: RegExp, text: string): RegExpExecArray | null {
  const match = pattern.exec(text);
  return match?.index === 0 ? match : null;
}

function kindOfStep(text: string): Pick<StepRange, 'kind' | 'number'> {
  const body = text.trimStart();
  const label = opens(STEP_LABEL, body) ?? opens(LIST_LABEL, body);
  if (label) return { kind: 'step', number: Number(label[1]) };
  if (opens(ANSWER_OPENING, body)) return { kind: 'answer', number: null };
  const marker = findMarkers(body)[0]?.start === 0;
  return { kind: marker ? 'marker' : 'text', number: null };
}

interface StepStart {
  readonly token: number;
  /** The boundary in characters, which lies before the token's own text when another token spans it. */
  readonly at: number;
}

/** The first token that begins at or after each boundary; boundaries within one token count once, the last of them. */
function stepStarts(pieces: readonly string[], boundaries: readonly number[]): StepStart[] {
  const starts: StepStart[] = [{ token: 0, at: 0 }];
  let position = 0;
  let next = 0;
  pieces.forEach((piece, token) => {
    let passed: number | undefined;
    while (position >= (boundaries[next] ?? Infinity)) passed = boundaries[next++];
    if (passed !== undefined) starts.push({ token, at: passed });
    position += piece.length;
  });
  return starts;
}

/**
 * `pieces`: the texts of the tokens, which joined give the whole text; a token that completes no character is ''.
 * Text that is still being written gives the steps so far; the last one may change when more comes.
 */
export function splitSteps(pieces: readonly string[]): readonly StepRange[] {
  if (pieces.length === 0) return [];
  const whole = pieces.join('');
  const starts = stepStarts(pieces, stepBoundaries(whole));
  return starts.map(({ token, at }, index) => {
    const following = starts[index + 1];
    const end = following?.token ?? pieces.length;
    const text = pieces.slice(token, end).join('');
    return { index, start: token, end, text, ...kindOfStep(whole.slice(at, following?.at)) };
  });
}
