/**
 * What a second attempt did to the first, per item: right kept (R→R), broken (R→W), repaired (W→R), still wrong (W→W).
 * With Pa = P(first right), Pb = P(second right | first right), Pc = P(second right | first wrong):
 *   Acc1 = mean Pa;  Acc2 = mean(Pa·Pb + (1−Pa)·Pc);
 *   CL = Σ Pa·Pb / Σ Pa (confidence: keeps right answers);  CS = Σ (1−Pa)·Pc / Σ (1−Pa) (critique: repairs wrong ones);
 *   RSS = (Acc2 − Acc1²) / (2·Acc1·(1−Acc1)), > 0.5 helped, < 0.5 hurt.
 * Source: Yang et al., Confidence v.s. Critique, arXiv 2412.19513; methods.md 4.1. All but RSS in [0, 1], higher is better.
 * RSS outside [0, 1] means that CS ≤ Acc1 ≤ CL failed: show it, do not clamp it.
 */
export interface TwoTries {
  readonly first: boolean;
  readonly second: boolean;
}
export interface TryProbabilities {
  readonly pa: number;
  readonly pb: number;
  readonly pc: number;
}
export interface CorrectionScores {
  readonly acc1: number;
  readonly acc2: number;
  /** Null when no first answer was right. */
  readonly confidence: number | null;
  /** Null when no first answer was wrong. */
  readonly critique: number | null;
  /** Null at Acc1 = 0 or 1. */
  readonly rss: number | null;
}
export interface Flips extends CorrectionScores {
  readonly n: number;
  readonly rightRight: number;
  readonly rightWrong: number;
  readonly wrongRight: number;
  readonly wrongWrong: number;
  /** Negative flip rate: broken items / n, [0, 1], lower is better. */
  readonly broken: number;
  /** Repaired items / n, [0, 1], higher is better. */
  readonly repaired: number;
}

/** From frequencies over several samples of each item. Null for no items. */
export function correctionScores(items: readonly TryProbabilities[]): CorrectionScores | null {
  const n = items.length;
  if (n === 0) return null;
  const sum = (of: (item: TryProbabilities) => number): number =>
    items.reduce((acc, item) => acc + of(item), 0);
  const right = sum(({ pa }) => pa);
  const wrong = sum(({ pa }) => 1 - pa);
  const kept = sum(({ pa, pb }) => pa * pb);
  const repaired = sum(({ pa, pc }) => (1 - pa) * pc);
  const acc1 = right / n;
  const acc2 = (kept + repaired) / n;
  return {
    acc1,
    acc2,
    confidence: right === 0 ? null : kept / right,
    critique: wrong === 0 ? null : repaired / wrong,
    rss: right === 0 || wrong === 0 ? null : (acc2 - acc1 ** 2) / (2 * acc1 * (1 - acc1)),
  };
}

/** From one pair of attempts of each item. Null for no items. */
export function flips(pairs: readonly TwoTries[]): Flips | null {
  const scores = correctionScores(
    pairs.map(({ first, second }) => ({
      pa: Number(first),
      pb: Number(first && second),
      pc: Number(!first && second),
    })),
  );
  if (scores === null) return null;
  const count = (first: boolean, second: boolean): number =>
    pairs.filter((pair) => pair.first === first && pair.second === second).length;
  const [rightWrong, wrongRight] = [count(true, false), count(false, true)];
  return {
    ...scores,
    n: pairs.length,
    rightRight: count(true, true),
    rightWrong,
    wrongRight,
    wrongWrong: count(false, false),
    broken: rightWrong / pairs.length,
    repaired: wrongRight / pairs.length,
  };
}
