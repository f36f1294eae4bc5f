import { readFileSync } from 'node:fs';

const problem = new URL('../src/state/first-problem.json', import.meta.url);
const { seed, difficulty } = JSON.parse(readFileSync(problem, 'utf8'));

/** What the command line is asked for the recorded first visit; on the wasm build, which the page runs too. */
export const FIRST_VISIT = [
  ...['generate', '--model', 'organism-wait', '--seed', `${seed}`, '--difficulty', `${difficulty}`],
  ...['--wait', '--candidates', '10', '--wasm', '--json'],
];
