/** What a method came to, for people: the method, what its tokens would have bought otherwise, flips, cost. */
import type { Flips } from '#scoring/flips.ts';
import type { MethodReport } from '#runner/method/method-report.ts';
import { beatsSelfConsistency } from '#scoring/methods/compared-method.ts';
import type { Compared, RandomPick } from '#scoring/methods/compared-method.ts';
import type { LocationShares } from '#scoring/methods/location-figures.ts';
import type { MethodDocument } from './method-document.ts';
import type { ItemSource } from './method-plan.ts';
import { ratingLines, satisfactionLines } from './judge-lines.ts';
import { difference, number, share, withInterval } from './report-figures.ts';

export function methodText({ method, model, engine, items, n, seed, report, runs }: MethodDocument): string {
  const args = Object.entries(method.args).map(([name, value]) => `${name}=${value}`);
  const name = model.id ?? `a model of sha256 ${model.sha256.slice(0, 12)}…`;
  const stopped = runs.length < n ? `; stopped after ${runs.length} of ${n}` : '';
  return [
    `${[method.id, ...args].join(' ')} of ${name}, ${sourceWords(items)}, seed ${seed}, ${engine}${stopped}; 95 % intervals`,
    ...(report.oracle
      ? ['ORACLE: the reference answer was asked while it worked. No figure of it is the model’s own.']
      : []),
    ...givenLines(report),
    '',
    ...table([['', 'ends right', 'tokens a problem', 'method − this'], ...accuracyRows(method.id, report)]),
    '',
    ...verdictLines(report),
    ...flipLines(report),
    ...satisfactionLines(report),
    ...roundLines(report),
    ...choiceLines(report),
    ...locationLines(report),
    ...formatLines(report),
    ...ratingLines(report),
    ...countLines(report),
    costLine(report),
    '',
  ].join('\n');
}

function sourceWords(items: ItemSource): string {
  if ('file' in items) return `${items.file} (${items.lines} lines)`;
  const { family, difficulty, planted } = items;
  const planting = planted === 'any' ? ' at any step' : ` at step ${planted ?? ''}`;
  return `${family} of difficulty ${difficulty}${planted === undefined ? '' : `, a mistake planted${planting}`}`;
}

/** What of the answers nobody here wrote, and what cannot be judged for it. */
function givenLines({ given: { beginnings, solutions }, unjudged }: MethodReport): string[] {
  return [
    ...(beginnings > 0
      ? [
          `GIVEN: the answers to ${beginnings} problems begin with text that holds a mistake; what ends right has recovered.`,
        ]
      : []),
    ...(solutions > 0
      ? [`GIVEN: the drafts of ${solutions} problems came with them and were not written.`]
      : []),
    ...(unjudged > 0
      ? [
          `No right answer is known of ${unjudged} problems: no figure but the place of the mistake counts them.`,
        ]
      : []),
  ];
}

type Row = readonly [what: string, right: string, tokens: string, difference: string];

function accuracyRows(id: string, { accuracy, tokens, baselines }: MethodReport): Row[] {
  const own: Row = [
    id,
    share(accuracy),
    tokens === null ? '–' : withInterval(tokens.mean, tokens.interval),
    '',
  ];
  if (baselines === null) return [own];
  const { greedy, selfConsistency, randomPick, bestOfN, temperature } = baselines;
  const at = `T ${temperature}`;
  return [
    own,
    baselineRow('greedy', greedy),
    ...(selfConsistency === null
      ? []
      : [baselineRow(`self-consistency of ${selfConsistency.k}, ${at}`, selfConsistency)]),
    ...(randomPick === null ? [] : [randomRow(`a sample by chance, ${at}`, randomPick)]),
    baselineRow(`Best-of-${bestOfN.k} by self-certainty, ${at}`, bestOfN),
  ];
}
function baselineRow(what: string, { accuracy, tokens, methodMinusThis: than }: Compared): Row {
  return [what, share(accuracy), number(tokens), difference(than)];
}

function randomRow(what: string, { accuracy, interval, tokens, methodMinusThis: than }: RandomPick): Row {
  return [what, withInterval(accuracy, interval), number(tokens), difference(than)];
}

/** methods.md E4.2: what does not beat self-consistency must be shown as such. */
function verdictLines({ baselines }: MethodReport): string[] {
  const beats = beatsSelfConsistency(baselines);
  if (baselines === null || beats === null) return [];
  return [
    ...(baselines.short
      ? [`  ${baselines.bestOfN.k} samples hold fewer tokens than it wrote: the tokens are not equal`]
      : []),
    beats
      ? '  beats self-consistency at equal tokens'
      : '  not shown to beat self-consistency at equal tokens',
  ];
}

type Correction = NonNullable<MethodReport['correction']>;

function flipLines({ flips, correction, before, unanswered, cutByBudget }: MethodReport): string[] {
  const counts = `  unanswered ${unanswered}${cutByBudget > 0 ? `, cut by the budget ${cutByBudget}` : ''}`;
  if (flips === null || correction === null) return [counts];
  const against = `  against the ${before === 'draft' ? 'draft' : 'greedy answer'}`;
  return [`${against}: ${cellLine(flips, correction)}`, ...shareLines(flips, correction), counts];
}
function cellLine({ rightRight, rightWrong, wrongRight, wrongWrong }: Flips, correction: Correction): string {
  const kinds = `unchanged ${correction.wrongSame}, to another wrong answer ${correction.wrongOther}`;
  return `R→R ${rightRight}, R→W ${rightWrong}, W→R ${wrongRight}, W→W ${wrongWrong} (${kinds})`;
}
function shareLines({ rss }: Flips, correction: Correction): string[] {
  const { confidence, critique, broken, repaired, gain } = correction;
  return [
    `    CL ${share(confidence)}, CS ${share(critique)}, RSS ${withInterval(rss, correction.rss)}`,
    `    of all: broken ${share(broken)}, repaired ${share(repaired)}; after − before ${difference(gain)}`,
  ];
}

function roundLines({ rounds }: MethodReport): string[] {
  if (rounds === null || rounds.length < 2) return [];
  const each = rounds.map(({ accuracy, rightWrong, wrongRight }, round) => {
    const flipped = round === 0 ? '' : ` (R→W ${rightWrong}, W→R ${wrongRight})`;
    return `${round}: ${withInterval(accuracy.rate, accuracy.interval)}${flipped}`;
  });
  return [`  accuracy after round ${each.join(', ')}`];
}

function countLines({ counts }: MethodReport): string[] {
  if (counts.length === 0) return [];
  const each = counts.map(({ name, mean, interval }) => `${name} ${withInterval(mean, interval)}`);
  return [`  counted a problem: ${each.join(', ')}`];
}

function choiceLines({ selector, calibration, discrimination, baselines }: MethodReport): string[] {
  const lines: string[] = [];
  if (selector !== null)
    lines.push(
      `  choosing: ${number(selector.chosen)} against ${number(selector.random)} by chance (gap ${withInterval(selector.gap, selector.gapInterval)}, relative ${number(selector.relative)}); a right candidate in ${share(selector.ceiling)}`,
    );
  if (baselines !== null)
    lines.push(`  a right one among ${baselines.bestOfN.k} samples (pass@k): ${number(baselines.passAtK)}`);
  if (calibration !== null)
    lines.push(
      `  its confidence: ECE ${number(calibration.ece)}, Brier ${number(calibration.brier)}, AUROC ${withInterval(calibration.auroc, calibration.aurocInterval)} (n = ${calibration.n})`,
    );
  if (discrimination !== null) lines.push(`  its scores within a problem: WQD ${number(discrimination)}`);
  return lines;
}

/** ProcessBench's figures (arXiv 2412.06559), beside those of lesser ways to look. */
function locationLines({ location }: MethodReport): string[] {
  if (location === null) return [];
  const { by, ...own } = location;
  const lesser = by.map(({ name, ...shares }) => `    ${name}: ${locationWords(shares)}`);
  return [`  place of the mistake: right ${share(own.right)}, ${locationWords(own)}`, ...lesser];
}
function locationWords({ rightWhereWrong, rightWhereNone, f1, unread }: LocationShares): string {
  const figure = withInterval(f1?.value ?? null, f1?.interval ?? null);
  const lost = unread > 0 ? `; ${unread} could not be read` : '';
  return `F1 ${figure}; where there is one ${share(rightWhereWrong)}, where there is none ${share(rightWhereNone)}${lost}`;
}

/** How far what was read of labels may be believed. */
function formatLines({ format }: MethodReport): string[] {
  if (format === null) return [];
  const { mass, interval, readings, followed } = format;
  const said = `  format: ${withInterval(mass, interval)} of the probability is on the labels asked for (${readings} readings)`;
  return followed
    ? [said]
    : [said, '    the model does not follow the form: what was read of it says little'];
}

function costLine({ cost }: MethodReport): string {
  const { generated, forced, prefilled, recomputed, calls, passes, seconds } = cost;
  const time = seconds > 0 ? `, ${seconds.toFixed(1)} s` : '';
  return `  cost: ${generated} tokens written, ${forced} forced, ${prefilled} prefilled, ${recomputed} computed again; ${calls} calls, ${passes} passes${time}`;
}

function table(rows: readonly Row[]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)) + 2);
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('')}`.trimEnd());
}
