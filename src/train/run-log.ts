/** The curve of a run: one JSON object a line in a file, and the same for people on standard error. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Progress } from './train.ts';

export interface RunLog {
  report(progress: Progress): void;
}

/** Lines after `fromStep` are dropped: a run that goes on from a checkpoint takes those steps again. */
export function openRunLog(path: string, fromStep: number, plannedTokens: number): RunLog {
  const kept = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => stepOf(line) <= fromStep)
    : [];
  writeFileSync(path, kept.map((line) => `${line}\n`).join(''));
  return {
    report: (progress) => {
      appendFileSync(path, `${JSON.stringify(progress)}\n`);
      process.stderr.write(`${lineOf(progress, plannedTokens)}\n`);
    },
  };
}

/** Infinity for a line that is none (the last one, cut off), so that it is dropped. */
function stepOf(line: string): number {
  try {
    return (JSON.parse(line) as Progress).step;
  } catch {
    return Infinity;
  }
}

function lineOf(
  { step, tokens, loss, norm, rate, tokensPerSecond }: Progress,
  plannedTokens: number,
): string {
  const minutes = (plannedTokens - tokens) / tokensPerSecond / 60;
  const millions = (tokens / 1e6).toFixed(2);
  return (
    `step ${step}  ${millions} of ${(plannedTokens / 1e6).toFixed(1)} M tokens  loss ${loss.toFixed(4)}  ` +
    `norm ${norm.toFixed(2)}  rate ${rate.toExponential(2)}  ${Math.round(tokensPerSecond)} tokens/s  ${Math.round(minutes)} min left`
  );
}
