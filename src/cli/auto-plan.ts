/** The options of `generate --auto`, and the request that carries them out on what was written before. */
import { AppError } from '#core/app-error.ts';
import type { DecisionEvent } from '#core/trace/event-kinds.ts';
import type { SamplingSettings, TraceEvent } from '#core/trace/events.ts';
import { DEFAULT_THRESHOLDS, POLICY_DEFAULTS } from '#scoring/policy/decide.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import type { Arguments } from './arguments.ts';
import type { Options } from './command.ts';

/** Greedy decoding would write the same again, so a retake is drawn at this temperature. */
export const RETAKE_TEMPERATURE = 1;

export const AUTO_OPTIONS = {
  auto: {
    value: 'certainty|entropy|ptrue',
    help: 'a policy watches the answer and makes the model think again where it is unsure',
  },
  threshold: {
    value: 'X',
    help: `of --auto: acts below X (entropy: above); default ${Object.entries(DEFAULT_THRESHOLDS)
      .map(([signal, value]) => `${signal} ${value}`)
      .join(', ')}`,
  },
  remedy: {
    value: 'backtrack|wait',
    help: 'of --auto: samples the step again (default), or writes the marker after it',
  },
  retries: { value: 'N', help: `of --auto: most tries for one step; default ${POLICY_DEFAULTS.retries}` },
  budget: { value: 'N', help: `of --auto: most tokens in all; default ${POLICY_DEFAULTS.budget}` },
} satisfies Options;

export function readAuto(args: Arguments, marker: string): AutoPolicy | null {
  const signal = args.oneOf('auto', ['certainty', 'entropy', 'ptrue']);
  if (signal === null) return withoutAuto(args);
  const { retries, interventions, budget } = POLICY_DEFAULTS;
  return {
    signal,
    threshold: args.number('threshold', { min: -1000, max: 1000 }, DEFAULT_THRESHOLDS[signal]),
    remedy:
      args.oneOf('remedy', ['backtrack', 'wait']) === 'wait'
        ? { kind: 'inject', marker }
        : { kind: 'backtrack' },
    retries: args.integer('retries', { min: 1, max: 100 }, retries),
    interventions,
    budget: args.integer('budget', { min: 1, max: 1_000_000 }, budget),
  };
}

function withoutAuto(args: Arguments): null {
  const idle = ['threshold', 'remedy', 'retries', 'budget'].find((name) => args.has(name));
  if (idle === undefined) return null;
  throw new AppError('bad-input', `--${idle} is for --auto. Add --auto certainty, entropy or ptrue.`);
}

export function retakeSettings(settings: SamplingSettings): SamplingSettings {
  return settings.temperature === 0 ? { ...settings, temperature: RETAKE_TEMPERATURE } : settings;
}

/** Why the policy did what it did, in the order in which it did it; '' where none was at work. */
export function autoLog(events: readonly TraceEvent[]): string {
  const decisions = events.filter((event): event is DecisionEvent => event.type === 'decision');
  if (decisions.length === 0) return '';
  const lines = decisions.map(({ branch, why }) => `  branch ${branch}  ${why}`);
  const made = events.filter((event) => event.type === 'branch' && event.label.startsWith('auto:')).length;
  return `\nauto-correct, ${made} intervention${made === 1 ? '' : 's'}:\n${lines.join('\n')}\n`;
}
