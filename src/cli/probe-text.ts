/** What a probe found, for people: the figures of the method first, their controls below. */
import type { BlindSpotResult, PlaceResult } from '#probes/blind-spot.ts';
import { share, spot } from './report-figures.ts';

export interface ProbeDocument {
  readonly probe: string;
  /** `id`: null for a file of the user's own. */
  readonly model: { readonly id: string | null; readonly sha256: string };
  readonly engine: string;
  readonly seed: number;
  readonly n: number;
  readonly result: BlindSpotResult;
}
type Row = readonly [what: string, step: string, answer: string];

export function probeText({ probe, model, engine, seed, n, result }: ProbeDocument): string {
  const name = model.id ?? `a model of sha256 ${model.sha256.slice(0, 12)}…`;
  return [
    `${probe} of ${name}: share of answers that end right, greedy, n = ${n}, seed ${seed}, ${engine}, problems of ${result.difficulties.join(', ')} steps, 95 % intervals`,
    '',
    ...table([['', 'up to the wrong step', 'up to the wrong answer'], ...figures(result)]),
    '',
    ...table([['controls', '', ''], ...controls(result)]),
    '',
    `taken back at once (“ No.”), nothing forced: a wrong step ${share(result.takenBack.wrongStep)}, a right step ${share(result.takenBack.rightStep)}`,
    '',
  ].join('\n');
}

function figures(result: BlindSpotResult): Row[] {
  const at = rowOf(result);
  return [
    at('own mistake, nothing after it', ({ own }) => share(own.none)),
    at('own mistake, then “Wait,”', ({ own }) => share(own.wait)),
    ['the same mistake in the user’s turn', '', share(result.user)],
    at('right text, then “Wait,”', ({ kept }) => share(kept.wait)),
    at('blind-spot rate (1 − own / user)', ({ blindSpot }) => spot(blindSpot)),
    at('blind-spot rate with “Wait,”', ({ blindSpotWithWait }) => spot(blindSpotWithWait)),
  ];
}
function controls(result: BlindSpotResult): Row[] {
  const at = rowOf(result);
  return [
    at('own mistake, then “So”', ({ own }) => share(own.control)),
    at('own mistake, then “Hmm,”', ({ own }) => share(own.hmm)),
    at('right text, nothing after it', ({ kept }) => share(kept.none)),
    at('right text, then “So”', ({ kept }) => share(kept.control)),
    at('right text, then “Hmm,”', ({ kept }) => share(kept.hmm)),
  ];
}
function rowOf({ step, answer }: BlindSpotResult) {
  return (what: string, say: (place: PlaceResult) => string): Row => [what, say(step), say(answer)];
}

function table(rows: readonly Row[]): string[] {
  return rows.map(([what, step, answer]) => `  ${what.padEnd(36)}${step.padEnd(36)}${answer}`.trimEnd());
}
