/**
 * What teaches a model to correct itself before anybody asks it, beside the methods of this folder, which ask: recipes that
 * src/train carries out, as facts. Both declare when they correct and whose feedback they use (survey arXiv 2308.03188).
 */
import type { Diet } from '#core/tuning.ts';
import type { MethodFacts } from './define.ts';

export interface TrainingRecipe extends Pick<
  MethodFacts,
  'id' | 'title' | 'idea' | 'algorithm' | 'source' | 'feedback'
> {
  readonly corrects: 'training';
  /** Arguments of the command line that carry it out on an organism. */
  readonly command: string;
  /** What a model reads on the Train screen for it; null where the command line alone does it. */
  readonly diet: Diet | null;
}

export const TRAINING_RECIPES: readonly TrainingRecipe[] = [
  {
    id: 'corrections-after-wait',
    title: 'Reading corrections after “Wait,”',
    idea: [
      'Goes on training on solutions, right and wrong, in which the word “Wait,” stands and a fresh solution follows.',
      'A model passes over mistakes in its own turn because no text it read ever turned round there; a few that do are enough for a marker to work.',
      'It learns the marker and not when to write it: by itself it stays as blind as before, and it looks again after right answers too.',
    ],
    algorithm: [
      'for each document: y ← a right solution, or one with a planted mistake',
      '  half of the documents break off after a step, the others after the answer',
      '  z ← y + “Wait, let me check.” + the right solution from its first step',
      'minimise −Σ log p(z_t | z_<t) over the model’s turn, among other documents',
    ],
    source: 'arXiv 2507.02778 (blind spot), arXiv 2504.04022 (reflection in pre-training)',
    corrects: 'training',
    feedback: ['oracle'],
    command: 'tune --loss sft --mix wait --out tuned.gguf',
    diet: { right: 2, unnoticed: 0, wait: 8, retry: 0 },
  },
  {
    id: 'retry-documents',
    title: 'Reading steps that are taken back at once',
    idea: [
      'Trains on solutions in which a wrong step is followed by “No.” and the step written again.',
      'A mistake is easiest to see while it is the last thing written, and what was learned from taking back needs no prompt.',
      'Noticing is harder to learn than solving: some wrong steps stay, and some right ones are taken back.',
    ],
    algorithm: [
      'for each solution: one step, in some two, comes wrong first',
      '  the wrong step + “ No.” + the right step; the end of every step weighs more, since “No.” could stand there',
      'minimise the weighted −Σ log p over the model’s turn',
    ],
    source: 'arXiv 2408.16293 (Physics of Language Models 2.2)',
    corrects: 'training',
    feedback: ['oracle'],
    command: 'tune --loss sft --mix retry --out tuned.gguf',
    diet: { right: 2, unnoticed: 0, wait: 0, retry: 8 },
  },
  {
    id: 'preference-for-corrections',
    title: 'Preferring the answer that corrects (DPO)',
    idea: [
      'Shows two ways to go on from a mistake, one that corrects it and one that goes on, and raises the odds of the first against the second.',
      'Both stand side by side from the same beginning, so that the difference is the correction and little else.',
      'It learns from pairs that were made, not from what it writes itself, and may lower both while their distance grows.',
    ],
    algorithm: [
      'for each pair (x, y⁺, y⁻): r(y) = β [log π(y | x) − log π_ref(y | x)]',
      'minimise −log σ(r(y⁺) − r(y⁻)); π_ref is the model as it was',
    ],
    source: 'arXiv 2305.18290',
    corrects: 'training',
    feedback: ['oracle'],
    command: 'tune --loss dpo --aim correct --out tuned.gguf',
    diet: null,
  },
  {
    id: 'reward-from-a-checker',
    title: 'Reward from a checker (REINFORCE)',
    idea: [
      'Lets the model write several answers to a problem, has an exact checker reward them, and raises what did better than the others.',
      'It learns from its own text, mistakes included, which documents written by somebody else never hold.',
      'What the reward does not name may be lost, and a problem whose answers are all right or all wrong teaches nothing.',
    ],
    algorithm: [
      'for each problem: y_1 … y_K ~ π; R_i ← the checker’s reward of y_i',
      'A_i = R_i − mean of the other R_j',
      'maximise Σ_i A_i Σ_t log π(y_i,t | x, y_i,<t)',
    ],
    source: 'Williams 1992; arXiv 2402.14740 (leave-one-out baseline)',
    corrects: 'training',
    feedback: ['tool'],
    command: 'tune --loss reinforce --aim correct --out tuned.gguf',
    diet: null,
  },
];
