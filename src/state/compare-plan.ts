/** One problem and what is done with it, the same for every model: what a column of a comparison runs. Pure. */
import type { TraceHeader, TraceProblem } from '#core/trace/events.ts';
import type { ContinueRequest } from '#runner/request.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantedAt } from '#tasks/planted-turns.ts';
import type { Problem } from '#tasks/problem.ts';
import { formatPlant, treatmentOf } from './compare-treatment.ts';
import type { Treatment } from './compare-treatment.ts';
import { markerName } from './markers.ts';
import { PLANT_KIND_WORDS, PLANT_TURN_WORDS, plantLabel } from './plants.ts';
import { answerRequest, plantRequest, sampling, samplingWords } from './requests.ts';
import type { Sampling } from './requests.ts';
import type { LinkSettings } from './url.ts';

export interface ComparePlan {
  readonly problem: Problem;
  readonly treatment: Treatment;
  readonly sampling: Sampling;
}
export type CompareLink = Pick<LinkSettings, 'seed' | 'difficulty' | 'temperature' | 'plant' | 'marker'>;

export function comparePlan(link: CompareLink): ComparePlan {
  const { seed, difficulty, temperature } = link;
  const problem = generateProblem({ seed, difficulty });
  const settings = sampling(temperature);
  return { problem, treatment: treatmentOf(link, problem), sampling: { settings, seed } };
}

/** The same with `count` problems, one seed after the other. */
export function comparePlans(link: CompareLink, count: number): ComparePlan[] {
  return Array.from({ length: count }, (_, i) => comparePlan({ ...link, seed: link.seed + i }));
}

export function samePlan(a: ComparePlan, b: ComparePlan): boolean {
  return (
    JSON.stringify([a.problem.text, a.treatment, a.sampling]) ===
    JSON.stringify([b.problem.text, b.treatment, b.sampling])
  );
}

export function tracedProblem({ problem: { family, seed, difficulty, text } }: ComparePlan): TraceProblem {
  return { text, generated: { family, seed, difficulty } };
}

export function tracedMethod({ treatment, sampling: { settings } }: ComparePlan): TraceHeader['method'] {
  const plant = formatPlant(treatment.type === 'free' ? null : treatment);
  const marker = treatment.type === 'free' ? '' : treatment.marker;
  return { id: 'compare', args: { temperature: settings.temperature, plant, marker } };
}

/** Everything in one branch: what is planted and written after it is forced, then the model goes on. */
export function planRequest(plan: ComparePlan): ContinueRequest {
  const { problem, treatment } = plan;
  const traced = tracedProblem(plan);
  const planted = treatment.type === 'free' ? null : plantedAt(problem, treatment.place);
  if (treatment.type === 'free' || planted === null) return answerRequest(0, traced, 'end', plan.sampling);
  const { turn, marker } = treatment;
  const label = `${plantLabel(planted, turn)}${markerWords(marker)}`;
  return plantRequest(0, traced, { turn, label, lines: planted.lines, marker }, plan.sampling);
}

function markerWords(marker: string): string {
  return marker === '' ? '' : `, then ${markerName({ text: marker })}`;
}

/** "slip of the pen in step 1, in the model’s turn, then “Wait,”". */
function treatmentWords(treatment: Treatment): string {
  if (treatment.type === 'free') return 'solved freely';
  const { turn, place, marker } = treatment;
  const where = `${PLANT_KIND_WORDS[place.kind]} in step ${place.step}, in ${PLANT_TURN_WORDS[turn]}`;
  if (turn === 'user') return where;
  return `${where}, then ${markerName({ text: marker })}`;
}

/** "Seed 1, 4 steps; slip of the pen in step 1, in the model’s turn, then no marker; greedy." */
export function planWords({ problem, treatment, sampling }: ComparePlan): string {
  const { seed, difficulty } = problem;
  return `Seed ${seed}, ${difficulty} steps; ${treatmentWords(treatment)}; ${samplingWords(sampling)}.`;
}

/** "Seeds 1 to 20, 4 steps; …": `first` is the plan of the first problem. */
export function tallyPlanWords({ problem, treatment, sampling }: ComparePlan, count: number): string {
  const { seed, difficulty } = problem;
  const nearest =
    treatment.type === 'free' ? '' : ' (where a problem does not allow it, the nearest error it does)';
  const { temperature } = sampling.settings;
  const settings = temperature === 0 ? samplingWords(sampling) : `T ${temperature}, each with its own seed`;
  return `Seeds ${seed} to ${seed + count - 1}, ${difficulty} steps; ${treatmentWords(treatment)}${nearest}; ${settings}.`;
}
