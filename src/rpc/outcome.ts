/** Results and errors as data: what crosses the boundary in place of a throw. */
import { AppError } from '#core/app-error.ts';
import type { Outcome } from './protocol.ts';

export async function settle<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: AppError.from(thrown).toWire() };
  }
}

/** The value, or throws the AppError that was sent. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw AppError.fromWire(outcome.error);
}
