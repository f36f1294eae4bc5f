// From the measurements to the Markdown tables that are printed.
import { median } from './measure.mjs';

const number = (value) => (value === null ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(1));
const ratio = (a, b) => (a === null || b === null ? '–' : (a / b).toFixed(2));
const megabytes = (bytes) => (bytes === null ? '–' : (bytes / 1e6).toFixed(0));

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function speedTable(results) {
  const head = [
    ...['model', 'threads', 'statistics on', 'off', 'on / off', 'as the page runs it'],
    ...['wllama', 'on / wllama', 'prompt', 'wllama prompt', '1 sample', '8 samples', '8 / 1'],
  ];
  const rows = results.map(({ model, threads, speed }) => {
    const { on, off, page, wllamaF32, wllamaF16, sampleOne, sampleEight } = speed;
    const best = (key) => Math.max(wllamaF32[key], wllamaF16[key]);
    return [
      ...[model, threads, number(on.tokensPerSecond), number(off.tokensPerSecond)],
      ...[ratio(on.tokensPerSecond, off.tokensPerSecond), number(page.tokensPerSecond)],
      ...[number(best('tokensPerSecond')), ratio(on.tokensPerSecond, best('tokensPerSecond'))],
      ...[number(on.promptTokensPerSecond), number(best('promptTokensPerSecond'))],
      ...[number(sampleOne.tokensPerSecond), number(sampleEight.tokensPerSecond)],
      ratio(sampleEight.tokensPerSecond, sampleOne.tokensPerSecond),
    ];
  });
  return `Tokens a second, medians; wllama with the faster of its caches (f32, f16).\n\n${table(head, rows)}`;
}

export function loadTable(results) {
  const head = [
    ...['model', 'threads', 'first load, ms', 'later loads, ms'],
    ...['MB before', 'MB after each unload', 'MB after the worker ended'],
  ];
  const rows = results.map(({ model, threads, loads: { milliseconds, bytes } }) => [
    ...[model, threads, milliseconds[0].toFixed(0), median(milliseconds.slice(1)).toFixed(0)],
    ...[megabytes(bytes[0]), bytes.slice(1, -1).map(megabytes).join(', '), megabytes(bytes.at(-1))],
  ]);
  return `Loading and unloading in one worker, five times.\n\n${table(head, rows)}`;
}
