/**
 * Is what this GPU computes right? Drivers and kernels differ, and a wrong one says nothing: GroupQueryAttention has
 * given wrong rows for runs of 32 tokens and more. The model itself reads one text in several ways, which must agree:
 * in small runs, in the longest runs one would like to use, and token by token after going back. The shader's statistics
 * are compared with the CPU's.
 */
import type { Tokens } from '#core/ids.ts';
import type { Row } from '#engine/decoder-backend.ts';
import { rowStatistics, targetStatistics, topK } from '#scoring/row-statistics.ts';
import { unavailable } from '#engine/gpu-device.ts';

/** Runs the test tokens from an empty cache (start 0) or from what the last call left; all rows of the new ones. */
export type ReadRows = (
  tokens: Tokens,
  start: number,
  count: number,
  logits: boolean,
) => Promise<readonly Row[]>;

/** Up to here runs were right wherever they were tried. */
const SAFE_RUN = 31;
const SMALL_RUN = 16;
export const LONG_RUN = 64;
/** Tokens read again one by one after going back. */
const STEPS = 4;
/** Relative to the largest logit. Other kernels round otherwise, by 1e-4 or so; a wrong row is off by half or more. */
const TOLERANCE = 0.02;

/** Most tokens in one run that this device gets right. Rejects 'backend-unavailable' where small runs disagree. */
export async function longestRightRun(read: ReadRows, vocabSize: number, positions: number): Promise<number> {
  const length = Math.min(LONG_RUN, positions);
  const tokens = Array.from({ length }, (_, i) => (i * 7919 + 13) % vocabSize);
  const inRuns = async (run: number): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let at = 0; at < length; at += run)
      rows.push(...(await read(tokens, at, Math.min(run, length - at), false)));
    return rows;
  };
  const small = await inRuns(SMALL_RUN);
  await checkSteps(read, tokens, small);
  for (const run of [LONG_RUN, SAFE_RUN]) if (agree(small, await inRuns(run))) return run;
  return SMALL_RUN;
}

async function checkSteps(read: ReadRows, tokens: Tokens, small: readonly Row[]): Promise<void> {
  const from = Math.max(0, tokens.length - STEPS);
  const rows: Row[] = [];
  for (let at = from; at < tokens.length; at++) rows.push(...(await read(tokens, at, 1, true)));
  if (!agree(small.slice(from), rows))
    throw unavailable('its self-test failed (one token at a time gave other results than runs of 16)');
  const last = rows.at(-1) as Row;
  if (!agreesWithCpu(last, last.logits as Float32Array))
    throw unavailable('its self-test failed (statistics differ from those of the CPU)');
}

function agree(expected: readonly Row[], found: readonly Row[]): boolean {
  return expected.every((row, i) => near(row, found[i] as Row));
}

/** Wrong rows differ in all of these; equal logits agree in all. */
function near(a: Row, b: Row): boolean {
  const scale = TOLERANCE * Math.max(1, Math.abs(a.max));
  const keys = ['max', 'lse', 'meanLogit', 'entropy'] as const;
  return keys.every((key) => Math.abs(a[key] - b[key]) <= scale);
}

function agreesWithCpu(row: Row, logits: Float32Array): boolean {
  const expected = rowStatistics(logits);
  const [best] = topK(logits, 1, expected.lse);
  if (best?.id !== row.top[0]?.id || !best) return false;
  if (row.target?.rank !== targetStatistics(logits, row.target?.id ?? 0, expected.lse).rank) return false;
  const keys = ['lse', 'max', 'meanLogit', 'entropy', 'varentropy', 'sumSquares', 'margin'] as const;
  return keys.every(
    (key) => Math.abs(row[key] - expected[key]) <= 1e-3 * Math.max(1, Math.abs(expected[key])),
  );
}
