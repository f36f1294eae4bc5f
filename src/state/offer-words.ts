/** What a model file's report says to the user. Pure. */
import { AppError } from '#core/app-error.ts';
import type { BackendForecast, ModelReport } from '#engine/model-report.ts';
import { failureOf } from './failure.ts';

export interface OfferReason {
  readonly title: string;
  readonly message: string;
}

/** Every reason why it cannot run here; empty where it can. */
export function offerReasons({ problems, backends, taken }: ModelReport): readonly OfferReason[] {
  const reasons = problems.map((wire) => failureOf(AppError.fromWire(wire)));
  const nowhere = backends.length > 0 && backends.every(({ lack }) => lack !== null);
  if (taken !== null || !nowhere) return reasons;
  return [...reasons, ...backends.map((one) => ({ title: `Not on ${one.title}`, message: lackWords(one) }))];
}

/** For the status line. */
export function offerWords(fileName: string, report: ModelReport): string {
  const reasons = offerReasons(report);
  if (reasons.length === 0) return `${fileName} can run here. ${choiceWords(report)} Press Load to load it.`;
  const titles = reasons.map(({ title }) => `${title}.`).join(' ');
  return `${fileName} cannot run here. ${titles} The card in the answer says why and what to do.`;
}

/** Which backend would be taken, and why; '' where none can. */
export function choiceWords({ backends, taken }: ModelReport): string {
  const place = backends.findIndex(({ id }) => id === taken);
  const chosen = backends[place];
  if (chosen === undefined) return '';
  const passed = backends.slice(0, place).flatMap(({ lack }) => (lack === null ? [] : [lack]));
  const why = passed.length === 0 ? 'the fastest that is here' : `because ${passed.join(' and ')}`;
  const doubt = chosen.doubt === null ? '' : ` But ${chosen.doubt}.`;
  return `It would run on ${chosen.title}, ${why}.${doubt}`;
}

function lackWords({ lack }: BackendForecast): string {
  const words = lack ?? '';
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return begun.endsWith('.') ? begun : `${begun}.`;
}
