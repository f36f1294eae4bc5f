/** From a row of logits, as the graph gives it, to the row of statistics that callers get. */
import { AppError } from '#core/app-error.ts';
import type { TokenId } from '#core/ids.ts';
import type { Row } from '#engine/decoder-backend.ts';
import type { Want } from '#engine/types.ts';
import { rowStatistics, targetStatistics, topK } from '#scoring/row-statistics.ts';

/** `logits` over the real vocabulary; it is handed on without a copy when logits are wanted. */
export function readRow(
  logits: Float32Array,
  want: Want,
  target: TokenId | undefined,
  hidden?: Float32Array,
): Row {
  const statistics = rowStatistics(logits);
  if (!Number.isFinite(statistics.lse))
    throw new AppError(
      'internal',
      'The model gave numbers that are not finite. Reload it; if that does not help, choose another file or backend.',
      { lse: String(statistics.lse) },
    );
  return {
    ...statistics,
    top: topK(logits, want.topK ?? 0, statistics.lse),
    ...(want.logits ? { logits } : {}),
    ...(hidden ? { hidden } : {}),
    ...(target === undefined ? {} : { target: targetStatistics(logits, target, statistics.lse) }),
  };
}
