/**
 * Blind-spot rate: how much of the ability to correct an error is lost when the same wrong text stands in the model's
 * own turn instead of the user's.
 *   BSR = (Acc_user − Acc_own) / Acc_user = 1 − Acc_own / Acc_user, 0 when Acc_user = 0; (−∞, 1], lower is better,
 *   negative = own errors are corrected more often.
 *   Standard error (delta method, independent samples):
 *   √((Acc_own/Acc_user²)² se_user² + (1/Acc_user)² se_own²), se = sample sd / √n.
 * Source: Self-Correction Bench, arXiv 2507.02778, and its code; methods.md 3.5.
 * Must not stand alone: for a small Acc_user it explodes, so show both accuracies with it.
 */
import { AppError } from '#core/app-error.ts';
import { rate, Z95, type Interval, type Rate } from './intervals.ts';

/** Below this accuracy in the user's turn the ratio says nothing. */
const LEAST_USER_ACCURACY = 0.1;

export interface Corrected {
  readonly successes: number;
  readonly n: number;
}
export interface BlindSpot {
  readonly rate: number;
  readonly standardError: number;
  /** rate ± z · standardError, not cut to any range. */
  readonly interval: Interval;
  readonly user: Rate;
  readonly own: Rate;
  /** False when Acc_user < 0.1: hide the rate, show the accuracies. */
  readonly meaningful: boolean;
}

export function blindSpotRate(accuracyUser: number, accuracyOwn: number): number {
  return accuracyUser === 0 ? 0 : 1 - accuracyOwn / accuracyUser;
}

/** Squared standard error of a share with the sample (n − 1) variance; 0 for a single item. */
function squaredError({ successes, n }: Corrected): number {
  const p = successes / n;
  return n < 2 ? 0 : (p * (1 - p)) / (n - 1);
}

/** Throws 'bad-input' when either side has no items. */
export function blindSpot(user: Corrected, own: Corrected): BlindSpot {
  if (user.n === 0 || own.n === 0)
    throw new AppError('bad-input', 'A blind-spot rate needs items in both turns. Run at least one of each.');
  const accuracyUser = user.successes / user.n;
  const accuracyOwn = own.successes / own.n;
  const bsr = blindSpotRate(accuracyUser, accuracyOwn);
  const standardError =
    accuracyUser === 0
      ? 0
      : Math.sqrt(
          (accuracyOwn / accuracyUser ** 2) ** 2 * squaredError(user) + squaredError(own) / accuracyUser ** 2,
        );
  return {
    rate: bsr,
    standardError,
    interval: { low: bsr - Z95 * standardError, high: bsr + Z95 * standardError },
    user: rate(user.successes, user.n),
    own: rate(own.successes, own.n),
    meaningful: accuracyUser >= LEAST_USER_ACCURACY,
  };
}
